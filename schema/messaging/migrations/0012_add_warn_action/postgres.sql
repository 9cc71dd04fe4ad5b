-- 0012 add_warn_action of schema messaging, for PostgreSQL
-- old programs: read
-- new programs: read
-- allow: add-check admin_actions.admin_actions_action_check
--   why: it takes one value more

SET lock_timeout = 0;
SET statement_timeout = 0;
SET search_path = public;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL check_function_bodies = off;
SET LOCAL search_path = public;

-- 1. check admin_actions.admin_actions_action_check changes and is made again; ACCESS EXCLUSIVE on admin_actions
ALTER TABLE public.admin_actions DROP CONSTRAINT admin_actions_action_check;

-- 2. check admin_actions.admin_actions_action_check has changed; ACCESS EXCLUSIVE on admin_actions
ALTER TABLE public.admin_actions ADD CONSTRAINT admin_actions_action_check CHECK (action IN ('promote', 'demote', 'remove', 'warn')) NOT VALID;

COMMIT;

-- 3. check admin_actions.admin_actions_action_check holds for the rows that are there; SHARE UPDATE EXCLUSIVE on admin_actions; reads every row; fails if a row does not fit
ALTER TABLE public.admin_actions VALIDATE CONSTRAINT admin_actions_action_check;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL check_function_bodies = off;
SET LOCAL search_path = public;

-- 4. the comment of check admin_actions.admin_actions_action_check
COMMENT ON CONSTRAINT admin_actions_action_check ON public.admin_actions IS 'Allowed actions: promote, demote, remove, warn';

COMMIT;

RESET lock_timeout;
RESET statement_timeout;
RESET search_path;
