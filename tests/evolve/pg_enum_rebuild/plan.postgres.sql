SET lock_timeout = 0;
SET statement_timeout = 0;
SET search_path = public;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL check_function_bodies = off;
SET LOCAL search_path = public;

-- 1. policy notes.p is in the way of a change of enum role and is made again; ACCESS EXCLUSIVE on notes
DROP POLICY p ON public.notes;

-- 2. trigger notes.promoted is in the way of a change of enum role and is made again; ACCESS EXCLUSIVE on notes
DROP TRIGGER promoted ON public.notes;

-- 3. view members is in the way of a change of enum role and is made again; ACCESS EXCLUSIVE on members
DROP VIEW public.members;

-- 4. index notes.owners is in the way of a change of enum role and is made again; ACCESS EXCLUSIVE on notes
DROP INDEX public.owners;

-- 5. check notes.sane is in the way of a change of enum role and is made again; ACCESS EXCLUSIVE on notes
ALTER TABLE public.notes DROP CONSTRAINT sane;

-- 6. column notes.label is in the way of a change of enum role and is made again; ACCESS EXCLUSIVE on notes
ALTER TABLE public.notes DROP COLUMN label;

-- 7. function role_name(role) is in the way of a change and is made again
DROP FUNCTION public.role_name(public.role);

-- 8. enum role gives up its name to what it becomes
ALTER TYPE public.role RENAME TO role_old;

-- 9. enum role is made anew
CREATE TYPE public.role AS ENUM (
    'guest',
    'member',
    'admin'
);

-- 10. column notes.role moves over to the new type; ACCESS EXCLUSIVE on notes; writes every row anew; fails if a row does not fit
ALTER TABLE public.notes ALTER COLUMN role DROP DEFAULT, ALTER COLUMN role TYPE public.role USING (CASE WHEN role::text = 'owner' THEN 'admin' ELSE role::text END)::text::public.role, ALTER COLUMN role SET DEFAULT 'member';

-- 11. column notes.roles moves over to the new type; ACCESS EXCLUSIVE on notes; writes every row anew; fails if a row does not fit
ALTER TABLE public.notes ALTER COLUMN roles DROP DEFAULT, ALTER COLUMN roles TYPE public.role[] USING roles::text[]::public.role[], ALTER COLUMN roles SET DEFAULT ARRAY['member']::public.role[];

-- 12. domain main_role gives up its name to what it becomes
ALTER DOMAIN public.main_role RENAME TO main_role_old;

-- 13. domain main_role is made anew
CREATE DOMAIN public.main_role AS public.role
    CONSTRAINT main_role_check CHECK (value <> 'guest');

-- 14. column notes.main moves over to the new type; ACCESS EXCLUSIVE on notes; writes every row anew; fails if a row does not fit
ALTER TABLE public.notes ALTER COLUMN main DROP DEFAULT, ALTER COLUMN main TYPE public.main_role USING main::text::public.main_role, ALTER COLUMN main SET DEFAULT 'admin';

-- 15. column notes.was has another type; ACCESS EXCLUSIVE on notes; writes every row anew
ALTER TABLE public.notes ALTER COLUMN was TYPE text;

-- 16. column notes.gone is no longer in the schema; ACCESS EXCLUSIVE on notes; takes data away
ALTER TABLE public.notes DROP COLUMN gone;

-- 17. table old is no longer in the schema; ACCESS EXCLUSIVE on old; takes data away
DROP TABLE public.old;

-- 18. domain main_role is no longer what it was
DROP DOMAIN public.main_role_old;

-- 19. enum role is no longer what it was
DROP TYPE public.role_old;

-- 20. function role_name(role) is made again
CREATE FUNCTION public.role_name(r public.role)
    RETURNS text
    LANGUAGE sql
    IMMUTABLE
    AS $$select r::text$$;

-- 21. column notes.label is made again; ACCESS EXCLUSIVE on notes; reads every row; writes every row anew; fails if a row does not fit
ALTER TABLE public.notes ADD COLUMN label text GENERATED ALWAYS AS (public.role_name(role)) STORED NOT NULL;

-- 22. check notes.sane is made again; ACCESS EXCLUSIVE on notes
ALTER TABLE public.notes ADD CONSTRAINT sane CHECK (role <> 'guest') NOT VALID;

-- 23. view members is made again
CREATE VIEW public.members AS
select id from notes where role = 'member';

-- 24. trigger notes.promoted is made again; SHARE ROW EXCLUSIVE on notes
CREATE TRIGGER promoted
    AFTER UPDATE
    ON public.notes
    FOR EACH ROW
    WHEN (old.role <> new.role)
    EXECUTE FUNCTION public.touch();

-- 25. policy notes.p is made again; ACCESS EXCLUSIVE on notes
CREATE POLICY p ON public.notes
    FOR ALL
    USING (role <> 'guest');

COMMIT;

-- 26. check notes.sane holds for the rows that are there; SHARE UPDATE EXCLUSIVE on notes; reads every row; fails if a row does not fit
ALTER TABLE public.notes VALIDATE CONSTRAINT sane;

-- 27. index notes.owners is made again; SHARE UPDATE EXCLUSIVE on notes; reads every row
CREATE INDEX CONCURRENTLY IF NOT EXISTS owners ON public.notes (id) WHERE role = 'admin';

RESET lock_timeout;
RESET statement_timeout;
RESET search_path;
