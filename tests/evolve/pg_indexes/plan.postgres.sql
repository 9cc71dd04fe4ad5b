SET lock_timeout = 0;
SET statement_timeout = 0;
SET search_path = public;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL check_function_bodies = off;
SET LOCAL search_path = public;

-- 1. index notes.by_b has other options; SHARE UPDATE EXCLUSIVE on notes
ALTER INDEX public.by_b SET (fillfactor = 90);

COMMIT;

-- 2. index notes.gone is no longer in the schema; SHARE UPDATE EXCLUSIVE on notes
DROP INDEX CONCURRENTLY IF EXISTS public.gone;

-- 3. index notes.by_a has changed; SHARE UPDATE EXCLUSIVE on notes; reads every row
CREATE INDEX CONCURRENTLY IF NOT EXISTS by_a_new ON public.notes (a DESC) INCLUDE (b);

-- 4. index notes.by_a makes room for what it becomes; SHARE UPDATE EXCLUSIVE on notes
DROP INDEX CONCURRENTLY IF EXISTS public.by_a;

-- 5. index notes.notes_lower_idx is new; SHARE UPDATE EXCLUSIVE on notes; reads every row
CREATE INDEX CONCURRENTLY IF NOT EXISTS notes_lower_idx ON public.notes (lower(b));

-- 6. index notes.one_a has changed; SHARE UPDATE EXCLUSIVE on notes; reads every row; fails if a row does not fit
CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS one_a_new ON public.notes (a) WHERE b <> 'x';

-- 7. index notes.one_a makes room for what it becomes; SHARE UPDATE EXCLUSIVE on notes
DROP INDEX CONCURRENTLY IF EXISTS public.one_a;

-- 8. index notes.tags is new; SHARE UPDATE EXCLUSIVE on notes; reads every row
CREATE INDEX CONCURRENTLY IF NOT EXISTS tags ON public.notes USING gin (c);

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL check_function_bodies = off;
SET LOCAL search_path = public;

-- 9. index notes.by_a gets its name; SHARE UPDATE EXCLUSIVE on notes
ALTER INDEX public.by_a_new RENAME TO by_a;

-- 10. index notes.by_a has its comment again; SHARE UPDATE EXCLUSIVE on notes
COMMENT ON INDEX public.by_a IS 'Sorted.';

-- 11. index notes.one_a gets its name; SHARE UPDATE EXCLUSIVE on notes
ALTER INDEX public.one_a_new RENAME TO one_a;

COMMIT;

RESET lock_timeout;
RESET statement_timeout;
RESET search_path;
