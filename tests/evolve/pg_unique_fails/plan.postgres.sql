SET lock_timeout = 0;
SET statement_timeout = 0;
SET search_path = public;

-- 1. unique notes.notes_a_key is new; SHARE UPDATE EXCLUSIVE on notes; reads every row; fails if a row does not fit
CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS notes_a_key ON public.notes (a);

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL check_function_bodies = off;
SET LOCAL search_path = public;

-- 2. unique notes.notes_a_key is new; ACCESS EXCLUSIVE on notes
ALTER TABLE public.notes ADD CONSTRAINT notes_a_key UNIQUE USING INDEX notes_a_key;

COMMIT;

RESET lock_timeout;
RESET statement_timeout;
RESET search_path;
