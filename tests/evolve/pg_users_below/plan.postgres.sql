SET lock_timeout = 0;
SET statement_timeout = 0;
SET search_path = public;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL check_function_bodies = off;
SET LOCAL search_path = public;

-- 1. owners and privileges of what is made again are kept
WITH made (what, owner, acl, first_acl) AS (
    SELECT 'TABLE public.sizes', relowner, relacl, acldefault('r', relowner)
        FROM pg_class WHERE oid = 'public.sizes'::regclass
    UNION ALL SELECT 'TABLE public.sizes_of_dogs', relowner, relacl, acldefault('r', relowner)
        FROM pg_class WHERE oid = 'public.sizes_of_dogs'::regclass
    UNION ALL SELECT 'TABLE public.sizes_of_part', relowner, relacl, acldefault('r', relowner)
        FROM pg_class WHERE oid = 'public.sizes_of_part'::regclass
), usual (acl) AS (
    SELECT defaclacl FROM pg_default_acl WHERE pg_get_userbyid(defaclrole) = current_user
), rights (what, owner, acl) AS (
    SELECT what, owner, coalesce(acl, first_acl) FROM made
    WHERE acl IS NOT NULL OR EXISTS (SELECT FROM usual)
), parts (path, name, acl) AS (
    SELECT 'public.sizes', attname, attacl FROM pg_attribute WHERE attrelid = 'public.sizes'::regclass
    UNION ALL SELECT 'public.sizes_of_dogs', attname, attacl FROM pg_attribute WHERE attrelid = 'public.sizes_of_dogs'::regclass
    UNION ALL SELECT 'public.sizes_of_part', attname, attacl FROM pg_attribute WHERE attrelid = 'public.sizes_of_part'::regclass
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

-- 2. policy orders_1.large is in the way of a change of column orders.size and is made again; ACCESS EXCLUSIVE on orders_1
DROP POLICY large ON public.orders_1;

-- 3. trigger orders_1.resized is in the way of a change of column orders.size and is made again; ACCESS EXCLUSIVE on orders_1
DROP TRIGGER resized ON public.orders_1;

-- 4. view sizes is in the way of a change of column orders.size and is made again; ACCESS EXCLUSIVE on sizes
DROP VIEW public.sizes;

-- 5. view sizes_of_dogs is in the way of a change of column pets.size and is made again; ACCESS EXCLUSIVE on sizes_of_dogs
DROP VIEW public.sizes_of_dogs;

-- 6. view sizes_of_part is in the way of a change of column orders.size and is made again; ACCESS EXCLUSIVE on sizes_of_part
DROP VIEW public.sizes_of_part;

-- 7. index orders_1.orders_1_expr_idx is in the way of a change of column orders.size and is made again; ACCESS EXCLUSIVE on orders_1
DROP INDEX public.orders_1_expr_idx;

-- 8. index orders_1.orders_1_size_idx is in the way of a change of column orders.size and is made again; ACCESS EXCLUSIVE on orders_1
DROP INDEX public.orders_1_size_idx;

-- 9. check dogs.small is in the way of a change of column pets.size and is made again; ACCESS EXCLUSIVE on dogs
ALTER TABLE public.dogs DROP CONSTRAINT small;

-- 10. check orders.orders_size_check is in the way of a change of column orders.size and is made again; ACCESS EXCLUSIVE on orders
ALTER TABLE public.orders DROP CONSTRAINT orders_size_check;

-- 11. check orders_1.small is in the way of a change of column orders.size and is made again; ACCESS EXCLUSIVE on orders_1
ALTER TABLE public.orders_1 DROP CONSTRAINT small;

-- 12. column orders.size has another type; ACCESS EXCLUSIVE on orders; writes every row anew
ALTER TABLE public.orders ALTER COLUMN size TYPE bigint;

-- 13. column pets.size has another type; ACCESS EXCLUSIVE on pets; writes every row anew
ALTER TABLE public.pets ALTER COLUMN size TYPE bigint;

-- 14. check dogs.small is made again; ACCESS EXCLUSIVE on dogs
ALTER TABLE public.dogs ADD CONSTRAINT small CHECK (size < 50) NOT VALID;

-- 15. check orders.orders_size_check is made again; ACCESS EXCLUSIVE on orders
ALTER TABLE public.orders ADD CONSTRAINT orders_size_check CHECK (size > 0) NOT VALID;

-- 16. check orders_1.small is made again; ACCESS EXCLUSIVE on orders_1
ALTER TABLE public.orders_1 ADD CONSTRAINT small CHECK (size < 50) NOT VALID;

-- 17. view sizes is made again
CREATE VIEW public.sizes AS
select id, size from orders;

-- 18. view sizes_of_dogs is made again
CREATE VIEW public.sizes_of_dogs AS
select id, size from dogs;

-- 19. view sizes_of_part is made again
CREATE VIEW public.sizes_of_part AS
select id, size from orders_1;

-- 20. trigger orders_1.resized is made again; SHARE ROW EXCLUSIVE on orders_1
CREATE TRIGGER resized
    BEFORE UPDATE OF size
    ON public.orders_1
    FOR EACH ROW
    WHEN (new.size > 0)
    EXECUTE FUNCTION public.touch();

-- 21. policy orders_1.large is made again; ACCESS EXCLUSIVE on orders_1
CREATE POLICY large ON public.orders_1
    FOR ALL
    USING (size > 2);

-- 22. column orders.gone is no longer in the schema; ACCESS EXCLUSIVE on orders; takes data away
ALTER TABLE public.orders DROP COLUMN gone;

-- 23. owners and privileges are what they were
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

-- 24. check dogs.small holds for the rows that are there; SHARE UPDATE EXCLUSIVE on dogs; reads every row; fails if a row does not fit
ALTER TABLE public.dogs VALIDATE CONSTRAINT small;

-- 25. check orders.orders_size_check holds for the rows that are there; SHARE UPDATE EXCLUSIVE on orders; reads every row; fails if a row does not fit
ALTER TABLE public.orders VALIDATE CONSTRAINT orders_size_check;

-- 26. check orders_1.small holds for the rows that are there; SHARE UPDATE EXCLUSIVE on orders_1; reads every row; fails if a row does not fit
ALTER TABLE public.orders_1 VALIDATE CONSTRAINT small;

-- 27. index orders_1.orders_1_expr_idx is made again; SHARE UPDATE EXCLUSIVE on orders_1; reads every row
CREATE INDEX CONCURRENTLY IF NOT EXISTS orders_1_expr_idx ON public.orders_1 ((size + 1));

-- 28. index orders_1.orders_1_size_idx is made again; SHARE UPDATE EXCLUSIVE on orders_1; reads every row
CREATE INDEX CONCURRENTLY IF NOT EXISTS orders_1_size_idx ON public.orders_1 (size) WHERE size > 3;

RESET lock_timeout;
RESET statement_timeout;
RESET search_path;
