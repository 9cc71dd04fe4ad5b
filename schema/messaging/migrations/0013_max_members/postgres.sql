-- 0013 max_members of schema messaging, for PostgreSQL
-- old programs: read
-- new programs: none

SET lock_timeout = 0;
SET statement_timeout = 0;
SET search_path = public;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL check_function_bodies = off;
SET LOCAL search_path = public;

-- 1. column conversation_policy.max_members is new; ACCESS EXCLUSIVE on conversation_policy
ALTER TABLE public.conversation_policy ADD COLUMN max_members integer DEFAULT 1000 NOT NULL;

-- 2. the comment of column conversation_policy.max_members
COMMENT ON COLUMN public.conversation_policy.max_members IS 'Maximum members allowed in conversation (default 1000, range 2-10000)';

-- 3. check conversation_policy.check_max_members is new; ACCESS EXCLUSIVE on conversation_policy
ALTER TABLE public.conversation_policy ADD CONSTRAINT check_max_members CHECK (max_members >= 2 AND max_members <= 10000) NOT VALID;

COMMIT;

-- 4. check conversation_policy.check_max_members holds for the rows that are there; SHARE UPDATE EXCLUSIVE on conversation_policy; reads every row; fails if a row does not fit
ALTER TABLE public.conversation_policy VALIDATE CONSTRAINT check_max_members;

-- 5. index conversation_policy.idx_conversation_policy_max_members is new; SHARE UPDATE EXCLUSIVE on conversation_policy; reads every row
CREATE INDEX CONCURRENTLY IF NOT EXISTS idx_conversation_policy_max_members ON public.conversation_policy (max_members);

RESET lock_timeout;
RESET statement_timeout;
RESET search_path;
