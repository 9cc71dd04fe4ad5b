-- 0002 create_members of schema messaging, for PostgreSQL
-- old programs: write
-- new programs: none

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL check_function_bodies = off;
SET LOCAL search_path = public;

-- 1. table members is new
CREATE TABLE public.members (
    convo_id text NOT NULL,
    member_did text NOT NULL,
    joined_at timestamp with time zone DEFAULT now() NOT NULL,
    left_at timestamp with time zone,
    unread_count integer DEFAULT 0 NOT NULL,
    last_read_at timestamp with time zone,
    CONSTRAINT members_pkey PRIMARY KEY (convo_id, member_did)
);

-- 2. index members.idx_members_active is new
CREATE INDEX idx_members_active ON public.members (member_did, convo_id) WHERE left_at IS NULL;

-- 3. index members.idx_members_left_at is new
CREATE INDEX idx_members_left_at ON public.members (left_at) WHERE left_at IS NULL;

-- 4. index members.idx_members_member_did is new
CREATE INDEX idx_members_member_did ON public.members (member_did);

-- 5. index members.idx_members_unread is new
CREATE INDEX idx_members_unread ON public.members (member_did, unread_count) WHERE unread_count > 0;

-- 6. foreign key members.members_convo_id_fkey is new; SHARE ROW EXCLUSIVE on conversations
ALTER TABLE public.members ADD CONSTRAINT members_convo_id_fkey FOREIGN KEY (convo_id) REFERENCES public.conversations (id) ON DELETE CASCADE;

COMMIT;
