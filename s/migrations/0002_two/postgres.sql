-- 0002 two of schema a, for PostgreSQL
-- old programs: none
-- new programs: none
-- allow: narrow-type t.a

SET lock_timeout = 0;
SET statement_timeout = 0;
SET search_path = public;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL check_function_bodies = off;
SET LOCAL search_path = public;

-- 1. index t.i is in the way of a change of column t.a and is made again; ACCESS EXCLUSIVE on t
DROP INDEX public.i;

-- 2. check t.t_a_check is in the way of a change of column t.a and is made again; ACCESS EXCLUSIVE on t
ALTER TABLE public.t DROP CONSTRAINT t_a_check;

-- 3. column t.a has another type; ACCESS EXCLUSIVE on t; writes every row anew; takes data away
ALTER TABLE public.t ALTER COLUMN a TYPE date;

-- 4. check t.t_a_check is made again; ACCESS EXCLUSIVE on t
ALTER TABLE public.t ADD CONSTRAINT t_a_check CHECK (a > '2020-01-01') NOT VALID;

COMMIT;

-- 5. check t.t_a_check holds for the rows that are there; SHARE UPDATE EXCLUSIVE on t; reads every row; fails if a row does not fit
ALTER TABLE public.t VALIDATE CONSTRAINT t_a_check;

-- 6. index t.i is made again; SHARE UPDATE EXCLUSIVE on t; reads every row
CREATE INDEX CONCURRENTLY IF NOT EXISTS i ON public.t (b) WHERE a > '2020-01-01';

RESET lock_timeout;
RESET statement_timeout;
RESET search_path;
