BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL check_function_bodies = off;
SET LOCAL search_path = public;

-- 1. column notes.a has another type; ACCESS EXCLUSIVE on notes
ALTER TABLE public.notes ALTER COLUMN a TYPE character varying(20);

-- 2. column notes.b has another type; ACCESS EXCLUSIVE on notes
ALTER TABLE public.notes ALTER COLUMN b DROP DEFAULT, ALTER COLUMN b TYPE text, ALTER COLUMN b SET DEFAULT 'x';

-- 3. column notes.c has another type; ACCESS EXCLUSIVE on notes; writes every row anew
ALTER TABLE public.notes ALTER COLUMN c DROP DEFAULT, ALTER COLUMN c TYPE bigint, ALTER COLUMN c SET DEFAULT 7;

-- 4. column notes.d has another type; ACCESS EXCLUSIVE on notes
ALTER TABLE public.notes ALTER COLUMN d TYPE numeric(10,2);

-- 5. column notes.f has another type; ACCESS EXCLUSIVE on notes
ALTER TABLE public.notes ALTER COLUMN f TYPE timestamp(6) without time zone;

-- 6. column notes.g has another type; ACCESS EXCLUSIVE on notes; writes every row anew
ALTER TABLE public.notes ALTER COLUMN g TYPE text;

-- 7. column notes.h has another type; ACCESS EXCLUSIVE on notes; writes every row anew; fails if a row does not fit
ALTER TABLE public.notes ALTER COLUMN h DROP DEFAULT, ALTER COLUMN h TYPE integer USING (h::integer), ALTER COLUMN h SET DEFAULT 12;

-- 8. column notes.i has another type; ACCESS EXCLUSIVE on notes; writes every row anew; fails if a row does not fit
ALTER TABLE public.notes ALTER COLUMN i TYPE timestamp with time zone USING (i AT TIME ZONE 'UTC');

-- 9. column notes.j has another type; ACCESS EXCLUSIVE on notes; writes every row anew; takes data away; fails if a row does not fit
ALTER TABLE public.notes ALTER COLUMN j TYPE jsonb;

COMMIT;
