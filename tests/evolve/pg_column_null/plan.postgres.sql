SET lock_timeout = 0;
SET statement_timeout = 0;
SET search_path = public;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL check_function_bodies = off;
SET LOCAL search_path = public;

-- 1. check notes.notes_amount_check is in the way of a change of column notes.amount and is made again; ACCESS EXCLUSIVE on notes
ALTER TABLE public.notes DROP CONSTRAINT notes_amount_check;

-- 2. column notes.title gets its value in the rows that are there; SHARE UPDATE EXCLUSIVE on notes; reads every row; writes every row anew
UPDATE public.notes SET title = 'none' WHERE title IS NULL;

-- 3. column notes.title takes no NULL any more; ACCESS EXCLUSIVE on notes
ALTER TABLE public.notes ADD CONSTRAINT title_is_not_null CHECK (title IS NOT NULL) NOT VALID;

-- 4. column notes.amount has another type; ACCESS EXCLUSIVE on notes; writes every row anew
ALTER TABLE public.notes ALTER COLUMN amount TYPE bigint;

-- 5. column notes.amount gets its value in the rows that are there; SHARE UPDATE EXCLUSIVE on notes; reads every row; writes every row anew
UPDATE public.notes SET amount = 1 WHERE amount IS NULL;

-- 6. column notes.amount takes no NULL any more; ACCESS EXCLUSIVE on notes
ALTER TABLE public.notes ADD CONSTRAINT amount_is_not_null CHECK (amount IS NOT NULL) NOT VALID;

-- 7. check notes.notes_amount_check is made again; ACCESS EXCLUSIVE on notes
ALTER TABLE public.notes ADD CONSTRAINT notes_amount_check CHECK (amount > 0) NOT VALID;

COMMIT;

-- 8. column notes.title has no NULL in the rows that are there; SHARE UPDATE EXCLUSIVE on notes; reads every row; fails if a row does not fit
ALTER TABLE public.notes VALIDATE CONSTRAINT title_is_not_null;

-- 9. column notes.amount has no NULL in the rows that are there; SHARE UPDATE EXCLUSIVE on notes; reads every row; fails if a row does not fit
ALTER TABLE public.notes VALIDATE CONSTRAINT amount_is_not_null;

-- 10. check notes.notes_amount_check holds for the rows that are there; SHARE UPDATE EXCLUSIVE on notes; reads every row; fails if a row does not fit
ALTER TABLE public.notes VALIDATE CONSTRAINT notes_amount_check;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL check_function_bodies = off;
SET LOCAL search_path = public;

-- 11. column notes.title takes no NULL any more; ACCESS EXCLUSIVE on notes
ALTER TABLE public.notes ALTER COLUMN title SET NOT NULL;
ALTER TABLE public.notes DROP CONSTRAINT title_is_not_null;

-- 12. column notes.amount takes no NULL any more; ACCESS EXCLUSIVE on notes
ALTER TABLE public.notes ALTER COLUMN amount SET NOT NULL;
ALTER TABLE public.notes DROP CONSTRAINT amount_is_not_null;

COMMIT;

RESET lock_timeout;
RESET statement_timeout;
RESET search_path;
