SET lock_timeout = 0;
SET statement_timeout = 0;
SET search_path = public;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL check_function_bodies = off;
SET LOCAL search_path = public;

-- 1. view fs is in the way of a change of function g(int) and is made again; ACCESS EXCLUSIVE on fs
DROP VIEW public.fs;

-- 2. check notes.gs is in the way of a change of function g(int) and is made again; ACCESS EXCLUSIVE on notes
ALTER TABLE public.notes DROP CONSTRAINT gs;

-- 3. column notes.c is in the way of a change of function g(int) and is made again; ACCESS EXCLUSIVE on notes
ALTER TABLE public.notes DROP COLUMN c;

-- 4. function f(int) has changed
CREATE OR REPLACE FUNCTION public.f(a integer)
    RETURNS integer
    LANGUAGE sql
    IMMUTABLE
    STRICT
    AS $$select a + 2$$;

-- 5. column notes.b lets go of a function that is dropped; ACCESS EXCLUSIVE on notes
ALTER TABLE public.notes ALTER COLUMN b DROP DEFAULT;

-- 6. function g(int) is called in another way: it makes room for what it becomes
DROP FUNCTION public.g(integer);

-- 7. function g(int) has changed
CREATE FUNCTION public.g(a integer)
    RETURNS bigint
    LANGUAGE sql
    IMMUTABLE
    AS $$select a::bigint$$;

-- 8. column notes.b has its default again; ACCESS EXCLUSIVE on notes
ALTER TABLE public.notes ALTER COLUMN b SET DEFAULT public.g(1);

-- 9. function h(int, int) has changed
CREATE OR REPLACE FUNCTION public.h(a integer, b integer DEFAULT 3)
    RETURNS integer
    LANGUAGE sql
    IMMUTABLE
    AS $$select a + b$$;

-- 10. function k(int) is called in another way: it makes room for what it becomes
DROP FUNCTION public.k(integer);

-- 11. function k(int) has changed
CREATE FUNCTION public.k(x integer)
    RETURNS integer
    LANGUAGE sql
    STABLE
    AS $$select x$$;

-- 12. function p(int) is called in another way: it makes room for what it becomes
DROP PROCEDURE public.p(integer);

-- 13. function p(int) has changed
CREATE FUNCTION public.p(a integer)
    RETURNS integer
    LANGUAGE sql
    AS $$select 1$$;

-- 14. function g(int) has its comment again
COMMENT ON FUNCTION public.g(integer) IS 'The same.';

-- 15. column notes.c is made again; ACCESS EXCLUSIVE on notes; reads every row; writes every row anew; fails if a row does not fit
ALTER TABLE public.notes ADD COLUMN c integer GENERATED ALWAYS AS (public.g(a)) STORED NOT NULL;

-- 16. check notes.gs is made again; ACCESS EXCLUSIVE on notes
ALTER TABLE public.notes ADD CONSTRAINT gs CHECK (public.g(a) > 0) NOT VALID;

-- 17. view fs is made again
CREATE VIEW public.fs AS
select f(a) as x, g(a) as y from notes;

COMMIT;

-- 18. check notes.gs holds for the rows that are there; SHARE UPDATE EXCLUSIVE on notes; reads every row; fails if a row does not fit
ALTER TABLE public.notes VALIDATE CONSTRAINT gs;

RESET lock_timeout;
RESET statement_timeout;
RESET search_path;
