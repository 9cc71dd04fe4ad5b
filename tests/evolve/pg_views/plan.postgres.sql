BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL check_function_bodies = off;
SET LOCAL search_path = public;

-- 1. view five changes and is made again; ACCESS EXCLUSIVE on five
DROP MATERIALIZED VIEW public.five;

-- 2. view six changes and is made again; ACCESS EXCLUSIVE on six
DROP MATERIALIZED VIEW public.six;

-- 3. view two is in the way of a change of view one and is made again; ACCESS EXCLUSIVE on two
DROP VIEW public.two;

-- 4. view one changes and is made again; ACCESS EXCLUSIVE on one
DROP VIEW public.one;

-- 5. view five is made again as it is now
CREATE VIEW public.five AS
select id from notes;

-- 6. view four shows other rows; ACCESS EXCLUSIVE on four
CREATE OR REPLACE VIEW public.four AS
select id, a from notes where a > 1;

-- 7. view one is made again as it is now
CREATE VIEW public.one AS
select id, a, b from notes;

-- 8. view six is made again as it is now
CREATE MATERIALIZED VIEW public.six AS
select id, a from notes;

-- 9. view three has other options; ACCESS EXCLUSIVE on three
ALTER VIEW public.three SET (security_invoker = true);
ALTER VIEW public.three RESET (security_barrier);

-- 10. view two is made again
CREATE VIEW public.two AS
select id, a from one;

COMMIT;
