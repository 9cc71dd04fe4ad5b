SET lock_timeout = 0;
SET statement_timeout = 0;
SET search_path = public;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL check_function_bodies = off;
SET LOCAL search_path = public;

-- 1. owners and privileges of what is made again are kept
WITH made (what, owner, acl, first_acl) AS (
    SELECT 'TABLE public.happy', relowner, relacl, acldefault('r', relowner)
        FROM pg_class WHERE oid = 'public.happy'::regclass
    UNION ALL SELECT 'TYPE public.mood', typowner, typacl, acldefault('T', typowner)
        FROM pg_type WHERE oid = 'public.mood'::regtype
), usual (acl) AS (
    SELECT defaclacl FROM pg_default_acl WHERE pg_get_userbyid(defaclrole) = current_user
), rights (what, owner, acl) AS (
    SELECT what, owner, coalesce(acl, first_acl) FROM made
    WHERE acl IS NOT NULL OR EXISTS (SELECT FROM usual)
), parts (path, name, acl) AS (
    SELECT 'public.happy', attname, attacl FROM pg_attribute WHERE attrelid = 'public.happy'::regclass
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

-- 2. view happy is in the way of a change of enum mood and is made again; ACCESS EXCLUSIVE on happy
DROP VIEW public.happy;

-- 3. index t.t_m_idx is in the way of a change of enum mood and is made again; ACCESS EXCLUSIVE on t
DROP INDEX public.t_m_idx;

-- 4. enum mood gives up its name to what it becomes
ALTER TYPE public.mood RENAME TO mood_old;

-- 5. enum mood is made anew
CREATE TYPE public.mood AS ENUM (
    'ok',
    'glad'
);

-- 6. column t.m moves over to the new type; ACCESS EXCLUSIVE on t; writes every row anew; fails if a row does not fit
ALTER TABLE public.t ALTER COLUMN m DROP DEFAULT, ALTER COLUMN m TYPE public.mood USING m::text::public.mood, ALTER COLUMN m SET DEFAULT 'ok';

-- 7. view happy is made again
CREATE VIEW public.happy AS
select id, m from t where m = 'glad';

-- 8. the comment of view happy
COMMENT ON VIEW public.happy IS 'The glad';

-- 9. enum mood is no longer what it was
DROP TYPE public.mood_old;

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

-- 11. index t.t_m_idx is made again; SHARE UPDATE EXCLUSIVE on t; reads every row
CREATE INDEX CONCURRENTLY IF NOT EXISTS t_m_idx ON public.t (m) WHERE m = 'glad';

RESET lock_timeout;
RESET statement_timeout;
RESET search_path;
