SET lock_timeout = 0;
SET statement_timeout = 0;
SET search_path = public;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL check_function_bodies = off;
SET LOCAL search_path = public;

-- 1. owners and privileges of what is made again are kept
WITH made (what, owner, acl, first_acl) AS (
    SELECT 'TABLE public.fs', relowner, relacl, acldefault('r', relowner)
        FROM pg_class WHERE oid = 'public.fs'::regclass
    UNION ALL SELECT 'ROUTINE public.g(integer)', proowner, proacl, acldefault('f', proowner)
        FROM pg_proc WHERE oid = 'public.g(integer)'::regprocedure
    UNION ALL SELECT 'ROUTINE public.p(integer)', proowner, proacl, acldefault('f', proowner)
        FROM pg_proc WHERE oid = 'public.p(integer)'::regprocedure
    UNION ALL SELECT 'ROUTINE public.k(integer)', proowner, proacl, acldefault('f', proowner)
        FROM pg_proc WHERE oid = 'public.k(integer)'::regprocedure
), usual (acl) AS (
    SELECT defaclacl FROM pg_default_acl WHERE pg_get_userbyid(defaclrole) = current_user
), rights (what, owner, acl) AS (
    SELECT what, owner, coalesce(acl, first_acl) FROM made
    WHERE acl IS NOT NULL OR EXISTS (SELECT FROM usual)
), parts (path, name, acl) AS (
    SELECT 'public.fs', attname, attacl FROM pg_attribute WHERE attrelid = 'public.fs'::regclass
    UNION ALL SELECT 'public.notes', 'c', attacl FROM pg_attribute WHERE attrelid = 'public.notes'::regclass AND attname = 'c'
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

-- 2. view fs is in the way of a change of function g(int) and is made again; ACCESS EXCLUSIVE on fs
DROP VIEW public.fs;

-- 3. check notes.gs is in the way of a change of function g(int) and is made again; ACCESS EXCLUSIVE on notes
ALTER TABLE public.notes DROP CONSTRAINT gs;

-- 4. column notes.c is in the way of a change of function g(int) and is made again; ACCESS EXCLUSIVE on notes
ALTER TABLE public.notes DROP COLUMN c;

-- 5. function f(int) has changed
CREATE OR REPLACE FUNCTION public.f(a integer)
    RETURNS integer
    LANGUAGE sql
    IMMUTABLE
    STRICT
    AS $$select a + 2$$;

-- 6. column notes.b lets go of a function that is dropped; ACCESS EXCLUSIVE on notes
ALTER TABLE public.notes ALTER COLUMN b DROP DEFAULT;

-- 7. function g(int) is called in another way: it makes room for what it becomes
DROP FUNCTION public.g(integer);

-- 8. function g(int) has changed
CREATE FUNCTION public.g(a integer)
    RETURNS bigint
    LANGUAGE sql
    IMMUTABLE
    AS $$select a::bigint$$;

-- 9. column notes.b has its default again; ACCESS EXCLUSIVE on notes
ALTER TABLE public.notes ALTER COLUMN b SET DEFAULT public.g(1);

-- 10. function h(int, int) has changed
CREATE OR REPLACE FUNCTION public.h(a integer, b integer DEFAULT 3)
    RETURNS integer
    LANGUAGE sql
    IMMUTABLE
    AS $$select a + b$$;

-- 11. function p(int) is called in another way: it makes room for what it becomes
DROP PROCEDURE public.p(integer);

-- 12. function p(int) has changed
CREATE FUNCTION public.p(a integer)
    RETURNS integer
    LANGUAGE sql
    AS $$select 1$$;

-- 13. column notes.c is made again; ACCESS EXCLUSIVE on notes; reads every row; writes every row anew; fails if a row does not fit
ALTER TABLE public.notes ADD COLUMN c integer GENERATED ALWAYS AS (public.g(a)) STORED NOT NULL;

-- 14. check notes.gs is made again; ACCESS EXCLUSIVE on notes
ALTER TABLE public.notes ADD CONSTRAINT gs CHECK (public.g(a) > 0) NOT VALID;

-- 15. view fs is made again
CREATE VIEW public.fs AS
select f(a) as x, g(a) as y from notes;

-- 16. column notes.late is no longer in the schema; ACCESS EXCLUSIVE on notes; takes data away
ALTER TABLE public.notes DROP COLUMN late;

-- 17. table aged is no longer in the schema; ACCESS EXCLUSIVE on aged; takes data away
DROP TABLE public.aged;

-- 18. function k(int) is called in another way: it makes room for what it becomes
DROP FUNCTION public.k(integer);

-- 19. function k(int) has changed
CREATE FUNCTION public.k(x integer)
    RETURNS integer
    LANGUAGE sql
    STABLE
    AS $$select x$$;

-- 20. owners and privileges are what they were
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

-- 21. check notes.gs holds for the rows that are there; SHARE UPDATE EXCLUSIVE on notes; reads every row; fails if a row does not fit
ALTER TABLE public.notes VALIDATE CONSTRAINT gs;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL check_function_bodies = off;
SET LOCAL search_path = public;

-- 22. function g(int) has its comment again
COMMENT ON FUNCTION public.g(integer) IS 'The same.';

COMMIT;

RESET lock_timeout;
RESET statement_timeout;
RESET search_path;
