SET lock_timeout = 0;
SET statement_timeout = 0;
SET search_path = public;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL check_function_bodies = off;
SET LOCAL search_path = public;

-- 1. function is_kept(stays) is new
CREATE FUNCTION public.is_kept(public.stays)
    RETURNS boolean
    LANGUAGE sql
    AS $$ select $1.id > 0 $$;

-- 2. table comes is new
CREATE TABLE public.comes (
    id bigint NOT NULL,
    above bigint,
    CONSTRAINT comes_pkey PRIMARY KEY (id)
);

-- 3. function is_fine(comes) is new
CREATE FUNCTION public.is_fine(public.comes)
    RETURNS boolean
    LANGUAGE sql
    AS $$ select $1.id > 0 $$;

-- 4. check comes.comes_check is new
ALTER TABLE public.comes ADD CONSTRAINT comes_check CHECK ((is_fine(comes.*)));

-- 5. check stays.stays_check is new; ACCESS EXCLUSIVE on stays
ALTER TABLE public.stays ADD CONSTRAINT stays_check CHECK ((is_kept(stays.*))) NOT VALID;

-- 6. foreign key comes.comes_above_fkey is new
ALTER TABLE public.comes ADD CONSTRAINT comes_above_fkey FOREIGN KEY (above) REFERENCES public.comes (id);

COMMIT;

-- 7. check stays.stays_check holds for the rows that are there; SHARE UPDATE EXCLUSIVE on stays; reads every row; fails if a row does not fit
ALTER TABLE public.stays VALIDATE CONSTRAINT stays_check;

RESET lock_timeout;
RESET statement_timeout;
RESET search_path;
