BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL check_function_bodies = off;
SET LOCAL search_path = public;

-- 1. base type mark is called sign now; ACCESS EXCLUSIVE on mark
ALTER TYPE public.mark RENAME TO sign;

-- 2. owners and privileges of what is made again are kept
WITH made (what, owner, acl, first_acl) AS (
    SELECT 'TABLE public.olds', relowner, relacl, acldefault('r', relowner)
        FROM pg_class WHERE oid = 'public.olds'::regclass
), usual (acl) AS (
    SELECT defaclacl FROM pg_default_acl WHERE pg_get_userbyid(defaclrole) = current_user
), rights (what, owner, acl) AS (
    SELECT what, owner, coalesce(acl, first_acl) FROM made
    WHERE acl IS NOT NULL OR EXISTS (SELECT FROM usual)
), parts (path, name, acl) AS (
    SELECT 'public.olds', attname, attacl FROM pg_attribute WHERE attrelid = 'public.olds'::regclass
), again (place, path, name, statement) AS (
    SELECT 1, NULL, NULL, format('ALTER %s OWNER TO %I', what, pg_get_userbyid(owner))
    FROM made WHERE pg_get_userbyid(owner) <> current_user
    UNION ALL SELECT 2, NULL, NULL, format('REVOKE ALL ON %s FROM %s', what,
        string_agg(DISTINCT CASE grantee WHEN 0 THEN 'PUBLIC'
            ELSE quote_ident(pg_get_userbyid(grantee)) END, ', '))
    FROM rights, LATERAL (VALUES (0::oid), (owner) UNION ALL SELECT grantee
        FROM usual, aclexplode(usual.acl)) had (grantee) GROUP BY what
    UNION ALL SELECT 3, NULL, NULL, format('GRANT %s ON %s TO %s%s',
        string_agg(privilege_type, ', ' ORDER BY privilege_type), what,
        CASE grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(grantee)) END,
        CASE WHEN is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
    FROM rights, aclexplode(acl) GROUP BY what, grantee, is_grantable
    UNION ALL SELECT 4, path, name, format('GRANT %s ON TABLE %s TO %s%s',
        string_agg(format('%s (%I)', privilege_type, name), ', ' ORDER BY privilege_type), path,
        CASE grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(grantee)) END,
        CASE WHEN is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
    FROM parts, aclexplode(acl) GROUP BY path, name, grantee, is_grantable
)
SELECT set_config('schemac.kept',
    coalesce(json_agg(again ORDER BY place, statement), '[]')::text, true) FROM again;

-- 3. view olds is in the way of a change of column boxes.old and is made again; ACCESS EXCLUSIVE on olds
DROP VIEW public.olds;

-- 4. function old_words(old) is no longer in the schema
DROP FUNCTION public.old_words(public.old);

-- 5. function mark_out(sign) has changed
CREATE OR REPLACE FUNCTION public.mark_out(public.sign)
    RETURNS cstring
    LANGUAGE internal
    STABLE
    STRICT
    AS $$int4out$$;

-- 6. column boxes.old has another type; ACCESS EXCLUSIVE on boxes; writes every row anew; fails if a row does not fit
ALTER TABLE public.boxes ALTER COLUMN old TYPE integer USING (old::text::integer);

-- 7. column boxes.olds has another type; ACCESS EXCLUSIVE on boxes; writes every row anew; fails if a row does not fit
ALTER TABLE public.boxes ALTER COLUMN olds TYPE text USING (olds::text);

-- 8. column boxes.older has another type; ACCESS EXCLUSIVE on boxes; writes every row anew; fails if a row does not fit
ALTER TABLE public.boxes ALTER COLUMN older TYPE text USING (older::text);

-- 9. view olds is made again
CREATE VIEW public.olds AS
select id, old from boxes;

-- 10. column boxes.gone is no longer in the schema; ACCESS EXCLUSIVE on boxes; takes data away
ALTER TABLE public.boxes DROP COLUMN gone;

-- 11. owners and privileges are what they were
DO $kept$
DECLARE
    again text;
BEGIN
    FOR again IN SELECT statement
        FROM json_to_recordset(current_setting('schemac.kept')::json)
            AS kept (place integer, path text, name text, statement text)
        WHERE path IS NULL OR EXISTS (SELECT FROM pg_attribute WHERE attrelid = path::regclass
            AND attname = name AND NOT attisdropped)
        ORDER BY place, statement
    LOOP
        EXECUTE again;
    END LOOP;
END $kept$;

-- 12. domain old_fine is no longer in the schema
DROP DOMAIN public.old_fine;

-- 13. base type old is no longer in the schema
DO $only$
BEGIN
    IF EXISTS (SELECT FROM pg_depend JOIN pg_type ON refobjid IN (pg_type.oid, typarray)
        WHERE refclassid = 'pg_type'::regclass AND pg_type.oid = 'public.old'::regtype
            AND pg_depend.deptype = 'n' AND classid <> 'pg_proc'::regclass) THEN
        RAISE 'something still has the type %', 'public.old';
    END IF;
END $only$;
DROP TYPE public.old CASCADE;

COMMIT;
