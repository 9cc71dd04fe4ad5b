SET lock_timeout = 0;
SET statement_timeout = 0;
SET search_path = public;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL check_function_bodies = off;
SET LOCAL search_path = public;

-- 1. owners and privileges of what is made again are kept
WITH made (what, owner, acl, first_acl) AS (
    SELECT 'TYPE public.title', typowner, typacl, acldefault('T', typowner)
        FROM pg_type WHERE oid = 'public.title'::regtype
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

-- 2. index notes.notes_body_idx is in the way of a change of collation danish and is made again; ACCESS EXCLUSIVE on notes
DROP INDEX public.notes_body_idx;

-- 3. collation danish changes and is made again
DROP COLLATION public.danish;

-- 4. collation danish is made again as it is now
CREATE COLLATION public.danish (provider = icu, locale = 'da');

-- 5. collation german gives up its name to what it becomes
ALTER COLLATION public.german RENAME TO german_old;

-- 6. collation german is made anew
CREATE COLLATION public.german (provider = icu, locale = 'de-AT');

-- 7. domain title gives up its name to what it becomes
ALTER DOMAIN public.title RENAME TO title_old;

-- 8. domain title is made anew
CREATE DOMAIN public.title AS text COLLATE german;

-- 9. column notes.title moves over to the new type; ACCESS EXCLUSIVE on notes
ALTER TABLE public.notes ALTER COLUMN title TYPE public.title USING title::text::public.title;

-- 10. domain title is no longer what it was
DROP DOMAIN public.title_old;

-- 11. collation german is no longer what it was
DROP COLLATION public.german_old;

-- 12. owners and privileges are what they were
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

-- 13. index notes.notes_body_idx is made again; SHARE UPDATE EXCLUSIVE on notes; reads every row
CREATE INDEX CONCURRENTLY IF NOT EXISTS notes_body_idx ON public.notes (body COLLATE danish);

RESET lock_timeout;
RESET statement_timeout;
RESET search_path;
