SET lock_timeout = 0;
SET statement_timeout = 0;
SET search_path = public;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL check_function_bodies = off;
SET LOCAL search_path = public;

-- 1. owners and privileges of what is made again are kept
WITH made (what, owner, acl, first_acl) AS (
    SELECT 'TABLE public.doubles', relowner, relacl, acldefault('r', relowner)
        FROM pg_class WHERE oid = 'public.doubles'::regclass
    UNION ALL SELECT 'ROUTINE public.twice(integer)', proowner, proacl, acldefault('f', proowner)
        FROM pg_proc WHERE oid = 'public.twice(integer)'::regprocedure
), usual (acl) AS (
    SELECT defaclacl FROM pg_default_acl WHERE pg_get_userbyid(defaclrole) = current_user
), rights (what, owner, acl) AS (
    SELECT what, owner, coalesce(acl, first_acl) FROM made
    WHERE acl IS NOT NULL OR EXISTS (SELECT FROM usual)
), parts (path, name, acl) AS (
    SELECT 'public.doubles', attname, attacl FROM pg_attribute WHERE attrelid = 'public.doubles'::regclass
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

-- 2. view doubles is in the way of a change of function twice(int) and is made again; ACCESS EXCLUSIVE on doubles
DROP VIEW public.doubles;

-- 3. index t.doubled is in the way of a change of function twice(int) and is made again; ACCESS EXCLUSIVE on t
DROP INDEX public.doubled;

-- 4. check t.small is in the way of a change of function twice(int) and is made again; ACCESS EXCLUSIVE on t
ALTER TABLE public.t DROP CONSTRAINT small;

-- 5. function stamp() has changed
CREATE OR REPLACE FUNCTION public.stamp()
    RETURNS trigger
    LANGUAGE plpgsql
    AS $$ begin new.n := new.n + 2; return new; end $$;

-- 6. column t.n lets go of a function that is dropped; ACCESS EXCLUSIVE on t
ALTER TABLE public.t ALTER COLUMN n DROP DEFAULT;

-- 7. function twice(int) is called in another way: it makes room for what it becomes
DROP FUNCTION public.twice(integer);

-- 8. function twice(int) has changed
CREATE FUNCTION public.twice(n integer)
    RETURNS bigint
    LANGUAGE sql
    IMMUTABLE
    AS $$ select n * 2::bigint $$;

-- 9. column t.n has its default again; ACCESS EXCLUSIVE on t
ALTER TABLE public.t ALTER COLUMN n SET DEFAULT 4;

-- 10. column t.n has another default; ACCESS EXCLUSIVE on t
ALTER TABLE public.t ALTER COLUMN n SET DEFAULT 4;

-- 11. check t.small is made again; ACCESS EXCLUSIVE on t
ALTER TABLE public.t ADD CONSTRAINT small CHECK (public.twice(n) < 100) NOT VALID;

-- 12. view doubles is made again
CREATE VIEW public.doubles AS
select twice(n) as d from t;

-- 13. owners and privileges are what they were
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

-- 14. check t.small holds for the rows that are there; SHARE UPDATE EXCLUSIVE on t; reads every row; fails if a row does not fit
ALTER TABLE public.t VALIDATE CONSTRAINT small;

-- 15. index t.doubled is made again; SHARE UPDATE EXCLUSIVE on t; reads every row
CREATE INDEX CONCURRENTLY IF NOT EXISTS doubled ON public.t (public.twice(n));

RESET lock_timeout;
RESET statement_timeout;
RESET search_path;
