BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL check_function_bodies = off;
SET LOCAL search_path = public;

-- 1. view written is no longer in the schema; ACCESS EXCLUSIVE on written
DROP VIEW public.written;

-- 2. table notes is no longer in the schema; ACCESS EXCLUSIVE on notes; takes data away
DROP TABLE public.notes;

COMMIT;
