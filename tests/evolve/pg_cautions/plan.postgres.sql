BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL check_function_bodies = off;
SET LOCAL search_path = public;

-- 1. column customers.name is new; ACCESS EXCLUSIVE on customers
ALTER TABLE public.customers ADD COLUMN name text;

-- 2. column orders.total has another type; ACCESS EXCLUSIVE on orders; writes every row anew
ALTER TABLE public.orders ALTER COLUMN total TYPE numeric(12,2);

-- 3. column small.size has another type; ACCESS EXCLUSIVE on small; writes every row anew; fails if a row does not fit
ALTER TABLE public.small ALTER COLUMN size TYPE smallint;

-- 4. column tags.word has another type; ACCESS EXCLUSIVE on tags; writes every row anew; fails if a row does not fit
ALTER TABLE public.tags ALTER COLUMN word TYPE character varying(40);

COMMIT;
