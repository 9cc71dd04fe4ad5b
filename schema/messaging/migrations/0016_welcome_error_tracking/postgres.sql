-- 0016 welcome_error_tracking of schema messaging, for PostgreSQL
-- old programs: write
-- new programs: none

SET lock_timeout = 0;
SET statement_timeout = 0;
SET search_path = public;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL check_function_bodies = off;
SET LOCAL search_path = public;

-- 1. column members.rejoin_attempts is new; ACCESS EXCLUSIVE on members
ALTER TABLE public.members ADD COLUMN rejoin_attempts integer DEFAULT 0;

-- 2. column members.last_rejoin_error is new; ACCESS EXCLUSIVE on members
ALTER TABLE public.members ADD COLUMN last_rejoin_error text;

-- 3. column welcome_messages.error_reason is new; ACCESS EXCLUSIVE on welcome_messages
ALTER TABLE public.welcome_messages ADD COLUMN error_reason text;

COMMIT;

-- 4. index members.idx_members_needs_rejoin is new; SHARE UPDATE EXCLUSIVE on members; reads every row
CREATE INDEX CONCURRENTLY IF NOT EXISTS idx_members_needs_rejoin ON public.members (convo_id, needs_rejoin, rejoin_requested_at) WHERE needs_rejoin = TRUE;

-- 5. index welcome_messages.idx_welcome_messages_error is new; SHARE UPDATE EXCLUSIVE on welcome_messages; reads every row
CREATE INDEX CONCURRENTLY IF NOT EXISTS idx_welcome_messages_error ON public.welcome_messages (error_reason) WHERE error_reason IS NOT NULL;

RESET lock_timeout;
RESET statement_timeout;
RESET search_path;
