BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL check_function_bodies = off;
SET LOCAL search_path = public;

-- 1. sequence ns is new
CREATE SEQUENCE public.ns;

-- 2. sequence s gives other numbers
SELECT setval('public.s', 1000, true) FROM public.s WHERE last_value > 1000;
ALTER SEQUENCE public.s AS integer INCREMENT BY 1 NO MINVALUE MAXVALUE 1000 START WITH 10 CACHE 5 CYCLE;

-- 3. sequence small gives other numbers
ALTER SEQUENCE public.small AS bigint INCREMENT BY 1 NO MINVALUE NO MAXVALUE START WITH 1 CACHE 1 NO CYCLE;

-- 4. column notes.n has another default; ACCESS EXCLUSIVE on notes
ALTER TABLE public.notes ALTER COLUMN n SET DEFAULT nextval('ns');

-- 5. sequence ns goes when its column goes
ALTER SEQUENCE public.ns OWNED BY public.notes.n;
SELECT setval(pg_get_serial_sequence('public.notes', 'n'), max(n)) FROM public.notes HAVING max(n) >= 1;

COMMIT;
