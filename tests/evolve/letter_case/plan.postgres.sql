BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL check_function_bodies = off;
SET LOCAL search_path = public;

-- 1. table users is called Users now; ACCESS EXCLUSIVE on users
ALTER TABLE public.users RENAME TO "Users";

-- 2. column "Users".mail is called Mail now; ACCESS EXCLUSIVE on "Users"
ALTER TABLE public."Users" RENAME COLUMN mail TO "Mail";

-- 3. primary key "Users".users_pkey is called Users_pkey now; ACCESS EXCLUSIVE on "Users"
ALTER TABLE public."Users" RENAME CONSTRAINT users_pkey TO "Users_pkey";

-- 4. check "Users".grown is called Grown now; ACCESS EXCLUSIVE on "Users"
ALTER TABLE public."Users" RENAME CONSTRAINT grown TO "Grown";

-- 5. index "Users".by_mail is called By_Mail now; ACCESS EXCLUSIVE on "Users"
ALTER INDEX public.by_mail RENAME TO "By_Mail";

-- 6. foreign key "Users".users_boss_fkey is called Users_boss_fkey now; ACCESS EXCLUSIVE on "Users"
ALTER TABLE public."Users" RENAME CONSTRAINT users_boss_fkey TO "Users_boss_fkey";

-- 7. column letters.sender is called Sender now; ACCESS EXCLUSIVE on letters
ALTER TABLE public.letters RENAME COLUMN sender TO "Sender";

-- 8. foreign key letters.letters_sender_fkey is called letters_Sender_fkey now; ACCESS EXCLUSIVE on letters
ALTER TABLE public.letters RENAME CONSTRAINT letters_sender_fkey TO "letters_Sender_fkey";

-- 9. view senders is called Senders now; ACCESS EXCLUSIVE on senders
ALTER VIEW public.senders RENAME TO "Senders";

-- 10. owners and privileges of what is made again are kept
WITH made (what, owner, acl, first_acl) AS (
    SELECT 'TABLE public."Senders"', relowner, relacl, acldefault('r', relowner)
        FROM pg_class WHERE oid = 'public."Senders"'::regclass
), usual (acl) AS (
    SELECT defaclacl FROM pg_default_acl WHERE pg_get_userbyid(defaclrole) = current_user
), rights (what, owner, acl) AS (
    SELECT what, owner, coalesce(acl, first_acl) FROM made
    WHERE acl IS NOT NULL OR EXISTS (SELECT FROM usual)
), parts (path, name, acl) AS (
    SELECT 'public."Senders"', attname, attacl FROM pg_attribute WHERE attrelid = 'public."Senders"'::regclass
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

-- 11. view "Senders" changes and is made again; ACCESS EXCLUSIVE on "Senders"
DROP VIEW public."Senders";

-- 12. view "Senders" is made again as it is now
CREATE VIEW public."Senders" AS
select "Sender" from letters;

-- 13. owners and privileges are what they were
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
