SET lock_timeout = 0;
SET statement_timeout = 0;
SET search_path = public;

-- 1. value state.gone is new
ALTER TYPE public.state ADD VALUE IF NOT EXISTS 'gone';

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL check_function_bodies = off;
SET LOCAL search_path = public;

-- 2. type pair is called duo now; ACCESS EXCLUSIVE on pair
ALTER TYPE public.pair RENAME TO duo;

-- 3. table "odd things" is called odder things now; ACCESS EXCLUSIVE on "odd things"
ALTER TABLE public."odd things" RENAME TO "odder things";

-- 4. check things.thing is called thing_a now; ACCESS EXCLUSIVE on things
ALTER TABLE public.things RENAME CONSTRAINT thing TO thing_a;

-- 5. trigger days.touch is called touched now; ACCESS EXCLUSIVE on days.touch
ALTER TRIGGER touch ON public.days RENAME TO touched;

-- 6. owners and privileges of what is made again are kept
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

-- 7. view names changes and is made again; ACCESS EXCLUSIVE on names
DROP VIEW public.names;

-- 8. check days.days_n changes and is made again; ACCESS EXCLUSIVE on days
ALTER TABLE public.days DROP CONSTRAINT days_n;

-- 9. enum kind says something else of what comes with it
COMMENT ON TYPE public.kind[] IS 'kinds';

-- 10. enum state says something else of what comes with it
COMMENT ON TYPE public.state[] IS 'all states';

-- 11. domain word says something else of what comes with it
COMMENT ON TYPE public.word[] IS NULL;

-- 12. range span says something else of what comes with it
COMMENT ON TYPE public.span[] IS NULL;
COMMENT ON TYPE public.span_multirange IS 'all spans';

-- 13. table items says something else of what comes with it
COMMENT ON TYPE public.items[] IS NULL;
COMMENT ON TYPE public.items IS 'an item';

-- 14. table "odder things" says something else of what comes with it
DO $$
BEGIN
    IF EXISTS (SELECT FROM pg_constraint
        WHERE conrelid = to_regclass('public."odder things"') AND conname = 'thing') THEN
        COMMENT ON CONSTRAINT thing ON public."odder things" IS NULL;
    END IF;
END $$;
DO $$
BEGIN
    IF EXISTS (SELECT FROM pg_constraint
        WHERE conrelid = to_regclass('public."odder things"') AND conname = 'thing_a') THEN
        COMMENT ON CONSTRAINT thing_a ON public."odder things" IS 'it''s odd,  x=1';
    END IF;
END $$;
COMMENT ON TYPE public."odder things" IS 'a, b=d';

-- 15. column days.item is new; ACCESS EXCLUSIVE on days; reads every row; fails if a row does not fit
ALTER TABLE public.days ADD COLUMN item integer NOT NULL;

-- 16. column items.id says something else of what comes with it
DO $$
BEGIN
    EXECUTE format('COMMENT ON SEQUENCE %s IS %L', pg_get_serial_sequence('public.items', 'id'), 'its numbers');
END $$;

-- 17. column items.old is numbered no longer; ACCESS EXCLUSIVE on items
ALTER TABLE public.items ALTER COLUMN old DROP IDENTITY;

-- 18. check days.days_n has changed; ACCESS EXCLUSIVE on days
ALTER TABLE public.days ADD CONSTRAINT days_n CHECK (n > 10) NOT VALID;

-- 19. table days_1 says something else of what comes with it
DO $$
BEGIN
    IF EXISTS (SELECT FROM pg_constraint
        WHERE conrelid = to_regclass('public.days_1') AND conname = 'days_old') THEN
        COMMENT ON CONSTRAINT days_old ON public.days_1 IS NULL;
    END IF;
END $$;
DO $$
BEGIN
    IF EXISTS (SELECT FROM pg_trigger
        WHERE tgrelid = to_regclass('public.days_1') AND tgname = 'touch') THEN
        COMMENT ON TRIGGER touch ON public.days_1 IS NULL;
    END IF;
END $$;
DO $$
BEGIN
    IF EXISTS (SELECT FROM pg_constraint
        WHERE conrelid = to_regclass('public.days_1') AND conname = 'held') THEN
        COMMENT ON CONSTRAINT held ON public.days_1 IS NULL;
    END IF;
END $$;
DO $$
BEGIN
    IF EXISTS (SELECT FROM pg_constraint
        WHERE conrelid = to_regclass('public.days_1') AND conname = 'days_n') THEN
        COMMENT ON CONSTRAINT days_n ON public.days_1 IS 'above ten';
    END IF;
END $$;
DO $$
BEGIN
    IF EXISTS (SELECT FROM pg_constraint
        WHERE conrelid = to_regclass('public.days_1') AND conname = 'days_item') THEN
        COMMENT ON CONSTRAINT days_item ON public.days_1 IS 'of goods';
    END IF;
