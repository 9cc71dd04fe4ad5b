BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL check_function_bodies = off;
SET LOCAL search_path = public;

-- 1. view cheaper is in the way of a change of view cheap and is made again; ACCESS EXCLUSIVE on cheaper
DROP VIEW public.cheaper;

-- 2. view cheap is in the way of a change of column items.price and is made again; ACCESS EXCLUSIVE on cheap
DROP VIEW public.cheap;

-- 3. column items.price has another type; ACCESS EXCLUSIVE on items; writes every row anew
ALTER TABLE public.items ALTER COLUMN price TYPE bigint;

-- 4. view cheap is made again
CREATE VIEW public.cheap AS
select id, price from items where price < 10;

-- 5. the comment of view cheap
COMMENT ON VIEW public.cheap IS 'What is cheap';

-- 6. view cheaper is made again
CREATE VIEW public.cheaper AS
select id from cheap where price < 5;

COMMIT;
