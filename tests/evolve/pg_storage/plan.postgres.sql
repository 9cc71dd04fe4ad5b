SET lock_timeout = 0;
SET statement_timeout = 0;
SET search_path = public;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL check_function_bodies = off;
SET LOCAL search_path = public;

-- 1. owners and privileges of what is made again are kept
WITH made (what, owner, acl, first_acl) AS (
    SELECT 'TABLE public.piles', relowner, relacl, acldefault('r', relowner)
        FROM pg_class WHERE oid = 'public.piles'::regclass
), usual (acl) AS (
    SELECT defaclacl FROM pg_default_acl WHERE pg_get_userbyid(defaclrole) = current_user
), rights (what, owner, acl) AS (
    SELECT what, owner, coalesce(acl, first_acl) FROM made
    WHERE acl IS NOT NULL OR EXISTS (SELECT FROM usual)
), parts (path, name, acl) AS (
    SELECT 'public.piles', attname, attacl FROM pg_attribute WHERE attrelid = 'public.piles'::regclass
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

-- 2. view piles changes and is made again; ACCESS EXCLUSIVE on piles
DROP MATERIALIZED VIEW public.piles;

-- 3. unique sums.sums_b_key is no longer in the schema; ACCESS EXCLUSIVE on sums
ALTER TABLE public.sums DROP CONSTRAINT sums_b_key;

-- 4. table homes is of no type any more; ACCESS EXCLUSIVE on homes
ALTER TABLE public.homes NOT OF;

-- 5. table more is kept in another way; ACCESS EXCLUSIVE on more; reads every row; writes every row anew
ALTER TABLE public.more SET ACCESS METHOD pile;

-- 6. table sums is kept in another way; ACCESS EXCLUSIVE on sums; reads every row; writes every row anew
ALTER TABLE public.sums SET ACCESS METHOD heap;

-- 7. column homes.more is new; ACCESS EXCLUSIVE on homes
ALTER TABLE public.homes ADD COLUMN more integer;

-- 8. index more.more_pkey has other options; SHARE UPDATE EXCLUSIVE on more
ALTER INDEX public.more_pkey SET (fillfactor = 90);

-- 9. index sums.sums_pkey has other options; SHARE UPDATE EXCLUSIVE on sums
ALTER INDEX public.sums_pkey RESET (fillfactor);

-- 10. primary key years.years_pkey makes room for what it becomes; ACCESS EXCLUSIVE on years
ALTER TABLE public.years DROP CONSTRAINT years_pkey;

-- 11. primary key years.years_pkey has changed; ACCESS EXCLUSIVE on years; reads every row; fails if a row does not fit
ALTER TABLE public.years ADD CONSTRAINT years_pkey PRIMARY KEY (id) WITH (fillfactor = 80);

-- 12. index sums.sums_expr_b_expr1_idx has other statistics; SHARE UPDATE EXCLUSIVE on sums
ALTER INDEX public.sums_expr_b_expr1_idx ALTER COLUMN 1 SET STATISTICS -1;
ALTER INDEX public.sums_expr_b_expr1_idx ALTER COLUMN 3 SET STATISTICS -1;
ALTER INDEX public.sums_expr_b_expr1_idx ALTER COLUMN 3 SET STATISTICS 30;

-- 13. index sums.sums_expr_idx has other options; SHARE UPDATE EXCLUSIVE on sums
ALTER INDEX public.sums_expr_idx SET (fillfactor = 50);

-- 14. index years.years_note_idx makes room for what it becomes; ACCESS EXCLUSIVE on years
DROP INDEX public.years_note_idx;

-- 15. index years.years_note_idx has changed; SHARE on years; reads every row
CREATE INDEX years_note_idx ON public.years (note) WITH (fillfactor = 80);

-- 16. view piles is made again as it is now
CREATE MATERIALIZED VIEW public.piles AS
select a from sums;

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

-- 18. unique sums.sums_b_c_key is new; SHARE UPDATE EXCLUSIVE on sums; reads every row; fails if a row does not fit
CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS sums_b_c_key ON public.sums (b, c) WITH (fillfactor = 70);

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL check_function_bodies = off;
SET LOCAL search_path = public;

-- 19. table places is of a type; ACCESS EXCLUSIVE on places
ALTER TABLE public.places OF public.place;

-- 20. unique sums.sums_b_c_key is new; ACCESS EXCLUSIVE on sums
ALTER TABLE public.sums ADD CONSTRAINT sums_b_c_key UNIQUE USING INDEX sums_b_c_key;

COMMIT;

RESET lock_timeout;
RESET statement_timeout;
RESET search_path;
