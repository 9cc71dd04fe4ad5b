-- 0011 read_receipts of schema messaging, for PostgreSQL
-- old programs: write
-- new programs: none

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL check_function_bodies = off;
SET LOCAL search_path = public;

-- 1. table read_receipts is new
CREATE TABLE public.read_receipts (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    convo_id text NOT NULL,
    member_did text NOT NULL,
    message_id text,
    read_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT read_receipts_pkey PRIMARY KEY (id),
    CONSTRAINT read_receipts_convo_id_member_did_message_id_key UNIQUE (convo_id, member_did, message_id)
);

-- 2. the comment of table read_receipts
COMMENT ON TABLE public.read_receipts IS 'Track when members read messages in conversations';

-- 3. the comment of column read_receipts.message_id
COMMENT ON COLUMN public.read_receipts.message_id IS 'NULL means "read all messages up to latest", specific ID means "read this specific message"';

-- 4. the comment of column read_receipts.read_at
COMMENT ON COLUMN public.read_receipts.read_at IS 'When the message(s) were marked as read';

-- 5. index read_receipts.idx_read_receipts_convo is new
CREATE INDEX idx_read_receipts_convo ON public.read_receipts (convo_id);

-- 6. index read_receipts.idx_read_receipts_member is new
CREATE INDEX idx_read_receipts_member ON public.read_receipts (member_did);

-- 7. index read_receipts.idx_read_receipts_message is new
CREATE INDEX idx_read_receipts_message ON public.read_receipts (message_id) WHERE message_id IS NOT NULL;

-- 8. foreign key read_receipts.read_receipts_convo_id_fkey is new; SHARE ROW EXCLUSIVE on conversations
ALTER TABLE public.read_receipts ADD CONSTRAINT read_receipts_convo_id_fkey FOREIGN KEY (convo_id) REFERENCES public.conversations (id) ON DELETE CASCADE;

COMMIT;
