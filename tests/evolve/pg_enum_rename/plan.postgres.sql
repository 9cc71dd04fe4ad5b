SET lock_timeout = 0;
SET statement_timeout = 0;
SET search_path = public;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL check_function_bodies = off;
SET LOCAL search_path = public;

-- 1. enum role is called person_role now; ACCESS EXCLUSIVE on role
ALTER TYPE public.role RENAME TO person_role;

-- 2. value person_role.member is called user now; ACCESS EXCLUSIVE on person_role
ALTER TYPE public.person_role RENAME VALUE 'member' TO 'user';

COMMIT;

-- 3. value person_role.owner is new
ALTER TYPE public.person_role ADD VALUE IF NOT EXISTS 'owner';

RESET lock_timeout;
RESET statement_timeout;
RESET search_path;
