BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL check_function_bodies = off;
SET LOCAL search_path = public;

-- 1. owners and privileges of what is made again are kept
WITH made (what, owner, acl, first_acl) AS (
    SELECT 'ROUTINE public.role_name(public.role)', proowner, proacl, acldefault('f', proowner)
        FROM pg_proc WHERE oid = 'public.role_name(public.role)'::regprocedure
    UNION ALL SELECT 'TYPE public.role', typowner, typacl, acldefault('T', typowner)
        FROM pg_type WHERE oid = 'public.role'::regtype
), usual (acl) AS (
    SELECT defaclacl FROM pg_default_acl WHERE pg_get_userbyid(defaclrole) = current_user
), rights (what, owner, acl) AS (
    SELECT what, owner, coalesce(acl, first_acl) FROM made
    WHERE acl IS NOT NULL OR EXISTS (SELECT FROM usual)
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
)
SELECT set_config('schemac.kept',
    coalesce(json_agg(again ORDER BY place, statement), '[]')::text, true) FROM again;

-- 2. column t.name lets go of a function that is dropped; ACCESS EXCLUSIVE on t
ALTER TABLE public.t ALTER COLUMN name DROP DEFAULT;

-- 3. function role_name(role) is in the way of a change and is made again
DROP FUNCTION public.role_name(public.role);

-- 4. enum role gives up its name to what it becomes
ALTER TYPE public.role RENAME TO role_old;

-- 5. enum role is made anew
CREATE TYPE public.role AS ENUM (
    'member',
    'admin'
);

-- 6. function role_name(role) is made again
CREATE FUNCTION public.role_name(r public.role)
    RETURNS text
    LANGUAGE sql
    AS $$select r::text$$;

-- 7. column t.name has its default again; ACCESS EXCLUSIVE on t
ALTER TABLE public.t ALTER COLUMN name SET DEFAULT public.role_name('member');

-- 8. enum role is no longer what it was
DROP TYPE public.role_old;

-- 9. owners and privileges are what they were
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
