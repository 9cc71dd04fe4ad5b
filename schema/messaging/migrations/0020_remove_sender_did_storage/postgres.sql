-- 0020 remove_sender_did_storage of schema messaging, for PostgreSQL
-- old programs: write
-- new programs: write

SET lock_timeout = 0;
SET statement_timeout = 0;
SET search_path = public;

-- 1. index messages.idx_messages_sender is no longer in the schema; SHARE UPDATE EXCLUSIVE on messages
DROP INDEX CONCURRENTLY IF EXISTS public.idx_messages_sender;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL check_function_bodies = off;
SET LOCAL search_path = public;

COMMIT;

BEGIN;
COMMIT;

RESET lock_timeout;
RESET statement_timeout;
RESET search_path;
