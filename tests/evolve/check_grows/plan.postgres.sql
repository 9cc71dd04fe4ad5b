SET lock_timeout = 0;
SET statement_timeout = 0;
SET search_path = public;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL check_function_bodies = off;
SET LOCAL search_path = public;

-- 1. check jobs.jobs_state_check changes and is made again; ACCESS EXCLUSIVE on jobs
ALTER TABLE public.jobs DROP CONSTRAINT jobs_state_check;

-- 2. check jobs.size_limit changes and is made again; ACCESS EXCLUSIVE on jobs
ALTER TABLE public.jobs DROP CONSTRAINT size_limit;

-- 3. check jobs.jobs_state_check has changed; ACCESS EXCLUSIVE on jobs
ALTER TABLE public.jobs ADD CONSTRAINT jobs_state_check CHECK (state IN ('open', 'waiting', 'done')) NOT VALID;

-- 4. check jobs.size_limit has changed; ACCESS EXCLUSIVE on jobs
ALTER TABLE public.jobs ADD CONSTRAINT size_limit CHECK (size BETWEEN 0 AND 100) NOT VALID;

COMMIT;

-- 5. check jobs.jobs_state_check holds for the rows that are there; SHARE UPDATE EXCLUSIVE on jobs; reads every row; fails if a row does not fit
ALTER TABLE public.jobs VALIDATE CONSTRAINT jobs_state_check;

-- 6. check jobs.size_limit holds for the rows that are there; SHARE UPDATE EXCLUSIVE on jobs; reads every row; fails if a row does not fit
ALTER TABLE public.jobs VALIDATE CONSTRAINT size_limit;

RESET lock_timeout;
RESET statement_timeout;
RESET search_path;
