SET lock_timeout = 0;
SET statement_timeout = 0;
SET search_path = public;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL check_function_bodies = off;
SET LOCAL search_path = public;

-- 1. owners and privileges of what is made again are kept
WITH made (what, owner, acl, first_acl) AS (
    SELECT 'TABLE public.members', relowner, relacl, acldefault('r', relowner)
        FROM pg_class WHERE oid = 'public.members'::regclass
    UNION ALL SELECT 'ROUTINE public.role_name(public.role)', proowner, proacl, acldefault('f', proowner)
        FROM pg_proc WHERE oid = 'public.role_name(public.role)'::regprocedure
    UNION ALL SELECT 'TYPE public.role', typowner, typacl, acldefault('T', typowner)
        FROM pg_type WHERE oid = 'public.role'::regtype
    UNION ALL SELECT 'TYPE public.main_role', typowner, typacl, acldefault('T', typowner)
        FROM pg_type WHERE oid = 'public.main_role'::regtype
), usual (acl) AS (
    SELECT defaclacl FROM pg_default_acl WHERE pg_get_userbyid(defaclrole) = current_user
), rights (what, owner, acl) AS (
    SELECT what, owner, coalesce(acl, first_acl) FROM made
    WHERE acl IS NOT NULL OR EXISTS (SELECT FROM usual)
), parts (path, name, acl) AS (
    SELECT 'public.members', attname, attacl FROM pg_attribute WHERE attrelid = 'public.members'::regclass
    UNION ALL SELECT 'public.notes', 'label', attacl FROM pg_attribute WHERE attrelid = 'public.notes'::regclass AND attname = 'label'
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

-- 2. policy notes.p is in the way of a change of enum role and is made again; ACCESS EXCLUSIVE on notes
DROP POLICY p ON public.notes;

-- 3. trigger notes.promoted is in the way of a change of enum role and is made again; ACCESS EXCLUSIVE on notes
DROP TRIGGER promoted ON public.notes;

-- 4. view members is in the way of a change of enum role and is made again; ACCESS EXCLUSIVE on members
DROP VIEW public.members;

-- 5. index notes.owners is in the way of a change of enum role and is made again; ACCESS EXCLUSIVE on notes
DROP INDEX public.owners;

-- 6. check notes.sane is in the way of a change of enum role and is made again; ACCESS EXCLUSIVE on notes
ALTER TABLE public.notes DROP CONSTRAINT sane;

-- 7. column notes.label is in the way of a change of enum role and is made again; ACCESS EXCLUSIVE on notes
ALTER TABLE public.notes DROP COLUMN label;

-- 8. function role_name(role) is in the way of a change and is made again
DROP FUNCTION public.role_name(public.role);

-- 9. enum role gives up its name to what it becomes
ALTER TYPE public.role RENAME TO role_old;

-- 10. enum role is made anew
CREATE TYPE public.role AS ENUM (
    'guest',
    'member',
    'admin'
);

-- 11. column notes.role moves over to the new type; ACCESS EXCLUSIVE on notes; writes every row anew; fails if a row does not fit
ALTER TABLE public.notes ALTER COLUMN role DROP DEFAULT, ALTER COLUMN role TYPE public.role USING (CASE WHEN role::text = 'owner' THEN 'admin' ELSE role::text END)::text::public.role, ALTER COLUMN role SET DEFAULT 'member';

-- 12. column notes.roles moves over to the new type; ACCESS EXCLUSIVE on notes; writes every row anew; fails if a row does not fit
ALTER TABLE public.notes ALTER COLUMN roles DROP DEFAULT, ALTER COLUMN roles TYPE public.role[] USING roles::text[]::public.role[], ALTER COLUMN roles SET DEFAULT ARRAY['member']::public.role[];

-- 13. domain main_role gives up its name to what it becomes
ALTER DOMAIN public.main_role RENAME TO main_role_old;

-- 14. domain main_role is made anew
CREATE DOMAIN public.main_role AS public.role
    CONSTRAINT main_role_check CHECK (value <> 'guest');

-- 15. column notes.main moves over to the new type; ACCESS EXCLUSIVE on notes; writes every row anew; fails if a row does not fit
ALTER TABLE public.notes ALTER COLUMN main DROP DEFAULT, ALTER COLUMN main TYPE public.main_role USING main::text::public.main_role, ALTER COLUMN main SET DEFAULT 'admin';

-- 16. function role_name(role) is made again
CREATE FUNCTION public.role_name(r public.role)
    RETURNS text
    LANGUAGE sql
    IMMUTABLE
    AS $$select r::text$$;

-- 17. column notes.was has another type; ACCESS EXCLUSIVE on notes; writes every row anew
ALTER TABLE public.notes ALTER COLUMN was TYPE text;

-- 18. column notes.label is made again; ACCESS EXCLUSIVE on notes; reads every row; writes every row anew; fails if a row does not fit
ALTER TABLE public.notes ADD COLUMN label text GENERATED ALWAYS AS (public.role_name(role)) STORED NOT NULL;

-- 19. check notes.sane is made again; ACCESS EXCLUSIVE on notes
ALTER TABLE public.notes ADD CONSTRAINT sane CHECK (role <> 'guest') NOT VALID;

-- 20. view members is made again
CREATE VIEW public.members AS
select id from notes where role = 'member';

-- 21. trigger notes.promoted is made again; SHARE ROW EXCLUSIVE on notes
CREATE TRIGGER promoted
    AFTER UPDATE
    ON public.notes
    FOR EACH ROW
    WHEN (old.role <> new.role)
    EXECUTE FUNCTION public.touch();

-- 22. policy notes.p is made again; ACCESS EXCLUSIVE on notes
CREATE POLICY p ON public.notes
    FOR ALL
    USING (role <> 'guest');

-- 23. column notes.gone is no longer in the schema; ACCESS EXCLUSIVE on notes; takes data away
ALTER TABLE public.notes DROP COLUMN gone;

-- 24. table old is no longer in the schema; ACCESS EXCLUSIVE on old; takes data away
DROP TABLE public.old;

-- 25. domain main_role is no longer what it was
DROP DOMAIN public.main_role_old;

-- 26. enum role is no longer what it was
DROP TYPE public.role_old;

-- 27. owners and privileges are what they were
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

-- 28. check notes.sane holds for the rows that are there; SHARE UPDATE EXCLUSIVE on notes; reads every row; fails if a row does not fit
ALTER TABLE public.notes VALIDATE CONSTRAINT sane;

-- 29. index notes.owners is made again; SHARE UPDATE EXCLUSIVE on notes; reads every row
CREATE INDEX CONCURRENTLY IF NOT EXISTS owners ON public.notes (id) WHERE role = 'admin';

RESET lock_timeout;
RESET statement_timeout;
RESET search_path;
