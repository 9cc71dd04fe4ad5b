-- 0006 add_cursors_envelopes of schema messaging, for PostgreSQL
-- old programs: read
-- new programs: none

SET lock_timeout = 0;
SET statement_timeout = 0;
SET search_path = public;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL check_function_bodies = off;
SET LOCAL search_path = public;

-- 1. table cursors is new
CREATE TABLE public.cursors (
    user_did text NOT NULL,
    convo_id text NOT NULL,
    last_seen_cursor text NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT cursors_pkey PRIMARY KEY (user_did, convo_id)
);

-- 2. table envelopes is new
CREATE TABLE public.envelopes (
    id text NOT NULL,
    convo_id text NOT NULL,
    recipient_did text NOT NULL,
    message_id text NOT NULL,
    mailbox_provider text NOT NULL,
    cloudkit_zone text,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    delivered_at timestamp with time zone,
    CONSTRAINT envelopes_pkey PRIMARY KEY (id),
    CONSTRAINT envelopes_mailbox_provider_check CHECK (mailbox_provider IN ('cloudkit', 'null')),
    CONSTRAINT envelopes_recipient_did_message_id_key UNIQUE (recipient_did, message_id)
);

-- 3. table event_stream is new
CREATE TABLE public.event_stream (
    id text NOT NULL,
    convo_id text NOT NULL,
    event_type text NOT NULL,
    payload jsonb NOT NULL,
    emitted_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT event_stream_pkey PRIMARY KEY (id),
    CONSTRAINT event_stream_event_type_check CHECK (event_type IN ('messageEvent', 'reactionEvent', 'typingEvent', 'infoEvent'))
);

-- 4. table reactions is new
CREATE TABLE public.reactions (
    id text NOT NULL,
    convo_id text NOT NULL,
    message_id text NOT NULL,
    actor_did text NOT NULL,
    kind text NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT reactions_pkey PRIMARY KEY (id),
    CONSTRAINT reactions_message_id_actor_did_kind_key UNIQUE (message_id, actor_did, kind)
);

-- 5. column members.mailbox_provider is new; ACCESS EXCLUSIVE on members
ALTER TABLE public.members ADD COLUMN mailbox_provider text DEFAULT 'null' NOT NULL;

-- 6. column members.mailbox_zone is new; ACCESS EXCLUSIVE on members
ALTER TABLE public.members ADD COLUMN mailbox_zone text;

-- 7. check members.members_mailbox_provider_check is new; ACCESS EXCLUSIVE on members
ALTER TABLE public.members ADD CONSTRAINT members_mailbox_provider_check CHECK (mailbox_provider IN ('cloudkit', 'null')) NOT VALID;

-- 8. index cursors.idx_cursors_convo is new
CREATE INDEX idx_cursors_convo ON public.cursors (convo_id);

-- 9. index cursors.idx_cursors_updated_at is new
CREATE INDEX idx_cursors_updated_at ON public.cursors (updated_at);

-- 10. index envelopes.idx_envelopes_convo is new
CREATE INDEX idx_envelopes_convo ON public.envelopes (convo_id, created_at DESC);

-- 11. index envelopes.idx_envelopes_delivered is new
CREATE INDEX idx_envelopes_delivered ON public.envelopes (delivered_at) WHERE delivered_at IS NULL;

-- 12. index envelopes.idx_envelopes_message is new
CREATE INDEX idx_envelopes_message ON public.envelopes (message_id);

-- 13. index envelopes.idx_envelopes_recipient is new
CREATE INDEX idx_envelopes_recipient ON public.envelopes (recipient_did, created_at DESC);

-- 14. index event_stream.idx_event_stream_convo_cursor is new
CREATE INDEX idx_event_stream_convo_cursor ON public.event_stream (convo_id, event_type, id);

-- 15. index event_stream.idx_event_stream_emitted is new
CREATE INDEX idx_event_stream_emitted ON public.event_stream (emitted_at);

-- 16. index reactions.idx_reactions_actor is new
CREATE INDEX idx_reactions_actor ON public.reactions (actor_did);

-- 17. index reactions.idx_reactions_message is new
CREATE INDEX idx_reactions_message ON public.reactions (message_id, created_at DESC);

-- 18. foreign key cursors.cursors_convo_id_fkey is new; SHARE ROW EXCLUSIVE on conversations
ALTER TABLE public.cursors ADD CONSTRAINT cursors_convo_id_fkey FOREIGN KEY (convo_id) REFERENCES public.conversations (id) ON DELETE CASCADE;

-- 19. foreign key envelopes.envelopes_convo_id_fkey is new; SHARE ROW EXCLUSIVE on conversations
ALTER TABLE public.envelopes ADD CONSTRAINT envelopes_convo_id_fkey FOREIGN KEY (convo_id) REFERENCES public.conversations (id) ON DELETE CASCADE;

-- 20. foreign key envelopes.envelopes_message_id_fkey is new; SHARE ROW EXCLUSIVE on messages
ALTER TABLE public.envelopes ADD CONSTRAINT envelopes_message_id_fkey FOREIGN KEY (message_id) REFERENCES public.messages (id) ON DELETE CASCADE;

-- 21. foreign key event_stream.event_stream_convo_id_fkey is new; SHARE ROW EXCLUSIVE on conversations
ALTER TABLE public.event_stream ADD CONSTRAINT event_stream_convo_id_fkey FOREIGN KEY (convo_id) REFERENCES public.conversations (id) ON DELETE CASCADE;

-- 22. foreign key reactions.reactions_convo_id_fkey is new; SHARE ROW EXCLUSIVE on conversations
ALTER TABLE public.reactions ADD CONSTRAINT reactions_convo_id_fkey FOREIGN KEY (convo_id) REFERENCES public.conversations (id) ON DELETE CASCADE;

-- 23. foreign key reactions.reactions_message_id_fkey is new; SHARE ROW EXCLUSIVE on messages
ALTER TABLE public.reactions ADD CONSTRAINT reactions_message_id_fkey FOREIGN KEY (message_id) REFERENCES public.messages (id) ON DELETE CASCADE;

COMMIT;

-- 24. check members.members_mailbox_provider_check holds for the rows that are there; SHARE UPDATE EXCLUSIVE on members; reads every row; fails if a row does not fit
ALTER TABLE public.members VALIDATE CONSTRAINT members_mailbox_provider_check;

-- 25. index members.idx_members_mailbox is new; SHARE UPDATE EXCLUSIVE on members; reads every row
CREATE INDEX CONCURRENTLY IF NOT EXISTS idx_members_mailbox ON public.members (mailbox_provider) WHERE mailbox_provider <> 'null';

RESET lock_timeout;
RESET statement_timeout;
RESET search_path;
