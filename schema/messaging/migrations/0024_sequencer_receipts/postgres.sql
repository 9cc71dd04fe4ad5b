-- 0024 sequencer_receipts of schema messaging, for PostgreSQL
-- old programs: write
-- new programs: none

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL check_function_bodies = off;
SET LOCAL search_path = public;

-- 1. table sequencer_receipts is new
CREATE TABLE public.sequencer_receipts (
    convo_id text NOT NULL,
    epoch integer NOT NULL,
    commit_hash bytea NOT NULL,
    sequencer_did text NOT NULL,
    issued_at bigint NOT NULL,
    signature bytea NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT sequencer_receipts_pkey PRIMARY KEY (convo_id, epoch)
);

-- 2. index sequencer_receipts.idx_sequencer_receipts_convo is new
CREATE INDEX idx_sequencer_receipts_convo ON public.sequencer_receipts (convo_id, epoch DESC);

COMMIT;
