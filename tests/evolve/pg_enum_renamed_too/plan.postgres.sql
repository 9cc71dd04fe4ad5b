SET lock_timeout = 0;
SET statement_timeout = 0;
SET search_path = public;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL check_function_bodies = off;
SET LOCAL search_path = public;

-- 1. enum feeling is called mood now; ACCESS EXCLUSIVE on feeling
ALTER TYPE public.feeling RENAME TO mood;

-- 2. value mood.ok is called fine now; ACCESS EXCLUSIVE on mood
ALTER TYPE public.mood RENAME VALUE 'ok' TO 'fine';

-- 3. column t.a is called b now; ACCESS EXCLUSIVE on t
ALTER TABLE public.t RENAME COLUMN a TO b;

COMMIT;

-- 4. value mood.good is new
ALTER TYPE public.mood ADD VALUE IF NOT EXISTS 'good';

-- 5. value mood.mad is new
ALTER TYPE public.mood ADD VALUE IF NOT EXISTS 'mad';

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL check_function_bodies = off;
SET LOCAL search_path = public;

-- 6. column t.m has another default; ACCESS EXCLUSIVE on t
ALTER TABLE public.t ALTER COLUMN m SET DEFAULT 'good';

-- 7. column t.c is new; ACCESS EXCLUSIVE on t
ALTER TABLE public.t ADD COLUMN c public.mood DEFAULT 'mad' NOT NULL;
ALTER TABLE public.t ALTER COLUMN c DROP DEFAULT;

-- 8. check t.t_m_check is new; ACCESS EXCLUSIVE on t
ALTER TABLE public.t ADD CONSTRAINT t_m_check CHECK (m <> 'mad') NOT VALID;

COMMIT;

-- 9. check t.t_m_check holds for the rows that are there; SHARE UPDATE EXCLUSIVE on t; reads every row; fails if a row does not fit
ALTER TABLE public.t VALIDATE CONSTRAINT t_m_check;

-- 10. index t.t_b_idx is new; SHARE UPDATE EXCLUSIVE on t; reads every row
CREATE INDEX CONCURRENTLY IF NOT EXISTS t_b_idx ON public.t (b) WHERE c = 'mad';

RESET lock_timeout;
RESET statement_timeout;
RESET search_path;
