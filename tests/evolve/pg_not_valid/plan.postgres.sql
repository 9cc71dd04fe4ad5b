SET lock_timeout = 0;
SET statement_timeout = 0;
SET search_path = public;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL check_function_bodies = off;
SET LOCAL search_path = public;

-- 1. foreign key orders.orders_other_id_fkey changes and is made again; ACCESS EXCLUSIVE on orders
ALTER TABLE public.orders DROP CONSTRAINT orders_other_id_fkey;

-- 2. check orders.even changes and is made again; ACCESS EXCLUSIVE on orders
ALTER TABLE public.orders DROP CONSTRAINT even;

-- 3. domain late is new
CREATE DOMAIN public.late AS integer;
ALTER DOMAIN public.late ADD CONSTRAINT late_positive CHECK (value > 0) NOT VALID;

-- 4. table notes is new
CREATE TABLE public.notes (
    id bigint NOT NULL,
    CONSTRAINT notes_pkey PRIMARY KEY (id)
);
ALTER TABLE public.notes ADD CONSTRAINT notes_id_check CHECK (id > 0) NOT VALID;

-- 5. check orders.even has changed; ACCESS EXCLUSIVE on orders
ALTER TABLE public.orders ADD CONSTRAINT even CHECK (n % 2 = 0) NOT VALID;

-- 6. check orders.fresh is new; ACCESS EXCLUSIVE on orders
ALTER TABLE public.orders ADD CONSTRAINT fresh CHECK (n > -1) NOT VALID;

-- 7. foreign key orders.orders_n is new; SHARE ROW EXCLUSIVE on orders
ALTER TABLE public.orders ADD CONSTRAINT orders_n FOREIGN KEY (n) REFERENCES public.people (id) NOT VALID;

-- 8. foreign key orders.orders_other_id_fkey has changed; SHARE ROW EXCLUSIVE on orders
ALTER TABLE public.orders ADD CONSTRAINT orders_other_id_fkey FOREIGN KEY (other_id) REFERENCES public.people (id) NOT VALID;

COMMIT;

-- 9. check amount.positive holds for the rows that are there; SHARE on orders; reads every row; fails if a row does not fit
ALTER DOMAIN public.amount VALIDATE CONSTRAINT positive;

-- 10. check orders.small holds for the rows that are there; SHARE UPDATE EXCLUSIVE on orders; reads every row; fails if a row does not fit
ALTER TABLE public.orders VALIDATE CONSTRAINT small;

-- 11. foreign key orders.orders_person_id_fkey holds for the rows that are there; SHARE UPDATE EXCLUSIVE on orders; reads every row; fails if a row does not fit
ALTER TABLE public.orders VALIDATE CONSTRAINT orders_person_id_fkey;

RESET lock_timeout;
RESET statement_timeout;
RESET search_path;
