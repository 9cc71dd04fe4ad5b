BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL check_function_bodies = off;
SET LOCAL search_path = public;

-- 1. attribute ty.a is called a2 now; ACCESS EXCLUSIVE on ty
ALTER TYPE public.ty RENAME ATTRIBUTE a TO a2 CASCADE;

-- 2. check t.posit is called positive now; ACCESS EXCLUSIVE on t
ALTER TABLE public.t NOT OF;
ALTER TABLE public.t RENAME CONSTRAINT posit TO positive;
ALTER TABLE public.t OF public.ty;

COMMIT;
