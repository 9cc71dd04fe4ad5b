SET lock_timeout = 0;
SET statement_timeout = 0;
SET search_path = public;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL check_function_bodies = off;
SET LOCAL search_path = public;

-- 1. owners and privileges of what is made again are kept
WITH made (what, owner, acl, first_acl) AS (
    SELECT 'TABLE public.seen', relowner, relacl, acldefault('r', relowner)
        FROM pg_class WHERE oid = 'public.seen'::regclass
), usual (acl) AS (
    SELECT defaclacl FROM pg_default_acl WHERE pg_get_userbyid(defaclrole) = current_user
), rights (what, owner, acl) AS (
    SELECT what, owner, coalesce(acl, first_acl) FROM made
    WHERE acl IS NOT NULL OR EXISTS (SELECT FROM usual)
), parts (path, name, acl) AS (
    SELECT 'public.seen', attname, attacl FROM pg_attribute WHERE attrelid = 'public.seen'::regclass
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

-- 2. view seen is in the way of a change of table kept1 and is made again; ACCESS EXCLUSIVE on seen
DROP VIEW public.seen;

-- 3. foreign key visits.visits_day_fkey is in the way of a change of table days1 and is made again; ACCESS EXCLUSIVE on visits
ALTER TABLE public.visits DROP CONSTRAINT visits_day_fkey;

-- 4. index ends.ends_b_idx is no longer in the schema; ACCESS EXCLUSIVE on ends
DROP INDEX public.ends_b_idx;

-- 5. check ends.ends_b is no longer in the schema; ACCESS EXCLUSIVE on ends
ALTER TABLE public.ends DROP CONSTRAINT ends_b;

-- 6. table ends1 keeps indexes under names of its own; ACCESS EXCLUSIVE on ends1
DO $part$ DECLARE rename text; BEGIN
    FOR rename IN SELECT concat('ALTER INDEX ' || o.oid::regclass || ' RENAME TO schemac_aside; ',
            'ALTER INDEX ' || c.oid::regclass || ' RENAME TO by_c_left',
            '; ALTER INDEX ' || o.relnamespace::regnamespace || '.schemac_aside RENAME TO ' || quote_ident(c.relname))
        FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid
        LEFT JOIN (pg_catalog.pg_index j JOIN pg_catalog.pg_class o ON o.oid = j.indexrelid)
        ON j.indrelid = i.indrelid AND o.relispartition AND o.relname = 'by_c_left'
        WHERE i.indrelid = 'public.ends1'::regclass AND c.relname <> 'by_c_left'
        AND pg_partition_root(i.indexrelid) = 'public.by_c'::regclass
    LOOP EXECUTE rename; END LOOP;
END $part$;

-- 7. table ends1 is a partition no more; ACCESS EXCLUSIVE on ends1
ALTER TABLE public.ends DETACH PARTITION public.ends1;

-- 8. table ends1 does not keep what it had of the table above; ACCESS EXCLUSIVE on ends1
DROP INDEX public.by_c_left;

-- 9. table kept1 is a partition no more; ACCESS EXCLUSIVE on kept1
ALTER TABLE public.kept DETACH PARTITION public.kept1;

-- 10. table left1 is a partition no more; ACCESS EXCLUSIVE on left1
ALTER TABLE public."left" DETACH PARTITION public.left1;

-- 11. table low_a is a partition no more; ACCESS EXCLUSIVE on low_a
ALTER TABLE public.middle DETACH PARTITION public.low_a;

-- 12. table low_b is a partition no more; ACCESS EXCLUSIVE on low_b
ALTER TABLE public.middle DETACH PARTITION public.low_b;

-- 13. table right1 is a partition no more; ACCESS EXCLUSIVE on right1
ALTER TABLE public."right" DETACH PARTITION public.right1;

-- 14. column days.d is new; ACCESS EXCLUSIVE on days
ALTER TABLE public.days ADD COLUMN d text DEFAULT 'new' NOT NULL;

-- 15. table days1 is a partition no more; ACCESS EXCLUSIVE on days1
ALTER TABLE public.days DETACH PARTITION public.days1;

-- 16. table days2 is a partition no more; ACCESS EXCLUSIVE on days2
ALTER TABLE public.days DETACH PARTITION public.days2;

-- 17. column kept1.n has another type; ACCESS EXCLUSIVE on kept1; writes every row anew; fails if a row does not fit
ALTER TABLE public.kept1 ALTER COLUMN n TYPE character varying(9);

-- 18. column left.c is new; ACCESS EXCLUSIVE on left
ALTER TABLE public."left" ADD COLUMN c integer;

-- 19. column right.b is new; ACCESS EXCLUSIVE on right
ALTER TABLE public."right" ADD COLUMN b integer;

-- 20. index ends.by_c makes room for what it becomes; ACCESS EXCLUSIVE on ends
DROP INDEX public.by_c;

-- 21. index ends.by_c has changed; SHARE on ends; reads every row
CREATE INDEX by_c ON public.ends (c, a);

-- 22. view seen is made again
CREATE VIEW public.seen AS
select n from kept1;

-- 23. column ends.b is no longer in the schema; ACCESS EXCLUSIVE on ends; takes data away
ALTER TABLE public.ends DROP COLUMN b;

-- 24. column left.b is no longer in the schema; ACCESS EXCLUSIVE on left; takes data away
ALTER TABLE public."left" DROP COLUMN b;

-- 25. table right1 is a partition; ACCESS EXCLUSIVE on right1; reads every row; fails if a row does not fit
ALTER TABLE public."left" ATTACH PARTITION public.right1 FOR VALUES IN (1);

-- 26. column right.c is no longer in the schema; ACCESS EXCLUSIVE on right; takes data away
ALTER TABLE public."right" DROP COLUMN c;

-- 27. table left1 is a partition; ACCESS EXCLUSIVE on left1; reads every row; fails if a row does not fit
ALTER TABLE public."right" ATTACH PARTITION public.left1 FOR VALUES IN (1);

-- 28. table days3 is no longer in the schema; ACCESS EXCLUSIVE on days3; takes data away
ALTER TABLE public.days DETACH PARTITION public.days3;
DROP TABLE public.days3;

-- 29. table days1 is a partition; ACCESS EXCLUSIVE on days1; reads every row; fails if a row does not fit
ALTER TABLE public.days ATTACH PARTITION public.days1 FOR VALUES FROM (0) TO (5);

-- 30. table days2 is a partition; ACCESS EXCLUSIVE on days2; reads every row; fails if a row does not fit
ALTER TABLE public.days ATTACH PARTITION public.days2 FOR VALUES FROM (5) TO (20);

-- 31. foreign key visits.visits_day_fkey is made again; SHARE ROW EXCLUSIVE on visits
ALTER TABLE public.visits ADD CONSTRAINT visits_day_fkey FOREIGN KEY (day) REFERENCES public.days (a) NOT VALID;

-- 32. table middle is no longer in the schema; ACCESS EXCLUSIVE on middle; takes data away
DROP TABLE public.middle;

-- 33. table low_a is a partition; ACCESS EXCLUSIVE on low_a; reads every row; fails if a row does not fit
ALTER TABLE public.top ATTACH PARTITION public.low_a FOR VALUES IN (1);

-- 34. owners and privileges are what they were
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

-- 35. foreign key visits.visits_day_fkey holds for the rows that are there; SHARE UPDATE EXCLUSIVE on visits; reads every row; fails if a row does not fit
ALTER TABLE public.visits VALIDATE CONSTRAINT visits_day_fkey;

RESET lock_timeout;
RESET statement_timeout;
RESET search_path;
