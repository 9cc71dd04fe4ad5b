SET lock_timeout = 0;
SET statement_timeout = 0;
SET search_path = public;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL check_function_bodies = off;
SET LOCAL search_path = public;

-- 1. owners and privileges of what is made again are kept
WITH made (what, owner, acl, first_acl) AS (
    SELECT 'TABLE public.totals', relowner, relacl, acldefault('r', relowner)
        FROM pg_class WHERE oid = 'public.totals'::regclass
    UNION ALL SELECT 'TABLE public.orders', relowner, relacl, acldefault('r', relowner)
        FROM pg_class WHERE oid = 'public.orders'::regclass
), usual (acl) AS (
    SELECT defaclacl FROM pg_default_acl WHERE pg_get_userbyid(defaclrole) = current_user
), rights (what, owner, acl) AS (
    SELECT what, owner, coalesce(acl, first_acl) FROM made
    WHERE acl IS NOT NULL OR EXISTS (SELECT FROM usual)
), parts (path, name, acl) AS (
    SELECT 'public.totals', attname, attacl FROM pg_attribute WHERE attrelid = 'public.totals'::regclass
    UNION ALL SELECT 'public.orders', attname, attacl FROM pg_attribute WHERE attrelid = 'public.orders'::regclass
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

-- 2. view totals is in the way of a change of table orders and is made again; ACCESS EXCLUSIVE on totals
DROP VIEW public.totals;

-- 3. foreign key lines.lines_order_fkey is in the way of a change of table orders and is made again; ACCESS EXCLUSIVE on lines
ALTER TABLE public.lines DROP CONSTRAINT lines_order_fkey;

-- 4. table orders gives up its names to what it becomes; ACCESS EXCLUSIVE on orders
ALTER SEQUENCE public.orders_n_seq OWNED BY NONE;
ALTER SEQUENCE public.orders_n_seq OWNER TO CURRENT_USER;
CREATE SCHEMA public_orders_old;
ALTER TABLE public.orders SET SCHEMA public_orders_old;

-- 5. table orders is made again as it is now
CREATE TABLE public.orders (
    id bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
    day date NOT NULL,
    total integer NOT NULL,
    twice integer GENERATED ALWAYS AS (total * 2) STORED NOT NULL,
    n integer DEFAULT nextval('orders_n_seq'::regclass) NOT NULL,
    CONSTRAINT orders_pkey PRIMARY KEY (id),
    CONSTRAINT positive CHECK (total >= 0)
)
PARTITION BY RANGE (id);
ALTER SEQUENCE public.orders_n_seq OWNED BY public.orders.n;

-- 6. the comment of table orders
COMMENT ON TABLE public.orders IS 'what was ordered';

-- 7. the comment of column orders.day
COMMENT ON COLUMN public.orders.day IS 'when';

-- 8. table orders_2026 is new
CREATE TABLE public.orders_2026 PARTITION OF public.orders FOR VALUES FROM (2) TO (100);

-- 9. table orders_rest is new
CREATE TABLE public.orders_rest PARTITION OF public.orders DEFAULT;

-- 10. table orders takes its rows over; ACCESS EXCLUSIVE on orders; reads every row; writes every row anew; fails if a row does not fit
INSERT INTO public.orders (id, day, total, n)
    OVERRIDING SYSTEM VALUE
    SELECT id, day, total, n FROM ONLY public_orders_old.orders;

-- 11. table orders goes on with its numbers; ACCESS EXCLUSIVE on orders
DO $number$
BEGIN
    EXECUTE format('SELECT setval(%L, last_value, is_called) FROM %s',
        pg_get_serial_sequence('public.orders', 'id'),
        pg_get_serial_sequence('public_orders_old.orders', 'id'));
END $number$;

-- 12. table orders is no longer what it was; ACCESS EXCLUSIVE on orders
DROP TABLE public_orders_old.orders;
DROP SCHEMA public_orders_old;

-- 13. index orders.orders_day_idx is made again as it is now
CREATE INDEX orders_day_idx ON public.orders (day);

-- 14. foreign key lines.lines_order_fkey is made again; SHARE ROW EXCLUSIVE on lines
ALTER TABLE public.lines ADD CONSTRAINT lines_order_fkey FOREIGN KEY ("order") REFERENCES public.orders (id) NOT VALID;

-- 15. view totals is made again
CREATE VIEW public.totals AS
select day, sum(total) as total from orders group by day;

-- 16. trigger orders.touched is made again
CREATE TRIGGER touched
    BEFORE INSERT
    ON public.orders
    FOR EACH ROW
    EXECUTE FUNCTION public.touch();

-- 17. owners and privileges are what they were
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

-- 18. foreign key lines.lines_order_fkey holds for the rows that are there; SHARE UPDATE EXCLUSIVE on lines; reads every row; fails if a row does not fit
ALTER TABLE public.lines VALIDATE CONSTRAINT lines_order_fkey;

RESET lock_timeout;
RESET statement_timeout;
RESET search_path;
