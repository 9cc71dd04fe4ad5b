BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL check_function_bodies = off;
SET LOCAL search_path = public;

-- 1. column t.name lets go of a function that is dropped; ACCESS EXCLUSIVE on t
ALTER TABLE public.t ALTER COLUMN name DROP DEFAULT;

-- 2. function role_name(role) is in the way of a change and is made again
DROP FUNCTION public.role_name(public.role);

-- 3. enum role gives up its name to what it becomes
ALTER TYPE public.role RENAME TO role_old;

-- 4. enum role is made anew
CREATE TYPE public.role AS ENUM (
    'member',
    'admin'
);

-- 5. enum role is no longer what it was
DROP TYPE public.role_old;

-- 6. function role_name(role) is made again
CREATE FUNCTION public.role_name(r public.role)
    RETURNS text
    LANGUAGE sql
    AS $$select r::text$$;

-- 7. column t.name has its default again; ACCESS EXCLUSIVE on t
ALTER TABLE public.t ALTER COLUMN name SET DEFAULT public.role_name('member');

COMMIT;