END $$;
DO $$
BEGIN
    IF EXISTS (SELECT FROM pg_trigger
        WHERE tgrelid = to_regclass('public.days_1') AND tgname = 'touched') THEN
        COMMENT ON TRIGGER touched ON public.days_1 IS 'of the part';
    END IF;
END $$;
DO $$
BEGIN
    IF EXISTS (SELECT FROM pg_trigger
        WHERE tgrelid = to_regclass('public.days_1') AND tgname = 'held') THEN
        COMMENT ON TRIGGER held ON public.days_1 IS 'kept';
    END IF;
END $$;

-- 20. table days_2 says something else of what comes with it
DO $$
BEGIN
    IF EXISTS (SELECT FROM pg_constraint
        WHERE conrelid = to_regclass('public.days_2') AND conname = 'days_n') THEN
        COMMENT ON CONSTRAINT days_n ON public.days_2 IS 'here, too';
    END IF;
END $$;

-- 21. check days.days_old is no longer in the schema; ACCESS EXCLUSIVE on days
ALTER TABLE public.days DROP CONSTRAINT days_old;

-- 22. table days_3 is new; ACCESS EXCLUSIVE on days
CREATE TABLE public.days_3 PARTITION OF public.days FOR VALUES IN (3);

-- 23. the comment of table days_3
DO $$
BEGIN
    IF EXISTS (SELECT FROM pg_constraint
        WHERE conrelid = to_regclass('public.days_3') AND conname = 'days_n') THEN
        COMMENT ON CONSTRAINT days_n ON public.days_3 IS 'and here';
    END IF;
END $$;
DO $$
BEGIN
    IF EXISTS (SELECT FROM pg_constraint
        WHERE conrelid = to_regclass('public.days_3') AND conname = 'days_item') THEN
        COMMENT ON CONSTRAINT days_item ON public.days_3 IS 'new';
    END IF;
END $$;
DO $$
BEGIN
    IF EXISTS (SELECT FROM pg_trigger
        WHERE tgrelid = to_regclass('public.days_3') AND tgname = 'touched') THEN
        COMMENT ON TRIGGER touched ON public.days_3 IS 'new';
    END IF;
END $$;

-- 24. foreign key days.days_item is new; SHARE ROW EXCLUSIVE on days; reads every row; fails if a row does not fit
ALTER TABLE public.days ADD CONSTRAINT days_item FOREIGN KEY (item) REFERENCES public.items (id);

-- 25. the comment of foreign key days.days_item
DO $$
BEGIN
    IF EXISTS (SELECT FROM pg_constraint
        WHERE conrelid = to_regclass('public.days_1') AND conname = 'days_item') THEN
        COMMENT ON CONSTRAINT days_item ON public.days_1 IS 'of goods';
    END IF;
END $$;
DO $$
BEGIN
    IF EXISTS (SELECT FROM pg_constraint
        WHERE conrelid = to_regclass('public.days_3') AND conname = 'days_item') THEN
        COMMENT ON CONSTRAINT days_item ON public.days_3 IS 'new';
    END IF;
END $$;

-- 26. view names is made again as it is now
CREATE VIEW public.names AS
select note, id from items;

-- 27. the comment of view names
COMMENT ON TYPE public.names IS 'a name';
COMMENT ON TYPE public.names[] IS 'names';
COMMENT ON RULE "_RETURN" ON public.names IS 'read so';

-- 28. trigger items.kept says something else of what comes with it
COMMENT ON CONSTRAINT kept ON public.items IS 'said otherwise';

-- 29. owners and privileges are what they were
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

-- 30. check days.days_n holds for the rows that are there; SHARE UPDATE EXCLUSIVE on days; reads every row; fails if a row does not fit
ALTER TABLE public.days VALIDATE CONSTRAINT days_n;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL check_function_bodies = off;
SET LOCAL search_path = public;

-- 31. the comment of check days.days_n
DO $$
BEGIN
    IF EXISTS (SELECT FROM pg_constraint
        WHERE conrelid = to_regclass('public.days_1') AND conname = 'days_n') THEN
        COMMENT ON CONSTRAINT days_n ON public.days_1 IS 'above ten';
    END IF;
END $$;
DO $$
BEGIN
    IF EXISTS (SELECT FROM pg_constraint
        WHERE conrelid = to_regclass('public.days_2') AND conname = 'days_n') THEN
        COMMENT ON CONSTRAINT days_n ON public.days_2 IS 'here, too';
    END IF;
END $$;
DO $$
BEGIN
    IF EXISTS (SELECT FROM pg_constraint
        WHERE conrelid = to_regclass('public.days_3') AND conname = 'days_n') THEN
        COMMENT ON CONSTRAINT days_n ON public.days_3 IS 'and here';
    END IF;
END $$;

COMMIT;

RESET lock_timeout;
RESET statement_timeout;
RESET search_path;
