BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL check_function_bodies = off;
SET LOCAL search_path = public;

-- 1. column letters.sender is called from_id now; ACCESS EXCLUSIVE on letters
ALTER TABLE public.letters RENAME COLUMN sender TO from_id;

-- 2. foreign key letters.letters_sender_fkey is called letters_from_id_fkey now; ACCESS EXCLUSIVE on letters
ALTER TABLE public.letters RENAME CONSTRAINT letters_sender_fkey TO letters_from_id_fkey;

-- 3. table people is called users now; ACCESS EXCLUSIVE on people
ALTER TABLE public.people RENAME TO users;

-- 4. column users.mail is called email now; ACCESS EXCLUSIVE on users
ALTER TABLE public.users RENAME COLUMN mail TO email;

-- 5. primary key users.people_pkey is called users_pkey now; ACCESS EXCLUSIVE on users
ALTER TABLE public.users RENAME CONSTRAINT people_pkey TO users_pkey;

-- 6. check users.adult is called grown now; ACCESS EXCLUSIVE on users
ALTER TABLE public.users RENAME CONSTRAINT adult TO grown;

-- 7. index users.people_by_mail is called users_by_email now; ACCESS EXCLUSIVE on users
ALTER INDEX public.people_by_mail RENAME TO users_by_email;

-- 8. foreign key users.people_boss_fkey is called users_boss_fkey now; ACCESS EXCLUSIVE on users
ALTER TABLE public.users RENAME CONSTRAINT people_boss_fkey TO users_boss_fkey;

-- 9. owners and privileges of what is made again are kept
WITH made (what, owner, acl, first_acl) AS (
    SELECT 'TABLE public.senders', relowner, relacl, acldefault('r', relowner)
        FROM pg_class WHERE oid = 'public.senders'::regclass
), usual (acl) AS (
    SELECT defaclacl FROM pg_default_acl WHERE pg_get_userbyid(defaclrole) = current_user
), rights (what, owner, acl) AS (
    SELECT what, owner, coalesce(acl, first_acl) FROM made
    WHERE acl IS NOT NULL OR EXISTS (SELECT FROM usual)
), parts (path, name, acl) AS (
    SELECT 'public.senders', attname, attacl FROM pg_attribute WHERE attrelid = 'public.senders'::regclass
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

-- 10. view senders changes and is made again; ACCESS EXCLUSIVE on senders
DROP VIEW public.senders;

-- 11. view senders is made again as it is now
CREATE VIEW public.senders AS
select p.email from users p join letters l on l.from_id = p.id;

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
