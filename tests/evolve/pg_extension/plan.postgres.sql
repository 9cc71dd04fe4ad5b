BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL check_function_bodies = off;
SET LOCAL search_path = public;

-- 1. column notes.a is no longer in the schema; ACCESS EXCLUSIVE on notes; takes data away
ALTER TABLE public.notes DROP COLUMN a;

-- 2. extension citext is no longer in the schema
DROP EXTENSION citext;

COMMIT;
