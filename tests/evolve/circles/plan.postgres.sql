SET lock_timeout = 0;
SET statement_timeout = 0;
SET search_path = public;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL check_function_bodies = off;
SET LOCAL search_path = public;

-- 1. table c is new
CREATE TABLE public.c (
    id bigint NOT NULL,
    d bigint,
    keep bigint,
    CONSTRAINT c_pkey PRIMARY KEY (id)
);

-- 2. table d is new
CREATE TABLE public.d (
    id bigint NOT NULL,
    c bigint,
    CONSTRAINT d_pkey PRIMARY KEY (id)
);

-- 3. column keep.c is new; ACCESS EXCLUSIVE on keep
ALTER TABLE public.keep ADD COLUMN c bigint;

-- 4. foreign key c.c_d_fkey is new
ALTER TABLE public.c ADD CONSTRAINT c_d_fkey FOREIGN KEY (d) REFERENCES public.d (id);

-- 5. foreign key c.c_keep_fkey is new; SHARE ROW EXCLUSIVE on keep
ALTER TABLE public.c ADD CONSTRAINT c_keep_fkey FOREIGN KEY (keep) REFERENCES public.keep (id);

-- 6. foreign key d.d_c_fkey is new
ALTER TABLE public.d ADD CONSTRAINT d_c_fkey FOREIGN KEY (c) REFERENCES public.c (id);

-- 7. foreign key keep.keep_c_fkey is new; SHARE ROW EXCLUSIVE on keep
ALTER TABLE public.keep ADD CONSTRAINT keep_c_fkey FOREIGN KEY (c) REFERENCES public.c (id) NOT VALID;

-- 8. foreign key a.a_b_fkey is no longer in the schema; ACCESS EXCLUSIVE on a
ALTER TABLE public.a DROP CONSTRAINT a_b_fkey;

-- 9. foreign key b.b_a_fkey is no longer in the schema; ACCESS EXCLUSIVE on b
ALTER TABLE public.b DROP CONSTRAINT b_a_fkey;

-- 10. table a is no longer in the schema; ACCESS EXCLUSIVE on a; takes data away
DROP TABLE public.a;

-- 11. table b is no longer in the schema; ACCESS EXCLUSIVE on b; takes data away
DROP TABLE public.b;

COMMIT;

-- 12. foreign key keep.keep_c_fkey holds for the rows that are there; SHARE UPDATE EXCLUSIVE on keep; reads every row; fails if a row does not fit
ALTER TABLE public.keep VALIDATE CONSTRAINT keep_c_fkey;

RESET lock_timeout;
RESET statement_timeout;
RESET search_path;
