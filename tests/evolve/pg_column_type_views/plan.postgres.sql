BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL check_function_bodies = off;
SET LOCAL search_path = public;

-- 1. view counted is in the way of a change of column notes.code and is made again; ACCESS EXCLUSIVE on counted
DROP MATERIALIZED VIEW public.counted;

-- 2. view upper_codes changes and is made again; ACCESS EXCLUSIVE on upper_codes
DROP VIEW public.upper_codes;

-- 3. view codes is in the way of a change of column notes.code and is made again; ACCESS EXCLUSIVE on codes
DROP VIEW public.codes;

-- 4. column notes.code has another type; ACCESS EXCLUSIVE on notes; writes every row anew; fails if a row does not fit
ALTER TABLE public.notes ALTER COLUMN code TYPE integer USING length(code::text);

-- 5. view codes is made again
CREATE VIEW public.codes AS
select id, code from notes;

-- 6. view counted is made again
CREATE MATERIALIZED VIEW public.counted AS
select code, count(id) as n from notes group by code;

-- 7. the comment of view counted
COMMENT ON MATERIALIZED VIEW public.counted IS 'What is counted.';

-- 8. view upper_codes is made again as it is now
CREATE VIEW public.upper_codes AS
select id, upper(code::text) as code from codes;

COMMIT;
