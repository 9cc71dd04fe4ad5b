BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL check_function_bodies = off;
SET LOCAL search_path = public;

-- 1. table items is called things now; ACCESS EXCLUSIVE on items
ALTER TABLE public.items RENAME TO things;

-- 2. column things.name is called label now; ACCESS EXCLUSIVE on things
ALTER TABLE public.things RENAME COLUMN name TO label;

-- 3. primary key things.items_pkey is called things_pkey now; ACCESS EXCLUSIVE on things
ALTER TABLE public.things RENAME CONSTRAINT items_pkey TO things_pkey;

-- 4. index things.items_name_idx is called things_label_idx now; ACCESS EXCLUSIVE on things
ALTER INDEX public.items_name_idx RENAME TO things_label_idx;

-- 5. owners and privileges of what is made again are kept
WITH made (what, owner, acl, first_acl) AS (
    SELECT 'TYPE public.mood', typowner, typacl, acldefault('T', typowner)
        FROM pg_type WHERE oid = 'public.mood'::regtype
    UNION ALL SELECT 'TABLE public.things', relowner, relacl, acldefault('r', relowner)
        FROM pg_class WHERE oid = 'public.things'::regclass
), usual (acl) AS (
    SELECT defaclacl FROM pg_default_acl WHERE pg_get_userbyid(defaclrole) = current_user
), rights (what, owner, acl) AS (
    SELECT what, owner, coalesce(acl, first_acl) FROM made
    WHERE acl IS NOT NULL OR EXISTS (SELECT FROM usual)
), parts (path, name, acl) AS (
    SELECT 'public.things', attname, attacl FROM pg_attribute WHERE attrelid = 'public.things'::regclass
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

-- 6. function f(int) is no longer in the schema
DROP FUNCTION public.f(integer);

-- 7. sequence free_seq is no longer in the schema
DROP SEQUENCE public.free_seq;

-- 8. enum mood gives up its name to what it becomes
ALTER TYPE public.mood RENAME TO mood_old;

-- 9. enum mood is made anew
CREATE TYPE public.mood AS ENUM (
    'c',
    'a',
    'b'
);

-- 10. sequence a_seq is new
CREATE SEQUENCE public.a_seq;

-- 11. table things gives up its names to what it becomes; ACCESS EXCLUSIVE on things
CREATE SCHEMA public_things_old;
ALTER TABLE public.things SET SCHEMA public_things_old;

-- 12. table things is made again as it is now
CREATE TABLE public.things (
    id bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
    at date,
    label text NOT NULL,
    m public.mood DEFAULT 'b' NOT NULL,
    ms public.mood[],
    price integer NOT NULL,
    empty integer NOT NULL,
    fresh text NOT NULL,
    plain integer DEFAULT 5 NOT NULL,
    k text NOT NULL,
    a integer DEFAULT nextval('a_seq') NOT NULL,
    twice integer GENERATED ALWAYS AS (price * 2) STORED NOT NULL,
    CONSTRAINT once UNIQUE (label, id),
    CONSTRAINT ok CHECK (length(label) > 1),
    CONSTRAINT things_pkey PRIMARY KEY (id)
)
PARTITION BY HASH (id);
ALTER SEQUENCE public.a_seq OWNED BY public.things.a;

-- 13. table things_0 is new
CREATE TABLE public.things_0 PARTITION OF public.things FOR VALUES WITH (MODULUS 2, REMAINDER 0);

-- 14. table things_1 is new
CREATE TABLE public.things_1 PARTITION OF public.things FOR VALUES WITH (MODULUS 2, REMAINDER 1);

-- 15. table things takes its rows over; ACCESS EXCLUSIVE on things; reads every row; writes every row anew; fails if a row does not fit
INSERT INTO public.things (id, at, label, m, ms, price, empty, fresh, k, a)
    OVERRIDING SYSTEM VALUE
    SELECT id, at, label, m, ms, price, coalesce(empty, 7), (label || '!'), k, a FROM (SELECT id, ((at AT TIME ZONE 'UTC')::date) AS at, label, m::text::public.mood AS m, ms::text[]::public.mood[] AS ms, (price::integer) AS price, empty, k, a FROM ONLY public_things_old.things) AS rows;

-- 16. table things goes on with its numbers; ACCESS EXCLUSIVE on things
SELECT setval(pg_get_serial_sequence('public.things', 'id'), max(id)) FROM public.things HAVING max(id) >= 1;
SELECT setval(pg_get_serial_sequence('public.things', 'a'), max(a)) FROM public.things HAVING max(a) >= 1;

-- 17. table things is no longer what it was; ACCESS EXCLUSIVE on things
DROP TABLE public_things_old.things;
DROP SCHEMA public_things_old;

-- 18. index things.things_label_idx is made again as it is now
CREATE INDEX things_label_idx ON public.things (label);

-- 19. enum mood is no longer what it was
DROP TYPE public.mood_old;

-- 20. owners and privileges are what they were
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

-- 21. enum kind_old is no longer in the schema
DROP TYPE public.kind_old;

COMMIT;
