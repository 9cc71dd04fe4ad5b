BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL check_function_bodies = off;
SET LOCAL search_path = public;

-- 1. owners and privileges of what is made again are kept
WITH made (what, owner, acl, first_acl) AS (
    SELECT 'TABLE public.sums', relowner, relacl, acldefault('r', relowner)
        FROM pg_class WHERE oid = 'public.sums'::regclass
), usual (acl) AS (
    SELECT defaclacl FROM pg_default_acl WHERE pg_get_userbyid(defaclrole) = current_user
), rights (what, owner, acl) AS (
    SELECT what, owner, coalesce(acl, first_acl) FROM made
    WHERE acl IS NOT NULL OR EXISTS (SELECT FROM usual)
), parts (path, name, acl) AS (
    SELECT 'public.sums', attname, attacl FROM pg_attribute WHERE attrelid = 'public.sums'::regclass
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

-- 2. policy t.own is in the way of a change of column t.n and is made again; ACCESS EXCLUSIVE on t
DROP POLICY own ON public.t;

-- 3. view sums is in the way of a change of column t.n and is made again; ACCESS EXCLUSIVE on sums
DROP MATERIALIZED VIEW public.sums;

-- 4. namespace fresh is new
CREATE SCHEMA fresh;

-- 5. table fresh.things is new
CREATE TABLE fresh.things (
    id bigint NOT NULL,
    t bigint,
    CONSTRAINT things_pkey PRIMARY KEY (id)
);

-- 6. column t.n has another type; ACCESS EXCLUSIVE on t; writes every row anew
ALTER TABLE public.t ALTER COLUMN n TYPE bigint;

-- 7. foreign key fresh.things.things_t_fkey is new; SHARE ROW EXCLUSIVE on t
ALTER TABLE fresh.things ADD CONSTRAINT things_t_fkey FOREIGN KEY (t) REFERENCES public.t (id);

-- 8. view sums is made again
CREATE MATERIALIZED VIEW public.sums AS
select owner, sum(n) as n from t group by owner;

-- 9. the comment of view sums
COMMENT ON MATERIALIZED VIEW public.sums IS 'All of it';

-- 10. index sums.sums_by_owner is made again; ACCESS EXCLUSIVE on sums; reads every row
CREATE UNIQUE INDEX sums_by_owner ON public.sums (owner);

-- 11. the comment of index sums.sums_by_owner
COMMENT ON INDEX public.sums_by_owner IS 'One line each';

-- 12. policy t.own is made again; ACCESS EXCLUSIVE on t
CREATE POLICY own ON public.t
    FOR ALL
    USING (owner = CURRENT_USER AND n > 0);

-- 13. table old.things is no longer in the schema; ACCESS EXCLUSIVE on old.things; takes data away
DROP TABLE old.things;

-- 14. namespace old is no longer in the schema
DROP SCHEMA old;

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
