BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL check_function_bodies = off;
SET LOCAL search_path = public;

-- 1. view numbers is in the way of a change of view all_of_t and is made again; ACCESS EXCLUSIVE on numbers
DROP VIEW public.numbers;

-- 2. view all_of_t is in the way of a change of table t and is made again; ACCESS EXCLUSIVE on all_of_t
DROP VIEW public.all_of_t;

-- 3. column t.b is new; ACCESS EXCLUSIVE on t
ALTER TABLE public.t ADD COLUMN b text;

-- 4. view all_of_t is made again
CREATE VIEW public.all_of_t AS
select t.* from t;

-- 5. view numbers is made again
CREATE VIEW public.numbers AS
select * from all_of_t;

COMMIT;
