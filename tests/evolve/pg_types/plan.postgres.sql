BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL check_function_bodies = off;
SET LOCAL search_path = public;

-- 1. attribute address.zip is called place now; ACCESS EXCLUSIVE on address
ALTER TYPE public.address RENAME ATTRIBUTE zip TO place;

-- 2. range prices is called costs now; ACCESS EXCLUSIVE on prices
ALTER TYPE public.prices RENAME TO costs;
ALTER FUNCTION public.prices(numeric, numeric) RENAME TO costs;
ALTER FUNCTION public.prices(numeric, numeric, text) RENAME TO costs;
ALTER TYPE public.prices_multirange RENAME TO costs_multirange;
ALTER FUNCTION public.prices_multirange() RENAME TO costs_multirange;
ALTER FUNCTION public.prices_multirange(public.costs) RENAME TO costs_multirange;
ALTER FUNCTION public.prices_multirange(public.costs[]) RENAME TO costs_multirange;

-- 3. owners and privileges of what is made again are kept
WITH made (what, owner, acl, first_acl) AS (
    SELECT 'ROUTINE public.width(public.size)', proowner, proacl, acldefault('f', proowner)
        FROM pg_proc WHERE oid = 'public.width(public.size)'::regprocedure
    UNION ALL SELECT 'TYPE public.kind', typowner, typacl, acldefault('T', typowner)
        FROM pg_type WHERE oid = 'public.kind'::regtype
    UNION ALL SELECT 'TYPE public.size', typowner, typacl, acldefault('T', typowner)
        FROM pg_type WHERE oid = 'public.size'::regtype
    UNION ALL SELECT 'TYPE public.days', typowner, typacl, acldefault('T', typowner)
        FROM pg_type WHERE oid = 'public.days'::regtype
    UNION ALL SELECT 'TYPE public.parcel', typowner, typacl, acldefault('T', typowner)
        FROM pg_type WHERE oid = 'public.parcel'::regtype
    UNION ALL SELECT 'TYPE public.sent', typowner, typacl, acldefault('T', typowner)
        FROM pg_type WHERE oid = 'public.sent'::regtype
    UNION ALL SELECT 'TYPE public.kinds', typowner, typacl, acldefault('T', typowner)
        FROM pg_type WHERE oid = 'public.kinds'::regtype
), usual (acl) AS (
    SELECT defaclacl FROM pg_default_acl WHERE pg_get_userbyid(defaclrole) = current_user
), rights (what, owner, acl) AS (
    SELECT what, owner, coalesce(acl, first_acl) FROM made
    WHERE acl IS NOT NULL OR EXISTS (SELECT FROM usual)
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
)
SELECT set_config('schemac.kept',
    coalesce(json_agg(again ORDER BY place, statement), '[]')::text, true) FROM again;

-- 4. function width(size) is in the way of a change and is made again
DROP FUNCTION public.width(public.size);

-- 5. enum kind gives up its name to what it becomes
ALTER TYPE public.kind RENAME TO kind_old;

-- 6. enum kind is made anew
CREATE TYPE public.kind AS ENUM (
    'c',
    'a'
);

-- 7. type size gives up its name to what it becomes
ALTER TYPE public.size RENAME TO size_old;

-- 8. type size is made anew
CREATE TYPE public.size AS (
    wide bigint,
    high integer
);

-- 9. column shops.size moves over to the new type; ACCESS EXCLUSIVE on shops; writes every row anew; fails if a row does not fit
ALTER TABLE public.shops ALTER COLUMN size TYPE public.size USING size::text::public.size;

-- 10. the comment of type size
COMMENT ON TYPE public.size IS 'Has changed.';

-- 11. attribute address.country is new
ALTER TYPE public.address ADD ATTRIBUTE country text;

-- 12. attribute loose.a is of another type
ALTER TYPE public.loose ALTER ATTRIBUTE a TYPE text COLLATE "C";

