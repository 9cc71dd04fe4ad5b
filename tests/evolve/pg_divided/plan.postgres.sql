BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL check_function_bodies = off;
SET LOCAL search_path = public;

-- 1. table orders is called orders_before now; ACCESS EXCLUSIVE on orders
ALTER TABLE public.orders RENAME TO orders_before;

-- 2. primary key orders_before.orders_pkey is called orders_before_pkey now; ACCESS EXCLUSIVE on orders_before
ALTER TABLE public.orders_before RENAME CONSTRAINT orders_pkey TO orders_before_pkey;

-- 3. index orders_before.orders_day_idx is called orders_before_day_idx now; ACCESS EXCLUSIVE on orders_before
ALTER INDEX public.orders_day_idx RENAME TO orders_before_day_idx;

-- 4. owners and privileges of what is made again are kept
WITH made (what, owner, acl, first_acl) AS (
    SELECT 'TABLE public.totals', relowner, relacl, acldefault('r', relowner)
        FROM pg_class WHERE oid = 'public.totals'::regclass
), usual (acl) AS (
    SELECT defaclacl FROM pg_default_acl WHERE pg_get_userbyid(defaclrole) = current_user
), rights (what, owner, acl) AS (
    SELECT what, owner, coalesce(acl, first_acl) FROM made
    WHERE acl IS NOT NULL OR EXISTS (SELECT FROM usual)
), parts (path, name, acl) AS (
    SELECT 'public.totals', attname, attacl FROM pg_attribute WHERE attrelid = 'public.totals'::regclass
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

-- 5. trigger orders_before.touched is no longer in the schema; ACCESS EXCLUSIVE on orders_before
DROP TRIGGER touched ON public.orders_before;

-- 6. view totals changes and is made again; ACCESS EXCLUSIVE on totals
DROP VIEW public.totals;

-- 7. table orders is new
CREATE TABLE public.orders (
    id bigint NOT NULL,
    day date NOT NULL,
    total integer NOT NULL,
    CONSTRAINT positive CHECK (total >= 0),
    CONSTRAINT orders_pkey PRIMARY KEY (id, day)
)
PARTITION BY RANGE (day);

-- 8. the comment of table orders
COMMENT ON TABLE public.orders IS 'what was ordered';

-- 9. table orders_2026 is new
CREATE TABLE public.orders_2026 PARTITION OF public.orders FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');

-- 10. the comment of table orders_before
COMMENT ON TABLE public.orders_before IS NULL;

-- 11. table orders_rest is new
CREATE TABLE public.orders_rest PARTITION OF public.orders DEFAULT;

-- 12. index orders.orders_day_idx is new
CREATE INDEX orders_day_idx ON public.orders (day);

-- 13. view totals is made again as it is now
CREATE VIEW public.totals AS
select day, sum(total) as total from orders group by day;

-- 14. trigger orders.touched is new
CREATE TRIGGER touched
    BEFORE INSERT
    ON public.orders
    FOR EACH ROW
    EXECUTE FUNCTION public.touch();

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

-- 16. grant pg_monitor on orders_before is no longer in the schema
REVOKE SELECT ON TABLE public.orders_before FROM pg_monitor;

-- 17. grant pg_monitor on orders is new
GRANT SELECT ON TABLE public.orders TO pg_monitor;

COMMIT;
