SET lock_timeout = 0;
SET statement_timeout = 0;
SET search_path = public;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL check_function_bodies = off;
SET LOCAL search_path = public;

-- 1. owners and privileges of what is made again are kept
WITH made (what, owner, acl, first_acl) AS (
    SELECT 'TABLE public.vs', relowner, relacl, acldefault('r', relowner)
        FROM pg_class WHERE oid = 'public.vs'::regclass
), usual (acl) AS (
    SELECT defaclacl FROM pg_default_acl WHERE pg_get_userbyid(defaclrole) = current_user
), rights (what, owner, acl) AS (
    SELECT what, owner, coalesce(acl, first_acl) FROM made
    WHERE acl IS NOT NULL OR EXISTS (SELECT FROM usual)
), parts (path, name, acl) AS (
    SELECT 'public.vs', attname, attacl FROM pg_attribute WHERE attrelid = 'public.vs'::regclass
    UNION ALL SELECT 'public.notes', 'b', attacl FROM pg_attribute WHERE attrelid = 'public.notes'::regclass AND attname = 'b'
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

-- 2. view vs is in the way of a change of column notes.b and is made again; ACCESS EXCLUSIVE on vs
DROP VIEW public.vs;

-- 3. index notes.notes_b_idx is in the way of a change of column notes.b and is made again; ACCESS EXCLUSIVE on notes
DROP INDEX public.notes_b_idx;

-- 4. check notes.b_small is in the way of a change of column notes.b and is made again; ACCESS EXCLUSIVE on notes
ALTER TABLE public.notes DROP CONSTRAINT b_small;

-- 5. column notes.b changes and is made again; ACCESS EXCLUSIVE on notes
ALTER TABLE public.notes DROP COLUMN b;

-- 6. column notes.b is made again; ACCESS EXCLUSIVE on notes; writes every row anew
ALTER TABLE public.notes ADD COLUMN b integer GENERATED ALWAYS AS (a * 3) STORED NOT NULL;

-- 7. column notes.c is computed no longer; ACCESS EXCLUSIVE on notes
ALTER TABLE public.notes ALTER COLUMN c DROP EXPRESSION;

-- 8. check notes.b_small is made again; ACCESS EXCLUSIVE on notes
ALTER TABLE public.notes ADD CONSTRAINT b_small CHECK (b < 1000) NOT VALID;

-- 9. view vs is made again
CREATE VIEW public.vs AS
select id, b from notes;

-- 10. owners and privileges are what they were
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

-- 11. check notes.b_small holds for the rows that are there; SHARE UPDATE EXCLUSIVE on notes; reads every row; fails if a row does not fit
ALTER TABLE public.notes VALIDATE CONSTRAINT b_small;

-- 12. index notes.notes_b_idx is made again; SHARE UPDATE EXCLUSIVE on notes; reads every row
CREATE INDEX CONCURRENTLY IF NOT EXISTS notes_b_idx ON public.notes (b);

RESET lock_timeout;
RESET statement_timeout;
RESET search_path;
