-- 0021 federation_peer_policy of schema messaging, for PostgreSQL
-- old programs: write
-- new programs: none

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL check_function_bodies = off;
SET LOCAL search_path = public;

-- 1. table federation_peers is new
CREATE TABLE public.federation_peers (
    ds_did text NOT NULL,
    status text DEFAULT 'pending' NOT NULL,
    trust_score integer DEFAULT 0 NOT NULL,
    max_requests_per_minute integer,
    note text,
    invalid_token_count bigint DEFAULT 0 NOT NULL,
    rejected_request_count bigint DEFAULT 0 NOT NULL,
    successful_request_count bigint DEFAULT 0 NOT NULL,
    last_seen_at timestamp with time zone,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT federation_peers_pkey PRIMARY KEY (ds_did),
    CONSTRAINT federation_peers_status_check CHECK (status IN ('pending', 'allow', 'suspend', 'block'))
);

-- 2. index federation_peers.idx_federation_peers_last_seen is new
CREATE INDEX idx_federation_peers_last_seen ON public.federation_peers (last_seen_at DESC);

-- 3. index federation_peers.idx_federation_peers_status is new
CREATE INDEX idx_federation_peers_status ON public.federation_peers (status);

COMMIT;
