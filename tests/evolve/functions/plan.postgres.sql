SET lock_timeout = 0;
SET statement_timeout = 0;
SET search_path = public;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL check_function_bodies = off;
SET LOCAL search_path = public;

-- 1. view doubles is in the way of a change of function twice(int) and is made again; ACCESS EXCLUSIVE on doubles
DROP VIEW public.doubles;

-- 2. index t.doubled is in the way of a change of function twice(int) and is made again; ACCESS EXCLUSIVE on t
DROP INDEX public.doubled;

-- 3. check t.small is in the way of a change of function twice(int) and is made again; ACCESS EXCLUSIVE on t
ALTER TABLE public.t DROP CONSTRAINT small;

-- 4. function stamp() has changed
CREATE OR REPLACE FUNCTION public.stamp()
    RETURNS trigger
    LANGUAGE plpgsql
    AS $$ begin new.n := new.n + 2; return new; end $$;

-- 5. column t.n lets go of a function that is dropped; ACCESS EXCLUSIVE on t
ALTER TABLE public.t ALTER COLUMN n DROP DEFAULT;

-- 6. function twice(int) is called in another way: it makes room for what it becomes
DROP FUNCTION public.twice(integer);

-- 7. function twice(int) has changed
CREATE FUNCTION public.twice(n integer)
    RETURNS bigint
    LANGUAGE sql
    IMMUTABLE
    AS $$ select n * 2::bigint $$;

-- 8. column t.n has its default again; ACCESS EXCLUSIVE on t
ALTER TABLE public.t ALTER COLUMN n SET DEFAULT 4;

-- 9. column t.n has another default; ACCESS EXCLUSIVE on t
ALTER TABLE public.t ALTER COLUMN n SET DEFAULT 4;

-- 10. check t.small is made again; ACCESS EXCLUSIVE on t
ALTER TABLE public.t ADD CONSTRAINT small CHECK (public.twice(n) < 100) NOT VALID;

-- 11. view doubles is made again
CREATE VIEW public.doubles AS
select twice(n) as d from t;

COMMIT;

-- 12. check t.small holds for the rows that are there; SHARE UPDATE EXCLUSIVE on t; reads every row; fails if a row does not fit
ALTER TABLE public.t VALIDATE CONSTRAINT small;

-- 13. index t.doubled is made again; SHARE UPDATE EXCLUSIVE on t; reads every row
CREATE INDEX CONCURRENTLY IF NOT EXISTS doubled ON public.t (public.twice(n));

RESET lock_timeout;
RESET statement_timeout;
RESET search_path;
