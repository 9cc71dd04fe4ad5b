BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL check_function_bodies = off;
SET LOCAL search_path = public;

-- 1. table cache need not survive a crash; ACCESS EXCLUSIVE on cache; reads every row; writes every row anew
ALTER TABLE public.cache SET UNLOGGED;

-- 2. table notes shows only the rows that its policies let through; ACCESS EXCLUSIVE on notes
ALTER TABLE public.notes ENABLE ROW LEVEL SECURITY;

-- 3. table notes holds its owner to its policies; ACCESS EXCLUSIVE on notes
ALTER TABLE public.notes FORCE ROW LEVEL SECURITY;

-- 4. table notes has other options; SHARE UPDATE EXCLUSIVE on notes
ALTER TABLE public.notes SET (fillfactor = 80, autovacuum_enabled = false);

COMMIT;
