-- 0005 create_blobs of schema messaging, for PostgreSQL
-- old programs: write
-- new programs: none

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL check_function_bodies = off;
SET LOCAL search_path = public;

-- 1. table blobs is new
CREATE TABLE public.blobs (
    cid text NOT NULL,
    data bytea NOT NULL,
    size bigint NOT NULL,
    uploaded_by_did text NOT NULL,
    convo_id text,
    uploaded_at timestamp with time zone DEFAULT now() NOT NULL,
    mime_type text,
    CONSTRAINT blobs_pkey PRIMARY KEY (cid)
);

-- 2. index blobs.idx_blobs_convo is new
CREATE INDEX idx_blobs_convo ON public.blobs (convo_id) WHERE convo_id IS NOT NULL;

-- 3. index blobs.idx_blobs_size is new
CREATE INDEX idx_blobs_size ON public.blobs (size);

-- 4. index blobs.idx_blobs_uploaded_at is new
CREATE INDEX idx_blobs_uploaded_at ON public.blobs (uploaded_at DESC);

-- 5. index blobs.idx_blobs_uploaded_by is new
CREATE INDEX idx_blobs_uploaded_by ON public.blobs (uploaded_by_did);

-- 6. foreign key blobs.blobs_convo_id_fkey is new; SHARE ROW EXCLUSIVE on conversations
ALTER TABLE public.blobs ADD CONSTRAINT blobs_convo_id_fkey FOREIGN KEY (convo_id) REFERENCES public.conversations (id) ON DELETE SET NULL;

COMMIT;
