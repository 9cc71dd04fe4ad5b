SET lock_timeout = 0;
SET statement_timeout = 0;
SET search_path = public;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL check_function_bodies = off;
SET LOCAL search_path = public;

-- 1. owners and privileges of what is made again are kept
WITH made (what, owner, acl, first_acl) AS (
    SELECT 'TABLE public.counted', relowner, relacl, acldefault('r', relowner)
        FROM pg_class WHERE oid = 'public.counted'::regclass
    UNION ALL SELECT 'TABLE public.upper_codes', relowner, relacl, acldefault('r', relowner)
        FROM pg_class WHERE oid = 'public.upper_codes'::regclass
    UNION ALL SELECT 'TABLE public.codes', relowner, relacl, acldefault('r', relowner)
        FROM pg_class WHERE oid = 'public.codes'::regclass
), usual (acl) AS (
    SELECT defaclacl FROM pg_default_acl WHERE pg_get_userbyid(defaclrole) = current_user
), rights (what, owner, acl) AS (
    SELECT what, owner, coalesce(acl, first_acl) FROM made
    WHERE acl IS NOT NULL OR EXISTS (SELECT FROM usual)
), parts (path, name, acl) AS (
    SELECT 'public.counted', attname, attacl FROM pg_attribute WHERE attrelid = 'public.counted'::regclass
    UNION ALL SELECT 'public.upper_codes', attname, attacl FROM pg_attribute WHERE attrelid = 'public.upper_codes'::regclass
    UNION ALL SELECT 'public.codes', attname, attacl FROM pg_attribute WHERE attrelid = 'public.codes'::regclass
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

-- 2. view counted is in the way of a change of column notes.code and is made again; ACCESS EXCLUSIVE on counted
DROP MATERIALIZED VIEW public.counted;

-- 3. view upper_codes changes and is made again; ACCESS EXCLUSIVE on upper_codes
DROP VIEW public.upper_codes;

-- 4. view codes is in the way of a change of column notes.code and is made again; ACCESS EXCLUSIVE on codes
DROP VIEW public.codes;

-- 5. index notes.grown is in the way of a change of column notes.size and is made again; ACCESS EXCLUSIVE on notes
DROP INDEX public.grown;

-- 6. column notes.code has another type; ACCESS EXCLUSIVE on notes; writes every row anew; fails if a row does not fit
ALTER TABLE public.notes ALTER COLUMN code TYPE integer USING length(code::text);
ALTER INDEX IF EXISTS public.grown ALTER COLUMN 1 SET STATISTICS 40;

-- 7. column notes.size has another type; ACCESS EXCLUSIVE on notes; writes every row anew
ALTER TABLE public.notes ALTER COLUMN size TYPE bigint;
ALTER INDEX IF EXISTS public.grown ALTER COLUMN 1 SET STATISTICS 40;

-- 8. view codes is made again
CREATE VIEW public.codes AS
select id, code from notes;

-- 9. view counted is made again
CREATE MATERIALIZED VIEW public.counted AS
select code, count(id) as n from notes group by code;

-- 10. the comment of view counted
COMMENT ON MATERIALIZED VIEW public.counted IS 'What is counted.';

-- 11. view upper_codes is made again as it is now
CREATE VIEW public.upper_codes AS
select id, upper(code::text) as code from codes;

-- 12. owners and privileges are what they were
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

-- 13. index notes.grown is made again; SHARE UPDATE EXCLUSIVE on notes; reads every row
CREATE INDEX CONCURRENTLY IF NOT EXISTS grown ON public.notes ((size + 1));

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL check_function_bodies = off;
SET LOCAL search_path = public;

-- 14. index notes.grown is what its table goes by; SHARE UPDATE EXCLUSIVE on notes
ALTER INDEX public.grown ALTER COLUMN 1 SET STATISTICS 40;

COMMIT;

RESET lock_timeout;
RESET statement_timeout;
RESET search_path;
