BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL check_function_bodies = off;
SET LOCAL search_path = public;

-- 1. owners and privileges of what is made again are kept
WITH made (what, owner, acl, first_acl) AS (
    SELECT 'TABLE public.five', relowner, relacl, acldefault('r', relowner)
        FROM pg_class WHERE oid = 'public.five'::regclass
    UNION ALL SELECT 'TABLE public.six', relowner, relacl, acldefault('r', relowner)
        FROM pg_class WHERE oid = 'public.six'::regclass
    UNION ALL SELECT 'TABLE public.two', relowner, relacl, acldefault('r', relowner)
        FROM pg_class WHERE oid = 'public.two'::regclass
    UNION ALL SELECT 'TABLE public.one', relowner, relacl, acldefault('r', relowner)
        FROM pg_class WHERE oid = 'public.one'::regclass
), usual (acl) AS (
    SELECT defaclacl FROM pg_default_acl WHERE pg_get_userbyid(defaclrole) = current_user
), rights (what, owner, acl) AS (
    SELECT what, owner, coalesce(acl, first_acl) FROM made
    WHERE acl IS NOT NULL OR EXISTS (SELECT FROM usual)
), parts (path, name, acl) AS (
    SELECT 'public.five', attname, attacl FROM pg_attribute WHERE attrelid = 'public.five'::regclass
    UNION ALL SELECT 'public.six', attname, attacl FROM pg_attribute WHERE attrelid = 'public.six'::regclass
    UNION ALL SELECT 'public.two', attname, attacl FROM pg_attribute WHERE attrelid = 'public.two'::regclass
    UNION ALL SELECT 'public.one', attname, attacl FROM pg_attribute WHERE attrelid = 'public.one'::regclass
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

-- 2. view five changes and is made again; ACCESS EXCLUSIVE on five
DROP MATERIALIZED VIEW public.five;

-- 3. view six changes and is made again; ACCESS EXCLUSIVE on six
DROP MATERIALIZED VIEW public.six;

-- 4. view two is in the way of a change of view one and is made again; ACCESS EXCLUSIVE on two
DROP VIEW public.two;

-- 5. view one changes and is made again; ACCESS EXCLUSIVE on one
DROP VIEW public.one;

-- 6. view five is made again as it is now
CREATE VIEW public.five AS
select id from notes;

-- 7. view four shows other rows; ACCESS EXCLUSIVE on four
CREATE OR REPLACE VIEW public.four AS
select id, a from notes where a > 1;

-- 8. view one is made again as it is now
CREATE VIEW public.one AS
select id, a, b from notes;

-- 9. view six is made again as it is now
CREATE MATERIALIZED VIEW public.six AS
select id, a from notes;

-- 10. view three has other options; ACCESS EXCLUSIVE on three
ALTER VIEW public.three SET (security_invoker = true);
ALTER VIEW public.three RESET (security_barrier);

-- 11. view two is made again
CREATE VIEW public.two AS
select id, a from one;

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
