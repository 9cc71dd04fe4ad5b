SET lock_timeout = 0;
SET statement_timeout = 0;
SET search_path = public;

-- 1. value role.guest is new
ALTER TYPE public.role ADD VALUE IF NOT EXISTS 'guest' BEFORE 'member';

-- 2. value role.editor is new
ALTER TYPE public.role ADD VALUE IF NOT EXISTS 'editor' BEFORE 'admin';

-- 3. value role.owner is new
ALTER TYPE public.role ADD VALUE IF NOT EXISTS 'owner';

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL check_function_bodies = off;
SET LOCAL search_path = public;

-- 4. column notes.role has another default; ACCESS EXCLUSIVE on notes
ALTER TABLE public.notes ALTER COLUMN role SET DEFAULT 'guest';

-- 5. check notes.not_guest is new; ACCESS EXCLUSIVE on notes
ALTER TABLE public.notes ADD CONSTRAINT not_guest CHECK (role <> 'owner') NOT VALID;

COMMIT;

-- 6. check notes.not_guest holds for the rows that are there; SHARE UPDATE EXCLUSIVE on notes; reads every row; fails if a row does not fit
ALTER TABLE public.notes VALIDATE CONSTRAINT not_guest;

RESET lock_timeout;
RESET statement_timeout;
RESET search_path;
