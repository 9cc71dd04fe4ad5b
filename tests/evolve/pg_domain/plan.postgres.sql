SET lock_timeout = 0;
SET statement_timeout = 0;
SET search_path = public;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL check_function_bodies = off;
SET LOCAL search_path = public;

-- 1. owners and privileges of what is made again are kept
WITH made (what, owner, acl, first_acl) AS (
    SELECT 'TABLE public.cs', relowner, relacl, acldefault('r', relowner)
        FROM pg_class WHERE oid = 'public.cs'::regclass
    UNION ALL SELECT 'TYPE public.wide', typowner, typacl, acldefault('T', typowner)
        FROM pg_type WHERE oid = 'public.wide'::regtype
), usual (acl) AS (
    SELECT defaclacl FROM pg_default_acl WHERE pg_get_userbyid(defaclrole) = current_user
), rights (what, owner, acl) AS (
    SELECT what, owner, coalesce(acl, first_acl) FROM made
    WHERE acl IS NOT NULL OR EXISTS (SELECT FROM usual)
), parts (path, name, acl) AS (
    SELECT 'public.cs', attname, attacl FROM pg_attribute WHERE attrelid = 'public.cs'::regclass
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

-- 2. view cs is in the way of a change of domain wide and is made again; ACCESS EXCLUSIVE on cs
DROP VIEW public.cs;

-- 3. check num.small changes and is made again; ACCESS EXCLUSIVE on num
ALTER DOMAIN public.num DROP CONSTRAINT small;

-- 4. domain code has another default
ALTER DOMAIN public.code SET DEFAULT 'z';

-- 5. domain code takes no NULL any more; SHARE on notes; reads every row; fails if a row does not fit
ALTER DOMAIN public.code SET NOT NULL;

-- 6. domain num has another default
ALTER DOMAIN public.num SET DEFAULT 4;

-- 7. domain wide gives up its name to what it becomes
ALTER DOMAIN public.wide RENAME TO wide_old;

-- 8. domain wide is made anew
CREATE DOMAIN public.wide AS text
    CONSTRAINT wide_check CHECK (value <> 'x');

-- 9. column notes.c moves over to the new type; ACCESS EXCLUSIVE on notes; writes every row anew; fails if a row does not fit
ALTER TABLE public.notes ALTER COLUMN c TYPE public.wide USING c::text::public.wide;

-- 10. column notes.d moves over to the new type; ACCESS EXCLUSIVE on notes; writes every row anew; fails if a row does not fit
ALTER TABLE public.notes ALTER COLUMN d TYPE public.wide[] USING d::text[]::public.wide[];

-- 11. check code.filled is new
ALTER DOMAIN public.code ADD CONSTRAINT filled CHECK (length(value) > 0) NOT VALID;

-- 12. check num.small has changed
ALTER DOMAIN public.num ADD CONSTRAINT small CHECK (value < 200) NOT VALID;

-- 13. view cs is made again
CREATE VIEW public.cs AS
select c from notes;

-- 14. domain wide is no longer what it was
DROP DOMAIN public.wide_old;

-- 15. owners and privileges are what they were
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

COMMIT;

-- 16. check code.filled holds for the rows that are there; SHARE on notes; reads every row; fails if a row does not fit
ALTER DOMAIN public.code VALIDATE CONSTRAINT filled;

-- 17. check num.small holds for the rows that are there; SHARE on notes; reads every row; fails if a row does not fit
ALTER DOMAIN public.num VALIDATE CONSTRAINT small;

RESET lock_timeout;
RESET statement_timeout;
RESET search_path;
