SET lock_timeout = 0;
SET statement_timeout = 0;
SET search_path = public;

-- 1. value mood.glad is new
ALTER TYPE public.mood ADD VALUE IF NOT EXISTS 'glad';

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL check_function_bodies = off;
SET LOCAL search_path = public;

-- 2. column t.m has another default; ACCESS EXCLUSIVE on t
ALTER TABLE public.t ALTER COLUMN m SET DEFAULT 'glad';

-- 3. column t.other is new; ACCESS EXCLUSIVE on t
ALTER TABLE public.t ADD COLUMN other public.mood DEFAULT 'glad' NOT NULL;

COMMIT;

-- 4. index t.t_m_idx is new; SHARE UPDATE EXCLUSIVE on t; reads every row
CREATE INDEX CONCURRENTLY IF NOT EXISTS t_m_idx ON public.t (m) WHERE m = 'glad';

RESET lock_timeout;
RESET statement_timeout;
RESET search_path;
