SET lock_timeout = 0;
SET statement_timeout = 0;
SET search_path = public;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL check_function_bodies = off;
SET LOCAL search_path = public;

-- 1. view cs is in the way of a change of domain wide and is made again; ACCESS EXCLUSIVE on cs
DROP VIEW public.cs;

-- 2. check num.small changes and is made again; ACCESS EXCLUSIVE on num
ALTER DOMAIN public.num DROP CONSTRAINT small;

-- 3. domain code has another default
ALTER DOMAIN public.code SET DEFAULT 'z';

-- 4. domain code takes no NULL any more; SHARE on notes; reads every row; fails if a row does not fit
ALTER DOMAIN public.code SET NOT NULL;

-- 5. domain num has another default
ALTER DOMAIN public.num SET DEFAULT 4;

-- 6. domain wide gives up its name to what it becomes
ALTER DOMAIN public.wide RENAME TO wide_old;

-- 7. domain wide is made anew
CREATE DOMAIN public.wide AS text
    CONSTRAINT wide_check CHECK (value <> 'x');

-- 8. column notes.c moves over to the new type; ACCESS EXCLUSIVE on notes; writes every row anew; fails if a row does not fit
ALTER TABLE public.notes ALTER COLUMN c TYPE public.wide USING c::text::public.wide;

-- 9. column notes.d moves over to the new type; ACCESS EXCLUSIVE on notes; writes every row anew; fails if a row does not fit
ALTER TABLE public.notes ALTER COLUMN d TYPE public.wide[] USING d::text[]::public.wide[];

-- 10. domain wide is no longer what it was
DROP DOMAIN public.wide_old;

-- 11. check code.filled is new
ALTER DOMAIN public.code ADD CONSTRAINT filled CHECK (length(value) > 0) NOT VALID;

-- 12. check num.small has changed
ALTER DOMAIN public.num ADD CONSTRAINT small CHECK (value < 200) NOT VALID;

-- 13. view cs is made again
CREATE VIEW public.cs AS
select c from notes;

COMMIT;

-- 14. check code.filled holds for the rows that are there; SHARE on notes; reads every row; fails if a row does not fit
ALTER DOMAIN public.code VALIDATE CONSTRAINT filled;

-- 15. check num.small holds for the rows that are there; SHARE on notes; reads every row; fails if a row does not fit
ALTER DOMAIN public.num VALIDATE CONSTRAINT small;

RESET lock_timeout;
RESET statement_timeout;
RESET search_path;
