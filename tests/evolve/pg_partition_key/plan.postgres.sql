BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL check_function_bodies = off;
SET LOCAL search_path = public;

-- 1. owners and privileges of what is made again are kept
WITH made (what, owner, acl, first_acl) AS (
    SELECT 'TYPE public.place', typowner, typacl, acldefault('T', typowner)
        FROM pg_type WHERE oid = 'public.place'::regtype
    UNION ALL SELECT 'TABLE public.events', relowner, relacl, acldefault('r', relowner)
        FROM pg_class WHERE oid = 'public.events'::regclass
    UNION ALL SELECT 'TABLE public.events_all', relowner, relacl, acldefault('r', relowner)
        FROM pg_class WHERE oid = 'public.events_all'::regclass
    UNION ALL SELECT 'TABLE public.notes', relowner, relacl, acldefault('r', relowner)
        FROM pg_class WHERE oid = 'public.notes'::regclass
    UNION ALL SELECT 'TABLE public.notes_0', relowner, relacl, acldefault('r', relowner)
        FROM pg_class WHERE oid = 'public.notes_0'::regclass
    UNION ALL SELECT 'TABLE public.notes_a', relowner, relacl, acldefault('r', relowner)
        FROM pg_class WHERE oid = 'public.notes_a'::regclass
    UNION ALL SELECT 'TABLE public.stays', relowner, relacl, acldefault('r', relowner)
        FROM pg_class WHERE oid = 'public.stays'::regclass
    UNION ALL SELECT 'TABLE public.stays_here', relowner, relacl, acldefault('r', relowner)
        FROM pg_class WHERE oid = 'public.stays_here'::regclass
    UNION ALL SELECT 'TABLE public.stays_there', relowner, relacl, acldefault('r', relowner)
        FROM pg_class WHERE oid = 'public.stays_there'::regclass
), usual (acl) AS (
    SELECT defaclacl FROM pg_default_acl WHERE pg_get_userbyid(defaclrole) = current_user
), rights (what, owner, acl) AS (
    SELECT what, owner, coalesce(acl, first_acl) FROM made
    WHERE acl IS NOT NULL OR EXISTS (SELECT FROM usual)
), parts (path, name, acl) AS (
    SELECT 'public.events', attname, attacl FROM pg_attribute WHERE attrelid = 'public.events'::regclass
    UNION ALL SELECT 'public.events_all', attname, attacl FROM pg_attribute WHERE attrelid = 'public.events_all'::regclass
    UNION ALL SELECT 'public.notes', attname, attacl FROM pg_attribute WHERE attrelid = 'public.notes'::regclass
    UNION ALL SELECT 'public.notes_0', attname, attacl FROM pg_attribute WHERE attrelid = 'public.notes_0'::regclass
    UNION ALL SELECT 'public.notes_a', attname, attacl FROM pg_attribute WHERE attrelid = 'public.notes_a'::regclass
    UNION ALL SELECT 'public.stays', attname, attacl FROM pg_attribute WHERE attrelid = 'public.stays'::regclass
    UNION ALL SELECT 'public.stays_here', attname, attacl FROM pg_attribute WHERE attrelid = 'public.stays_here'::regclass
    UNION ALL SELECT 'public.stays_there', attname, attacl FROM pg_attribute WHERE attrelid = 'public.stays_there'::regclass
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

-- 2. enum place gives up its name to what it becomes
ALTER TYPE public.place RENAME TO place_old;

-- 3. enum place is made anew
CREATE TYPE public.place AS ENUM (
    'there',
    'here'
);

-- 4. table events gives up its names to what it becomes; ACCESS EXCLUSIVE on events
CREATE SCHEMA public_events_old;
ALTER TABLE public.events SET SCHEMA public_events_old;
ALTER TABLE public.events_all SET SCHEMA public_events_old;

-- 5. table events is made again as it is now
CREATE TABLE public.events (
    id integer NOT NULL,
    day date NOT NULL,
    CONSTRAINT events_pkey PRIMARY KEY (id, day)
)
PARTITION BY RANGE (id);

-- 6. table events_all is made again
CREATE TABLE public.events_all PARTITION OF public.events DEFAULT;

-- 7. table events takes its rows over; ACCESS EXCLUSIVE on events; reads every row; writes every row anew; fails if a row does not fit
INSERT INTO public.events (id, day)
    OVERRIDING SYSTEM VALUE
    SELECT id, day FROM public_events_old.events;

-- 8. table events is no longer what it was; ACCESS EXCLUSIVE on events
DROP TABLE public_events_old.events;
DROP SCHEMA public_events_old;

-- 9. table notes gives up its names to what it becomes; ACCESS EXCLUSIVE on notes
CREATE SCHEMA public_notes_old;
ALTER TABLE public.notes SET SCHEMA public_notes_old;
ALTER TABLE public.notes_0 SET SCHEMA public_notes_old;
ALTER TABLE public.notes_a SET SCHEMA public_notes_old;

-- 10. table notes is made again as it is now
CREATE TABLE public.notes (
    id bigint NOT NULL,
    word character varying(10) NOT NULL
)
PARTITION BY HASH ((id + 1));

-- 11. table notes_0 is made again
CREATE TABLE public.notes_0 PARTITION OF public.notes FOR VALUES WITH (MODULUS 1, REMAINDER 0)
PARTITION BY LIST (word);

-- 12. table notes_a is made again
CREATE TABLE public.notes_a PARTITION OF public.notes_0 FOR VALUES IN ('a');

-- 13. table notes takes its rows over; ACCESS EXCLUSIVE on notes; reads every row; writes every row anew; fails if a row does not fit
INSERT INTO public.notes (id, word)
    OVERRIDING SYSTEM VALUE
    SELECT id, word FROM public_notes_old.notes;

-- 14. table notes is no longer what it was; ACCESS EXCLUSIVE on notes
DROP TABLE public_notes_old.notes;
DROP SCHEMA public_notes_old;

-- 15. table stays gives up its names to what it becomes; ACCESS EXCLUSIVE on stays
CREATE SCHEMA public_stays_old;
ALTER TABLE public.stays SET SCHEMA public_stays_old;
ALTER TABLE public.stays_here SET SCHEMA public_stays_old;
ALTER TABLE public.stays_there SET SCHEMA public_stays_old;

-- 16. table stays is made again as it is now
CREATE TABLE public.stays (
    place public.place NOT NULL,
    n integer NOT NULL
)
PARTITION BY LIST (place);

-- 17. table stays_here is made again
CREATE TABLE public.stays_here PARTITION OF public.stays FOR VALUES IN ('here');

-- 18. table stays_there is made again
CREATE TABLE public.stays_there PARTITION OF public.stays DEFAULT;

-- 19. table stays takes its rows over; ACCESS EXCLUSIVE on stays; reads every row; writes every row anew; fails if a row does not fit
INSERT INTO public.stays (place, n)
    OVERRIDING SYSTEM VALUE
    SELECT place::text::public.place AS place, n FROM public_stays_old.stays;

-- 20. table stays is no longer what it was; ACCESS EXCLUSIVE on stays
DROP TABLE public_stays_old.stays;
DROP SCHEMA public_stays_old;

-- 21. enum place is no longer what it was
DROP TYPE public.place_old;

-- 22. owners and privileges are what they were
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
