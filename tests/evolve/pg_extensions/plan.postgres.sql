SET lock_timeout = 0;
SET statement_timeout = 0;
SET search_path = public;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL check_function_bodies = off;
SET LOCAL search_path = public;

-- 1. owners and privileges of what is made again are kept
WITH made (what, owner, acl, first_acl) AS (
    SELECT 'TABLE public.names', relowner, relacl, acldefault('r', relowner)
        FROM pg_class WHERE oid = 'public.names'::regclass
), usual (acl) AS (
    SELECT defaclacl FROM pg_default_acl WHERE pg_get_userbyid(defaclrole) = current_user
), rights (what, owner, acl) AS (
    SELECT what, owner, coalesce(acl, first_acl) FROM made
    WHERE acl IS NOT NULL OR EXISTS (SELECT FROM usual)
), parts (path, name, acl) AS (
    SELECT 'public.names', attname, attacl FROM pg_attribute WHERE attrelid = 'public.names'::regclass
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

-- 2. trigger items.touch changes and is made again; ACCESS EXCLUSIVE on items
DROP TRIGGER touch ON public.items;

-- 3. view names is in the way of a change of column items.name and is made again; ACCESS EXCLUSIVE on names
DROP MATERIALIZED VIEW public.names;

-- 4. function gone(int) is no longer in the schema
DROP FUNCTION public.gone(integer);

-- 5. function body(int) has changed
CREATE OR REPLACE FUNCTION public.body(a integer)
    RETURNS integer
    LANGUAGE sql
    AS $$select a + 1$$;
ALTER FUNCTION public.body(integer) DEPENDS ON EXTENSION hstore;

-- 6. function run() has changed
CREATE OR REPLACE PROCEDURE public.run()
    LANGUAGE sql
    AS $$select 1$$;
ALTER PROCEDURE public.run() DEPENDS ON EXTENSION hstore;
ALTER PROCEDURE public.run() DEPENDS ON EXTENSION plpgsql;

-- 7. column items.name has another type; ACCESS EXCLUSIVE on items
ALTER TABLE public.items ALTER COLUMN name TYPE character varying(30);
DO $$
BEGIN
    IF to_regclass('public.items_name') IS NOT NULL THEN
        ALTER INDEX public.items_name DEPENDS ON EXTENSION hstore;
    END IF;
END $$;

-- 8. column items.tag has another type; ACCESS EXCLUSIVE on items; writes every row anew; fails if a row does not fit
ALTER TABLE public.items ALTER COLUMN tag TYPE character varying(50);
DO $$
BEGIN
    IF to_regclass('public.items_name') IS NOT NULL THEN
        ALTER INDEX public.items_name DEPENDS ON EXTENSION hstore;
    END IF;
END $$;

-- 9. primary key items.items_pkey is dropped with what it depends on; ACCESS EXCLUSIVE on items
ALTER INDEX public.items_pkey DEPENDS ON EXTENSION plpgsql;

-- 10. exclude items.items_excl is dropped with what it depends on; ACCESS EXCLUSIVE on items
ALTER INDEX public.items_excl NO DEPENDS ON EXTENSION ltree;

-- 11. index days.days_note is dropped with what it depends on; ACCESS EXCLUSIVE on days
ALTER INDEX public.days_note DEPENDS ON EXTENSION hstore;

-- 12. index days_1.days_1_note_idx is dropped with what it depends on; ACCESS EXCLUSIVE on days_1
ALTER INDEX public.days_1_note_idx DEPENDS ON EXTENSION plpgsql;

-- 13. index items.items_tag is dropped with what it depends on; ACCESS EXCLUSIVE on items
ALTER INDEX public.items_tag NO DEPENDS ON EXTENSION ltree;
ALTER INDEX public.items_tag DEPENDS ON EXTENSION hstore;

-- 14. view names is made again
CREATE MATERIALIZED VIEW public.names AS
select name from items;
ALTER MATERIALIZED VIEW public.names DEPENDS ON EXTENSION hstore;

-- 15. trigger items.other is dropped with what it depends on
ALTER TRIGGER other ON public.items DEPENDS ON EXTENSION plpgsql;

-- 16. trigger items.touch is made again; SHARE ROW EXCLUSIVE on items
CREATE TRIGGER touch
    AFTER INSERT
    ON public.items
    FOR EACH ROW
    EXECUTE FUNCTION public.tf();
ALTER TRIGGER touch ON public.items DEPENDS ON EXTENSION hstore;

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

-- 18. index items.items_gone is no longer in the schema; SHARE UPDATE EXCLUSIVE on items
DROP INDEX CONCURRENTLY IF EXISTS public.items_gone;

-- 19. index items.items_size has changed; SHARE UPDATE EXCLUSIVE on items; reads every row
CREATE INDEX CONCURRENTLY IF NOT EXISTS items_size_new ON public.items (size DESC, id);

-- 20. index items.items_size makes room for what it becomes; SHARE UPDATE EXCLUSIVE on items
DROP INDEX CONCURRENTLY IF EXISTS public.items_size;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL check_function_bodies = off;
SET LOCAL search_path = public;

-- 21. index items.items_size gets its name; SHARE UPDATE EXCLUSIVE on items
ALTER INDEX public.items_size_new RENAME TO items_size;

-- 22. index items.items_size is dropped with what it depends on; ACCESS EXCLUSIVE on items
ALTER INDEX public.items_size DEPENDS ON EXTENSION hstore;

-- 23. extension ltree is no longer in the schema
DROP EXTENSION ltree;

COMMIT;

RESET lock_timeout;
RESET statement_timeout;
RESET search_path;
