-- 0023 federation_commits of schema messaging, for PostgreSQL
-- old programs: write
-- new programs: none

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL check_function_bodies = off;
SET LOCAL search_path = public;

-- 1. table commits is new
CREATE TABLE public.commits (
    convo_id text NOT NULL,
    epoch integer NOT NULL,
    commit_data bytea NOT NULL,
    sender_ds_did text NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT commits_pkey PRIMARY KEY (convo_id, epoch)
);

-- 2. index commits.idx_commits_convo_created is new
CREATE INDEX idx_commits_convo_created ON public.commits (convo_id, created_at DESC);

-- 3. foreign key commits.commits_convo_fk is new; SHARE ROW EXCLUSIVE on conversations
ALTER TABLE public.commits ADD CONSTRAINT commits_convo_fk FOREIGN KEY (convo_id) REFERENCES public.conversations (id) ON DELETE CASCADE;

COMMIT;