-- 13. range days gives up its name to what it becomes
ALTER TYPE public.days RENAME TO days_old;
ALTER FUNCTION public.days(integer, integer) RENAME TO days_old;
ALTER FUNCTION public.days(integer, integer, text) RENAME TO days_old;
ALTER TYPE public.days_multirange RENAME TO days_old_multirange;
ALTER FUNCTION public.days_multirange() RENAME TO days_old_multirange;
ALTER FUNCTION public.days_multirange(public.days_old) RENAME TO days_old_multirange;
ALTER FUNCTION public.days_multirange(public.days_old[]) RENAME TO days_old_multirange;

-- 14. range days is made anew
CREATE TYPE public.days AS RANGE (
    SUBTYPE = bigint
);

-- 15. column shops.days moves over to the new type; ACCESS EXCLUSIVE on shops; writes every row anew; fails if a row does not fit
ALTER TABLE public.shops ALTER COLUMN days TYPE public.days USING days::text::public.days;

-- 16. column shops.many moves over to the new type; ACCESS EXCLUSIVE on shops; writes every row anew; fails if a row does not fit
ALTER TABLE public.shops ALTER COLUMN many TYPE public.days_multirange USING many::text::public.days_multirange;

-- 17. type parcel gives up its name to what it becomes
ALTER TYPE public.parcel RENAME TO parcel_old;

-- 18. type parcel is made anew
CREATE TYPE public.parcel AS (
    size public.size,
    kinds public.kind[],
    days public.days
);

-- 19. column shops.parcels moves over to the new type; ACCESS EXCLUSIVE on shops; writes every row anew; fails if a row does not fit
ALTER TABLE public.shops ALTER COLUMN parcels TYPE public.parcel[] USING parcels::text[]::public.parcel[];

-- 20. the comment of type parcel
COMMENT ON TYPE public.parcel IS 'Made of what changes.';

-- 21. domain sent gives up its name to what it becomes
ALTER DOMAIN public.sent RENAME TO sent_old;

-- 22. domain sent is made anew
CREATE DOMAIN public.sent AS public.parcel;

-- 23. column shops.sent moves over to the new type; ACCESS EXCLUSIVE on shops; writes every row anew; fails if a row does not fit
ALTER TABLE public.shops ALTER COLUMN sent TYPE public.sent USING sent::text::public.sent;

-- 24. range kinds gives up its name to what it becomes
ALTER TYPE public.kinds RENAME TO kinds_old;
ALTER FUNCTION public.kinds(public.kind_old, public.kind_old) RENAME TO kinds_old;
ALTER FUNCTION public.kinds(public.kind_old, public.kind_old, text) RENAME TO kinds_old;
ALTER TYPE public.kinds_multirange RENAME TO kinds_old_multirange;
ALTER FUNCTION public.kinds_multirange() RENAME TO kinds_old_multirange;
ALTER FUNCTION public.kinds_multirange(public.kinds_old) RENAME TO kinds_old_multirange;
ALTER FUNCTION public.kinds_multirange(public.kinds_old[]) RENAME TO kinds_old_multirange;

-- 25. range kinds is made anew
CREATE TYPE public.kinds AS RANGE (
    SUBTYPE = public.kind
);

-- 26. column shops.kinds moves over to the new type; ACCESS EXCLUSIVE on shops; writes every row anew; fails if a row does not fit
ALTER TABLE public.shops ALTER COLUMN kinds TYPE public.kinds USING kinds::text::public.kinds;

-- 27. function width(size) is made again
CREATE FUNCTION public.width(a public.size)
    RETURNS integer
    LANGUAGE sql
    IMMUTABLE
    AS $$ select a.high $$;

-- 28. range kinds is no longer what it was
DROP TYPE public.kinds_old;

-- 29. attribute address.code is no longer in the schema; takes data away
ALTER TYPE public.address DROP ATTRIBUTE code;

-- 30. attribute loose.b is no longer in the schema
ALTER TYPE public.loose DROP ATTRIBUTE b;

-- 31. domain sent is no longer what it was
DROP DOMAIN public.sent_old;

-- 32. type parcel is no longer what it was
DROP TYPE public.parcel_old;

-- 33. range days is no longer what it was
DROP TYPE public.days_old;

-- 34. type size is no longer what it was
DROP TYPE public.size_old;

-- 35. enum kind is no longer what it was
DROP TYPE public.kind_old;

-- 36. owners and privileges are what they were
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
