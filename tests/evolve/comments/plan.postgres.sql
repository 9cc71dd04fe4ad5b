BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL check_function_bodies = off;
SET LOCAL search_path = public;

-- 1. the comment of table t
COMMENT ON TABLE public.t IS NULL;

-- 2. the comment of column t.id
COMMENT ON COLUMN public.t.id IS 'The number of it';

-- 3. the comment of column t.name
COMMENT ON COLUMN public.t.name IS 'The name';

COMMIT;
