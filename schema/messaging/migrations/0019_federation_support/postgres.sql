-- 0019 federation_support of schema messaging, for PostgreSQL
-- old programs: write
-- new programs: none

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL check_function_bodies = off;
SET LOCAL search_path = public;

-- 1. table ds_endpoints is new
CREATE TABLE public.ds_endpoints (
    did text NOT NULL,
    endpoint text NOT NULL,
    supported_cipher_suites text,
    resolved_at timestamp with time zone DEFAULT now() NOT NULL,
    expires_at timestamp with time zone DEFAULT (now() + interval '1 hour') NOT NULL,
    CONSTRAINT ds_endpoints_pkey PRIMARY KEY (did)
);

-- 2. table outbound_queue is new
CREATE TABLE public.outbound_queue (
    id text NOT NULL,
    target_ds_did text NOT NULL,
    target_endpoint text NOT NULL,
    method text NOT NULL,
    payload bytea NOT NULL,
    convo_id text NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    next_retry_at timestamp with time zone DEFAULT now() NOT NULL,
    retry_count integer DEFAULT 0 NOT NULL,
    max_retries integer DEFAULT 5 NOT NULL,
    last_error text,
    status text DEFAULT 'pending' NOT NULL,
    CONSTRAINT outbound_queue_pkey PRIMARY KEY (id)
);

-- 3. column conversations.sequencer_ds is new; ACCESS EXCLUSIVE on conversations
ALTER TABLE public.conversations ADD COLUMN sequencer_ds text;

-- 4. column conversations.is_remote is new; ACCESS EXCLUSIVE on conversations
ALTER TABLE public.conversations ADD COLUMN is_remote boolean DEFAULT FALSE NOT NULL;

-- 5. column members.ds_did is new; ACCESS EXCLUSIVE on members
ALTER TABLE public.members ADD COLUMN ds_did text;

-- 6. index ds_endpoints.idx_ds_endpoints_expires is new
CREATE INDEX idx_ds_endpoints_expires ON public.ds_endpoints (expires_at);

-- 7. index outbound_queue.idx_outbound_queue_convo is new
CREATE INDEX idx_outbound_queue_convo ON public.outbound_queue (convo_id);

-- 8. index outbound_queue.idx_outbound_queue_retry is new
CREATE INDEX idx_outbound_queue_retry ON public.outbound_queue (status, next_retry_at) WHERE status = 'pending';

COMMIT;
