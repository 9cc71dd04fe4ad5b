-- 0017 message_reactions of schema messaging, for PostgreSQL
-- old programs: none
-- new programs: none
-- allow: narrow-type message_reactions.convo_id
--   why: an id has 26 characters
-- allow: narrow-type message_reactions.message_id
--   why: an id has 26 characters
-- allow: narrow-type message_reactions.user_did
--   why: a DID of this network is far shorter
-- allow: narrow-type message_reactions.reaction
--   why: one emoji; a longer one stops this
-- allow: add-unique message_reactions.unique_user_reaction
--   why: the key before asked for more

SET lock_timeout = 0;
SET statement_timeout = 0;
SET search_path = public;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL check_function_bodies = off;
SET LOCAL search_path = public;

-- 1. table reactions is called message_reactions now; ACCESS EXCLUSIVE on reactions
ALTER TABLE public.reactions RENAME TO message_reactions;

-- 2. column message_reactions.actor_did is called user_did now; ACCESS EXCLUSIVE on message_reactions
ALTER TABLE public.message_reactions RENAME COLUMN actor_did TO user_did;

-- 3. column message_reactions.kind is called reaction now; ACCESS EXCLUSIVE on message_reactions
ALTER TABLE public.message_reactions RENAME COLUMN kind TO reaction;

-- 4. primary key message_reactions.reactions_pkey is called message_reactions_pkey now; ACCESS EXCLUSIVE on message_reactions
ALTER TABLE public.message_reactions RENAME CONSTRAINT reactions_pkey TO message_reactions_pkey;

-- 5. unique message_reactions.reactions_message_id_actor_did_kind_key is called unique_user_reaction now; ACCESS EXCLUSIVE on message_reactions
ALTER TABLE public.message_reactions RENAME CONSTRAINT reactions_message_id_actor_did_kind_key TO unique_user_reaction;

-- 6. index message_reactions.idx_reactions_message is called idx_reactions_by_message now; ACCESS EXCLUSIVE on message_reactions
ALTER INDEX public.idx_reactions_message RENAME TO idx_reactions_by_message;

-- 7. index message_reactions.idx_reactions_actor is called idx_reactions_by_user now; ACCESS EXCLUSIVE on message_reactions
ALTER INDEX public.idx_reactions_actor RENAME TO idx_reactions_by_user;

-- 8. foreign key message_reactions.reactions_message_id_fkey is called fk_message now; ACCESS EXCLUSIVE on message_reactions
ALTER TABLE public.message_reactions RENAME CONSTRAINT reactions_message_id_fkey TO fk_message;

-- 9. foreign key message_reactions.reactions_convo_id_fkey is no longer in the schema; ACCESS EXCLUSIVE on message_reactions
ALTER TABLE public.message_reactions DROP CONSTRAINT reactions_convo_id_fkey;

-- 10. column message_reactions.id has another type; ACCESS EXCLUSIVE on message_reactions; writes every row anew; fails if a row does not fit
ALTER TABLE public.message_reactions ALTER COLUMN id TYPE uuid USING gen_random_uuid();

-- 11. column message_reactions.id has another default; ACCESS EXCLUSIVE on message_reactions
ALTER TABLE public.message_reactions ALTER COLUMN id SET DEFAULT gen_random_uuid();

-- 12. column message_reactions.convo_id has another type; ACCESS EXCLUSIVE on message_reactions; writes every row anew; fails if a row does not fit
ALTER TABLE public.message_reactions ALTER COLUMN convo_id TYPE character varying(255);

-- 13. column message_reactions.message_id has another type; ACCESS EXCLUSIVE on message_reactions; writes every row anew; fails if a row does not fit
ALTER TABLE public.message_reactions ALTER COLUMN message_id TYPE character varying(255);

-- 14. column message_reactions.user_did has another type; ACCESS EXCLUSIVE on message_reactions; writes every row anew; fails if a row does not fit
ALTER TABLE public.message_reactions ALTER COLUMN user_did TYPE character varying(255);

-- 15. column message_reactions.reaction has another type; ACCESS EXCLUSIVE on message_reactions; writes every row anew; fails if a row does not fit
ALTER TABLE public.message_reactions ALTER COLUMN reaction TYPE character varying(16);

COMMIT;

-- 16. unique message_reactions.unique_user_reaction has changed; SHARE UPDATE EXCLUSIVE on message_reactions; reads every row; fails if a row does not fit
CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS unique_user_reaction_new ON public.message_reactions (convo_id, message_id, user_did, reaction);

-- 17. index message_reactions.idx_reactions_by_message has changed; SHARE UPDATE EXCLUSIVE on message_reactions; reads every row
CREATE INDEX CONCURRENTLY IF NOT EXISTS idx_reactions_by_message_new ON public.message_reactions (convo_id, message_id);

-- 18. index message_reactions.idx_reactions_by_message makes room for what it becomes; SHARE UPDATE EXCLUSIVE on message_reactions
DROP INDEX CONCURRENTLY IF EXISTS public.idx_reactions_by_message;

-- 19. index message_reactions.idx_reactions_by_user has changed; SHARE UPDATE EXCLUSIVE on message_reactions; reads every row
CREATE INDEX CONCURRENTLY IF NOT EXISTS idx_reactions_by_user_new ON public.message_reactions (convo_id, user_did);

-- 20. index message_reactions.idx_reactions_by_user makes room for what it becomes; SHARE UPDATE EXCLUSIVE on message_reactions
DROP INDEX CONCURRENTLY IF EXISTS public.idx_reactions_by_user;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL check_function_bodies = off;
SET LOCAL search_path = public;

-- 21. unique message_reactions.unique_user_reaction makes room for what it becomes; ACCESS EXCLUSIVE on message_reactions
ALTER TABLE public.message_reactions DROP CONSTRAINT unique_user_reaction;

-- 22. unique message_reactions.unique_user_reaction has changed; ACCESS EXCLUSIVE on message_reactions
ALTER TABLE public.message_reactions ADD CONSTRAINT unique_user_reaction UNIQUE USING INDEX unique_user_reaction_new;

-- 23. index message_reactions.idx_reactions_by_message gets its name; SHARE UPDATE EXCLUSIVE on message_reactions
ALTER INDEX public.idx_reactions_by_message_new RENAME TO idx_reactions_by_message;

-- 24. index message_reactions.idx_reactions_by_user gets its name; SHARE UPDATE EXCLUSIVE on message_reactions
ALTER INDEX public.idx_reactions_by_user_new RENAME TO idx_reactions_by_user;

COMMIT;

RESET lock_timeout;
RESET statement_timeout;
RESET search_path;
