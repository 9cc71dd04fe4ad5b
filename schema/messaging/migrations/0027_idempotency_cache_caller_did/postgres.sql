-- 0027 idempotency_cache_caller_did of schema messaging, for PostgreSQL
-- old programs: read
-- new programs: none
-- allow: add-primary-key idempotency_cache.idempotency_cache_pkey
--   why: the key before asked for more

SET lock_timeout = 0;
SET statement_timeout = 0;
SET search_path = public;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL check_function_bodies = off;
SET LOCAL search_path = public;

-- 1. the comment of table idempotency_cache
COMMENT ON TABLE public.idempotency_cache IS 'Cache for idempotent API operations (24 hour retention), scoped per caller DID';

-- 2. column idempotency_cache.caller_did is new; ACCESS EXCLUSIVE on idempotency_cache
ALTER TABLE public.idempotency_cache ADD COLUMN caller_did text DEFAULT '' NOT NULL;
ALTER TABLE public.idempotency_cache ALTER COLUMN caller_did DROP DEFAULT;

COMMIT;

-- 3. index idempotency_cache.idx_idempotency_cache_endpoint is no longer in the schema; SHARE UPDATE EXCLUSIVE on idempotency_cache
DROP INDEX CONCURRENTLY IF EXISTS public.idx_idempotency_cache_endpoint;

-- 4. primary key idempotency_cache.idempotency_cache_pkey has changed; SHARE UPDATE EXCLUSIVE on idempotency_cache; reads every row; fails if a row does not fit
CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS idempotency_cache_pkey_new ON public.idempotency_cache (caller_did, endpoint, key);

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL check_function_bodies = off;
SET LOCAL search_path = public;

-- 5. primary key idempotency_cache.idempotency_cache_pkey makes room for what it becomes; ACCESS EXCLUSIVE on idempotency_cache
ALTER TABLE public.idempotency_cache DROP CONSTRAINT idempotency_cache_pkey;

-- 6. primary key idempotency_cache.idempotency_cache_pkey has changed; ACCESS EXCLUSIVE on idempotency_cache
ALTER TABLE public.idempotency_cache ADD CONSTRAINT idempotency_cache_pkey PRIMARY KEY USING INDEX idempotency_cache_pkey_new;

COMMIT;

RESET lock_timeout;
RESET statement_timeout;
RESET search_path;
