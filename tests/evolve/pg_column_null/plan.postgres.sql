SET lock_timeout = 0;
SET statement_timeout = 0;
SET search_path = public;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL check_function_bodies = off;
SET LOCAL search_path = public;

-- 1. column notes.title gets its value in the rows that are there; SHARE UPDATE EXCLUSIVE on notes; reads every row; writes every row anew
UPDATE public.notes SET title = 'none' WHERE title IS NULL;

-- 2. column notes.title takes no NULL any more; ACCESS EXCLUSIVE on notes
ALTER TABLE public.notes ADD CONSTRAINT title_is_not_null CHECK (title IS NOT NULL) NOT VALID;

COMMIT;

-- 3. column notes.title has no NULL in the rows that are there; SHARE UPDATE EXCLUSIVE on notes; reads every row; fails if a row does not fit
ALTER TABLE public.notes VALIDATE CONSTRAINT title_is_not_null;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL check_function_bodies = off;
SET LOCAL search_path = public;

-- 4. column notes.title takes no NULL any more; ACCESS EXCLUSIVE on notes
ALTER TABLE public.notes ALTER COLUMN title SET NOT NULL;
ALTER TABLE public.notes DROP CONSTRAINT title_is_not_null;

COMMIT;

RESET lock_timeout;
RESET statement_timeout;
RESET search_path;
