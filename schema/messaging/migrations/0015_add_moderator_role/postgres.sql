-- 0015 add_moderator_role of schema messaging, for PostgreSQL
-- old programs: read
-- new programs: none
-- allow: add-check admin_actions.admin_actions_action_check
--   why: it takes two values more

SET lock_timeout = 0;
SET statement_timeout = 0;
SET search_path = public;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL check_function_bodies = off;
SET LOCAL search_path = public;

-- 1. check admin_actions.admin_actions_action_check changes and is made again; ACCESS EXCLUSIVE on admin_actions
ALTER TABLE public.admin_actions DROP CONSTRAINT admin_actions_action_check;

-- 2. column members.is_moderator is new; ACCESS EXCLUSIVE on members
ALTER TABLE public.members ADD COLUMN is_moderator boolean DEFAULT FALSE NOT NULL;

-- 3. the comment of column members.is_moderator
COMMENT ON COLUMN public.members.is_moderator IS 'Whether this member has moderator privileges (can warn members and view reports)';

-- 4. column members.moderator_promoted_at is new; ACCESS EXCLUSIVE on members
ALTER TABLE public.members ADD COLUMN moderator_promoted_at timestamp with time zone;

-- 5. the comment of column members.moderator_promoted_at
COMMENT ON COLUMN public.members.moderator_promoted_at IS 'When member was promoted to moderator (NULL if not moderator)';

-- 6. column members.moderator_promoted_by_did is new; ACCESS EXCLUSIVE on members
ALTER TABLE public.members ADD COLUMN moderator_promoted_by_did text;

-- 7. the comment of column members.moderator_promoted_by_did
COMMENT ON COLUMN public.members.moderator_promoted_by_did IS 'DID of admin who promoted this member to moderator (NULL if not moderator)';

-- 8. check admin_actions.admin_actions_action_check has changed; ACCESS EXCLUSIVE on admin_actions
ALTER TABLE public.admin_actions ADD CONSTRAINT admin_actions_action_check CHECK (action IN ('promote', 'demote', 'remove', 'warn', 'promote_moderator', 'demote_moderator')) NOT VALID;

COMMIT;

-- 9. check admin_actions.admin_actions_action_check holds for the rows that are there; SHARE UPDATE EXCLUSIVE on admin_actions; reads every row; fails if a row does not fit
ALTER TABLE public.admin_actions VALIDATE CONSTRAINT admin_actions_action_check;

-- 10. index members.idx_members_moderators is new; SHARE UPDATE EXCLUSIVE on members; reads every row
CREATE INDEX CONCURRENTLY IF NOT EXISTS idx_members_moderators ON public.members (convo_id, member_did) WHERE is_moderator = TRUE AND left_at IS NULL;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL check_function_bodies = off;
SET LOCAL search_path = public;

-- 11. the comment of check admin_actions.admin_actions_action_check
COMMENT ON CONSTRAINT admin_actions_action_check ON public.admin_actions IS 'Allowed actions: promote, demote, remove, warn, promote_moderator, demote_moderator';

COMMIT;

RESET lock_timeout;
RESET statement_timeout;
RESET search_path;
