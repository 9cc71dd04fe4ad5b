-- 0020 remove_sender_did_storage of schema messaging, for PostgreSQL
-- old programs: write
-- new programs: write

SET lock_timeout = 0;
SET statement_timeout = 0;
SET search_path = public;

-- 1. index messages.idx_messages_sender is no longer in the schema; SHARE UPDATE EXCLUSIVE on messages
DROP INDEX CONCURRENTLY IF EXISTS public.idx_messages_sender;

BEGIN;
COMMIT;

RESET lock_timeout;
RESET statement_timeout;
RESET search_path;
