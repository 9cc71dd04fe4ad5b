BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL check_function_bodies = off;
SET LOCAL search_path = public;

-- 1. column notes.a is kept otherwise; ACCESS EXCLUSIVE on notes
ALTER TABLE ONLY public.notes ALTER COLUMN a SET STATISTICS -1;
ALTER TABLE public.notes ALTER COLUMN a SET STORAGE main;
ALTER TABLE ONLY public.notes ALTER COLUMN a SET (n_distinct = '-0.5');

-- 2. column notes.b is kept otherwise; ACCESS EXCLUSIVE on notes
ALTER TABLE public.notes ALTER COLUMN b SET STORAGE extended;
ALTER TABLE ONLY public.notes ALTER COLUMN b SET (n_distinct = 5);
ALTER TABLE ONLY public.notes ALTER COLUMN b SET (n_distinct_inherited = 6);

-- 3. column notes.c has another type; ACCESS EXCLUSIVE on notes
ALTER TABLE public.notes ALTER COLUMN c TYPE text;

-- 4. column notes.c is kept otherwise; ACCESS EXCLUSIVE on notes
ALTER TABLE ONLY public.notes ALTER COLUMN c SET COMPRESSION pglz;
ALTER TABLE public.notes ALTER COLUMN c SET STORAGE main;

-- 5. column notes.d is kept otherwise; ACCESS EXCLUSIVE on notes
ALTER TABLE ONLY public.notes ALTER COLUMN d SET COMPRESSION pglz;

-- 6. column notes.e is kept otherwise; SHARE UPDATE EXCLUSIVE on notes
ALTER TABLE ONLY public.notes ALTER COLUMN e SET STATISTICS -1;

-- 7. column notes.f is new; ACCESS EXCLUSIVE on notes
ALTER TABLE public.notes ADD COLUMN f text;

-- 8. column notes.f is kept otherwise; ACCESS EXCLUSIVE on notes
ALTER TABLE public.notes ALTER COLUMN f SET STORAGE external;

COMMIT;
