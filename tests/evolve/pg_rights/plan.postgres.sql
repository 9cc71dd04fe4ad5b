SET lock_timeout = 0;
SET statement_timeout = 0;
SET search_path = public;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL check_function_bodies = off;
SET LOCAL search_path = public;

-- 1. view two is called second now; ACCESS EXCLUSIVE on two
ALTER VIEW public.two RENAME TO second;

-- 2. owners and privileges of what is made again are kept
WITH made (what, owner, acl, first_acl) AS (
    SELECT 'TABLE public.plain', relowner, relacl, acldefault('r', relowner)
        FROM pg_class WHERE oid = 'public.plain'::regclass
    UNION ALL SELECT 'TABLE public.second', relowner, relacl, acldefault('r', relowner)
        FROM pg_class WHERE oid = 'public.second'::regclass
    UNION ALL SELECT 'TABLE public.one', relowner, relacl, acldefault('r', relowner)
        FROM pg_class WHERE oid = 'public.one'::regclass
    UNION ALL SELECT 'TABLE public.three', relowner, relacl, acldefault('r', relowner)
        FROM pg_class WHERE oid = 'public.three'::regclass
    UNION ALL SELECT 'TYPE public.mood', typowner, typacl, acldefault('T', typowner)
        FROM pg_type WHERE oid = 'public.mood'::regtype
    UNION ALL SELECT 'TYPE public.short', typowner, typacl, acldefault('T', typowner)
        FROM pg_type WHERE oid = 'public.short'::regtype
    UNION ALL SELECT 'ROUTINE public.open(integer)', proowner, proacl, acldefault('f', proowner)
        FROM pg_proc WHERE oid = 'public.open(integer)'::regprocedure
    UNION ALL SELECT 'ROUTINE public.secret(integer)', proowner, proacl, acldefault('f', proowner)
        FROM pg_proc WHERE oid = 'public.secret(integer)'::regprocedure
), usual (acl) AS (
    SELECT defaclacl FROM pg_default_acl WHERE pg_get_userbyid(defaclrole) = current_user
), rights (what, owner, acl) AS (
    SELECT what, owner, coalesce(acl, first_acl) FROM made
    WHERE acl IS NOT NULL OR EXISTS (SELECT FROM usual)
), parts (path, name, acl) AS (
    SELECT 'public.plain', attname, attacl FROM pg_attribute WHERE attrelid = 'public.plain'::regclass
    UNION ALL SELECT 'public.second', attname, attacl FROM pg_attribute WHERE attrelid = 'public.second'::regclass
    UNION ALL SELECT 'public.one', attname, attacl FROM pg_attribute WHERE attrelid = 'public.one'::regclass
    UNION ALL SELECT 'public.three', attname, attacl FROM pg_attribute WHERE attrelid = 'public.three'::regclass
    UNION ALL SELECT 'public.notes', 'twice', attacl FROM pg_attribute WHERE attrelid = 'public.notes'::regclass AND attname = 'twice'
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

-- 3. view plain is in the way of a change of column notes.a and is made again; ACCESS EXCLUSIVE on plain
DROP VIEW public.plain;

-- 4. view second is in the way of a change of view one and is made again; ACCESS EXCLUSIVE on second
DROP VIEW public.second;

-- 5. view one changes and is made again; ACCESS EXCLUSIVE on one
DROP VIEW public.one;

-- 6. view three changes and is made again; ACCESS EXCLUSIVE on three
DROP MATERIALIZED VIEW public.three;

-- 7. column notes.twice changes and is made again; ACCESS EXCLUSIVE on notes
ALTER TABLE public.notes DROP COLUMN twice;

-- 8. enum mood gives up its name to what it becomes
ALTER TYPE public.mood RENAME TO mood_old;

-- 9. enum mood is made anew
CREATE TYPE public.mood AS ENUM (
    'high',
    'low'
);

-- 10. column notes.mood moves over to the new type; ACCESS EXCLUSIVE on notes; writes every row anew; fails if a row does not fit
ALTER TABLE public.notes ALTER COLUMN mood TYPE public.mood USING (CASE mood::text WHEN 'mid' THEN 'low' ELSE mood::text END::public.mood)::text::public.mood;

-- 11. domain short gives up its name to what it becomes
ALTER DOMAIN public.short RENAME TO short_old;

-- 12. domain short is made anew
CREATE DOMAIN public.short AS character varying(20)
    CONSTRAINT short_check CHECK (length(value) < 10);

-- 13. column notes.name moves over to the new type; ACCESS EXCLUSIVE on notes; writes every row anew; fails if a row does not fit
ALTER TABLE public.notes ALTER COLUMN name TYPE public.short USING name::character varying(20)::public.short;

-- 14. function open(int) is called in another way: it makes room for what it becomes
DROP FUNCTION public.open(integer);

-- 15. function open(int) has changed
CREATE FUNCTION public.open(m integer)
    RETURNS integer
    LANGUAGE sql
    AS $$select m$$;

-- 16. function secret(int) is called in another way: it makes room for what it becomes
DROP FUNCTION public.secret(integer);

-- 17. function secret(int) has changed
CREATE FUNCTION public.secret(n integer)
    RETURNS bigint
    LANGUAGE sql
    SECURITY DEFINER
    AS $$select n::bigint$$;

-- 18. column notes.a has another type; ACCESS EXCLUSIVE on notes; writes every row anew
ALTER TABLE public.notes ALTER COLUMN a TYPE bigint;

-- 19. column notes.c gets its value in the rows that are there; SHARE UPDATE EXCLUSIVE on notes; reads every row; writes every row anew
UPDATE public.notes SET c = 0 WHERE c IS NULL;

-- 20. column notes.c takes no NULL any more; ACCESS EXCLUSIVE on notes
ALTER TABLE public.notes ADD CONSTRAINT c_is_not_null CHECK (c IS NOT NULL) NOT VALID;

-- 21. column notes.twice is made again; ACCESS EXCLUSIVE on notes; writes every row anew
ALTER TABLE public.notes ADD COLUMN twice bigint GENERATED ALWAYS AS (a * 3) STORED NOT NULL;

-- 22. view one is made again as it is now
CREATE VIEW public.one AS
select id, a, c from notes;

-- 23. view plain is made again
CREATE VIEW public.plain AS
select a from notes;

-- 24. view second is made again
CREATE VIEW public.second AS
select id, a from one;

-- 25. view three is made again as it is now
CREATE MATERIALIZED VIEW public.three AS
select id, a from notes;

-- 26. domain short is no longer what it was
DROP DOMAIN public.short_old;

-- 27. enum mood is no longer what it was
DROP TYPE public.mood_old;

-- 28. owners and privileges are what they were
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

-- 29. column notes.c has no NULL in the rows that are there; SHARE UPDATE EXCLUSIVE on notes; reads every row; fails if a row does not fit
ALTER TABLE public.notes VALIDATE CONSTRAINT c_is_not_null;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL check_function_bodies = off;
SET LOCAL search_path = public;

-- 30. column notes.c takes no NULL any more; ACCESS EXCLUSIVE on notes
ALTER TABLE public.notes ALTER COLUMN c SET NOT NULL;
ALTER TABLE public.notes DROP CONSTRAINT c_is_not_null;

COMMIT;

RESET lock_timeout;
RESET statement_timeout;
RESET search_path;
