-- 0003 create_messages of schema messaging, for PostgreSQL
-- old programs: write
-- new programs: none

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL check_function_bodies = off;
SET LOCAL search_path = public;

-- 1. table messages is new
CREATE TABLE public.messages (
    id text NOT NULL,
    convo_id text NOT NULL,
    sender_did text NOT NULL,
    message_type text NOT NULL,
    epoch integer NOT NULL,
    ciphertext bytea NOT NULL,
    sent_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT messages_pkey PRIMARY KEY (id),
    CONSTRAINT messages_message_type_check CHECK (message_type IN ('app', 'commit'))
);

-- 2. index messages.idx_messages_convo_epoch is new
CREATE INDEX idx_messages_convo_epoch ON public.messages (convo_id, epoch);

-- 3. index messages.idx_messages_convo_sent is new
CREATE INDEX idx_messages_convo_sent ON public.messages (convo_id, sent_at DESC);

-- 4. index messages.idx_messages_pagination is new
CREATE INDEX idx_messages_pagination ON public.messages (convo_id, sent_at DESC, id);

-- 5. index messages.idx_messages_sender is new
CREATE INDEX idx_messages_sender ON public.messages (sender_did);

-- 6. foreign key messages.messages_convo_id_fkey is new; SHARE ROW EXCLUSIVE on conversations
ALTER TABLE public.messages ADD CONSTRAINT messages_convo_id_fkey FOREIGN KEY (convo_id) REFERENCES public.conversations (id) ON DELETE CASCADE;

COMMIT;
