SET lock_timeout = 0;
SET statement_timeout = 0;
SET search_path = public;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL check_function_bodies = off;
SET LOCAL search_path = public;

-- 1. view happy is in the way of a change of enum mood and is made again; ACCESS EXCLUSIVE on happy
DROP VIEW public.happy;

-- 2. index t.t_m_idx is in the way of a change of enum mood and is made again; ACCESS EXCLUSIVE on t
DROP INDEX public.t_m_idx;

-- 3. enum mood gives up its name to what it becomes
ALTER TYPE public.mood RENAME TO mood_old;

-- 4. enum mood is made anew
CREATE TYPE public.mood AS ENUM (
    'ok',
    'glad'
);

-- 5. column t.m moves over to the new type; ACCESS EXCLUSIVE on t; writes every row anew; fails if a row does not fit
ALTER TABLE public.t ALTER COLUMN m DROP DEFAULT, ALTER COLUMN m TYPE public.mood USING m::text::public.mood, ALTER COLUMN m SET DEFAULT 'ok';

-- 6. enum mood is no longer what it was
DROP TYPE public.mood_old;

-- 7. view happy is made again
CREATE VIEW public.happy AS
select id, m from t where m = 'glad';

-- 8. the comment of view happy
COMMENT ON VIEW public.happy IS 'The glad';

COMMIT;

-- 9. index t.t_m_idx is made again; SHARE UPDATE EXCLUSIVE on t; reads every row
CREATE INDEX CONCURRENTLY IF NOT EXISTS t_m_idx ON public.t (m) WHERE m = 'glad';

RESET lock_timeout;
RESET statement_timeout;
RESET search_path;
