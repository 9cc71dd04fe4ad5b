SET lock_timeout = 0;
SET statement_timeout = 0;
SET search_path = public;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL check_function_bodies = off;
SET LOCAL search_path = public;

-- 1. view vs is in the way of a change of column notes.b and is made again; ACCESS EXCLUSIVE on vs
DROP VIEW public.vs;

-- 2. index notes.notes_b_idx is in the way of a change of column notes.b and is made again; ACCESS EXCLUSIVE on notes
DROP INDEX public.notes_b_idx;

-- 3. check notes.b_small is in the way of a change of column notes.b and is made again; ACCESS EXCLUSIVE on notes
ALTER TABLE public.notes DROP CONSTRAINT b_small;

-- 4. column notes.b changes and is made again; ACCESS EXCLUSIVE on notes
ALTER TABLE public.notes DROP COLUMN b;

-- 5. column notes.b is made again; ACCESS EXCLUSIVE on notes; writes every row anew
ALTER TABLE public.notes ADD COLUMN b integer GENERATED ALWAYS AS (a * 3) STORED NOT NULL;

-- 6. column notes.c is computed no longer; ACCESS EXCLUSIVE on notes
ALTER TABLE public.notes ALTER COLUMN c DROP EXPRESSION;

-- 7. check notes.b_small is made again; ACCESS EXCLUSIVE on notes
ALTER TABLE public.notes ADD CONSTRAINT b_small CHECK (b < 1000) NOT VALID;

-- 8. view vs is made again
CREATE VIEW public.vs AS
select id, b from notes;

COMMIT;

-- 9. check notes.b_small holds for the rows that are there; SHARE UPDATE EXCLUSIVE on notes; reads every row; fails if a row does not fit
ALTER TABLE public.notes VALIDATE CONSTRAINT b_small;

-- 10. index notes.notes_b_idx is made again; SHARE UPDATE EXCLUSIVE on notes; reads every row
CREATE INDEX CONCURRENTLY IF NOT EXISTS notes_b_idx ON public.notes (b);

RESET lock_timeout;
RESET statement_timeout;
RESET search_path;
