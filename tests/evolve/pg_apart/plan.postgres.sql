BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL check_function_bodies = off;
SET LOCAL search_path = public;

-- 1. owners and privileges of what is made again are kept
WITH made (what, owner, acl, first_acl) AS (
    SELECT 'TABLE public.far', relowner, relacl, acldefault('r', relowner)
        FROM pg_class WHERE oid = 'public.far'::regclass
    UNION ALL SELECT 'ROUTINE public.known(integer)', proowner, proacl, acldefault('f', proowner)
        FROM pg_proc WHERE oid = 'public.known(integer)'::regprocedure
), usual (acl) AS (
    SELECT defaclacl FROM pg_default_acl WHERE pg_get_userbyid(defaclrole) = current_user
), rights (what, owner, acl) AS (
    SELECT what, owner, coalesce(acl, first_acl) FROM made
    WHERE acl IS NOT NULL OR EXISTS (SELECT FROM usual)
), parts (path, name, acl) AS (
    SELECT 'public.far', attname, attacl FROM pg_attribute WHERE attrelid = 'public.far'::regclass
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

-- 2. foreign table far is in the way of a change of server there and is made again
DROP FOREIGN TABLE public.far;

-- 3. server gone is no longer in the schema
DROP USER MAPPING IF EXISTS FOR public SERVER gone;
DROP SERVER gone;

-- 4. base type number is no longer in the schema
DO $only$
BEGIN
    IF EXISTS (SELECT FROM pg_depend JOIN pg_type ON refobjid IN (pg_type.oid, typarray)
        WHERE refclassid = 'pg_type'::regclass AND pg_type.oid = 'public.number'::regtype
            AND pg_depend.deptype = 'n' AND classid <> 'pg_proc'::regclass) THEN
        RAISE 'something still has the type %', 'public.number';
    END IF;
END $only$;
DROP TYPE public.number CASCADE;

-- 5. server there changes and is made again
DROP USER MAPPING IF EXISTS FOR public SERVER there;
DROP SERVER there;

-- 6. function found(int) has changed
CREATE OR REPLACE FUNCTION public.found(n integer)
    RETURNS integer
    LANGUAGE sql
    SUPPORT generate_series_int4_support
    AS $$ select n $$;

-- 7. function known(int) has no support function any more and is made again
DROP FUNCTION public.known(integer);

-- 8. function known(int) has changed
CREATE FUNCTION public.known(n integer)
    RETURNS integer
    LANGUAGE sql
    AS $$ select n $$;

-- 9. primary key orders.orders_pkey says something else of its index
COMMENT ON INDEX public.orders_pkey IS NULL;

-- 10. unique orders.orders_number_key says something else of its index
COMMENT ON INDEX public.orders_number_key IS 'as it is printed';

-- 11. shell type number is new
CREATE TYPE public.number;

-- 12. server there is made again as it is now
CREATE SERVER there type 'b' foreign data wrapper away;

-- 13. foreign table far is made again
CREATE FOREIGN TABLE public.far (id int) server there;

-- 14. user mapping there.public is made again
CREATE USER MAPPING FOR public SERVER there options (word 'a');

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
