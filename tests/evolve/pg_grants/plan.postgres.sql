BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL check_function_bodies = off;
SET LOCAL search_path = public;

-- 1. owners and privileges of what is made again are kept
WITH made (what, owner, acl, first_acl) AS (
    SELECT 'TABLE public.few', relowner, relacl, acldefault('r', relowner)
        FROM pg_class WHERE oid = 'public.few'::regclass
    UNION ALL SELECT 'TABLE public.kept_few', relowner, relacl, acldefault('r', relowner)
        FROM pg_class WHERE oid = 'public.kept_few'::regclass
    UNION ALL SELECT 'TABLE public.v', relowner, relacl, acldefault('r', relowner)
        FROM pg_class WHERE oid = 'public.v'::regclass
    UNION ALL SELECT 'TABLE public.far', relowner, relacl, acldefault('r', relowner)
        FROM pg_class WHERE oid = 'public.far'::regclass
    UNION ALL SELECT 'ROUTINE public.f(integer)', proowner, proacl, acldefault('f', proowner)
        FROM pg_proc WHERE oid = 'public.f(integer)'::regprocedure
), usual (acl) AS (
    SELECT defaclacl FROM pg_default_acl WHERE pg_get_userbyid(defaclrole) = current_user
), rights (what, owner, acl) AS (
    SELECT what, owner, coalesce(acl, first_acl) FROM made
    WHERE acl IS NOT NULL OR EXISTS (SELECT FROM usual)
), parts (path, name, acl) AS (
    SELECT 'public.few', attname, attacl FROM pg_attribute WHERE attrelid = 'public.few'::regclass
    UNION ALL SELECT 'public.kept_few', attname, attacl FROM pg_attribute WHERE attrelid = 'public.kept_few'::regclass
    UNION ALL SELECT 'public.v', attname, attacl FROM pg_attribute WHERE attrelid = 'public.v'::regclass
    UNION ALL SELECT 'public.far', attname, attacl FROM pg_attribute WHERE attrelid = 'public.far'::regclass
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

-- 2. view few changes and is made again; ACCESS EXCLUSIVE on few
DROP VIEW public.few;

-- 3. view kept_few changes and is made again; ACCESS EXCLUSIVE on kept_few
DROP MATERIALIZED VIEW public.kept_few;

-- 4. view v changes and is made again; ACCESS EXCLUSIVE on v
DROP VIEW public.v;

-- 5. foreign table far changes and is made again
DROP FOREIGN TABLE public.far;

-- 6. server s changes and is made again
DROP SERVER s;

-- 7. aggregate total(int) changes and is made again
DROP AGGREGATE public.total(integer);

-- 8. function f(int) is called in another way: it makes room for what it becomes
DROP FUNCTION public.f(integer);

-- 9. function f(int) has changed
CREATE FUNCTION public.f(n integer)
    RETURNS bigint
    LANGUAGE sql
    AS $$select n::bigint$$;

-- 10. foreign table far is made again as it is now
CREATE FOREIGN TABLE public.far (a int, c int) server still;

-- 11. server s is made again as it is now
CREATE SERVER s version '2' foreign data wrapper w;

-- 12. aggregate total(int) is made again as it is now
CREATE AGGREGATE public.total (int) (sfunc = int4pl, stype = int, initcond = '2');

-- 13. view few is made again as it is now
CREATE VIEW public.few AS
select a, c from numbered;

-- 14. view kept_few is made again as it is now
CREATE MATERIALIZED VIEW public.kept_few AS
select a, c from numbered;

-- 15. view v is made again as it is now
CREATE VIEW public.v AS
select id, body from notes;

-- 16. owners and privileges are what they were
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

-- 17. grant pg_monitor on far.b is no longer in the schema
DO $revoke$
BEGIN
    REVOKE INSERT (b) ON TABLE public.far FROM pg_monitor;
EXCEPTION WHEN undefined_column THEN
    NULL; -- it went with the column
END $revoke$;

-- 18. grant pg_monitor on few.b is no longer in the schema
DO $revoke$
BEGIN
    REVOKE INSERT (b) ON TABLE public.few FROM pg_monitor;
EXCEPTION WHEN undefined_column THEN
    NULL; -- it went with the column
END $revoke$;

-- 19. grant pg_monitor on kept_few.b is no longer in the schema
DO $revoke$
BEGIN
    REVOKE SELECT (b) ON TABLE public.kept_few FROM pg_monitor CASCADE;
EXCEPTION WHEN undefined_column THEN
    NULL; -- it went with the column
END $revoke$;

-- 20. grant pg_monitor on mood is no longer in the schema
REVOKE USAGE ON TYPE public.mood FROM pg_monitor;

-- 21. grant pg_monitor on notes.body is no longer in the schema
REVOKE UPDATE (body) ON TABLE public.notes FROM pg_monitor;

-- 22. grant pg_monitor on notes.secret is no longer in the schema
REVOKE UPDATE (secret) ON TABLE public.notes FROM pg_monitor;

-- 23. grant pg_read_all_stats on notes.body is no longer in the schema
REVOKE UPDATE (body) ON TABLE public.notes FROM pg_read_all_stats;

-- 24. grant pg_read_all_stats on notes.secret is no longer in the schema
REVOKE UPDATE (secret) ON TABLE public.notes FROM pg_read_all_stats;

-- 25. grant public on f(int) is no longer in the schema
GRANT EXECUTE ON FUNCTION public.f(integer) TO PUBLIC;

-- 26. owner pg_signal_backend on total(int) is made again
ALTER AGGREGATE public.total(integer) OWNER TO pg_signal_backend;

-- 27. owner pg_signal_backend on v is new
ALTER VIEW public.v OWNER TO pg_signal_backend;

-- 28. grant pg_monitor on far.c is new
GRANT INSERT (c) ON TABLE public.far TO pg_monitor;

-- 29. grant pg_monitor on few.c is new
GRANT INSERT (c) ON TABLE public.few TO pg_monitor;

-- 30. grant pg_monitor on kept_few.c is new
GRANT SELECT (c) ON TABLE public.kept_few TO pg_monitor WITH GRANT OPTION;

-- 31. grant pg_monitor on notes allows other things
REVOKE INSERT ON TABLE public.notes FROM pg_monitor;

-- 32. grant pg_monitor on numbers allows other things
REVOKE SELECT, UPDATE ON SEQUENCE public.numbers FROM pg_monitor;

-- 33. grant pg_monitor on s is made again
GRANT USAGE ON FOREIGN SERVER s TO pg_monitor;

-- 34. grant pg_read_all_stats on notes allows other things
REVOKE INSERT ON TABLE public.notes FROM pg_read_all_stats;

-- 35. grant pg_signal_backend on notes is new
GRANT DELETE, INSERT ON TABLE public.notes TO pg_signal_backend;

-- 36. grant pg_signal_backend on notes.secret is new
GRANT UPDATE (secret) ON TABLE public.notes TO pg_signal_backend;

COMMIT;
