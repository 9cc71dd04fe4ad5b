-- 0018 chat_requests of schema messaging, for PostgreSQL
-- old programs: write
-- new programs: none

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL check_function_bodies = off;
SET LOCAL search_path = public;

-- 1. enum chat_request_status is new
CREATE TYPE public.chat_request_status AS ENUM (
    'pending',
    'accepted',
    'declined',
    'blocked',
    'expired'
);

-- 2. table chat_request_rate_limits is new
CREATE TABLE public.chat_request_rate_limits (
    sender_did text NOT NULL,
    recipient_did text NOT NULL,
    requests_last_day integer DEFAULT 0 NOT NULL,
    last_request_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT chat_request_rate_limits_pkey PRIMARY KEY (sender_did, recipient_did)
);

-- 3. table chat_requests is new
CREATE TABLE public.chat_requests (
    id text DEFAULT gen_random_uuid()::text NOT NULL,
    sender_did text NOT NULL,
    recipient_did text NOT NULL,
    status public.chat_request_status DEFAULT 'pending' NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    expires_at timestamp with time zone DEFAULT (now() + interval '30 days') NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    group_id text,
    is_group_invite boolean DEFAULT FALSE NOT NULL,
    accepted_convo_id text,
    accepted_at timestamp with time zone,
    declined_at timestamp with time zone,
    blocked_at timestamp with time zone,
    CONSTRAINT chat_requests_pkey PRIMARY KEY (id)
);

-- 4. table held_messages is new
CREATE TABLE public.held_messages (
    id text DEFAULT gen_random_uuid()::text NOT NULL,
    request_id text NOT NULL,
    ciphertext bytea NOT NULL,
    eph_pub_key bytea NOT NULL,
    sequence integer NOT NULL,
    padded_size integer NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT held_messages_pkey PRIMARY KEY (id),
    CONSTRAINT max_5_held CHECK (sequence <= 5)
);

-- 5. index chat_requests.idx_requests_expires is new
CREATE INDEX idx_requests_expires ON public.chat_requests (expires_at) WHERE status = 'pending';

-- 6. index chat_requests.idx_requests_recipient_pending is new
CREATE INDEX idx_requests_recipient_pending ON public.chat_requests (recipient_did, created_at DESC) WHERE status = 'pending';

-- 7. index held_messages.idx_held_messages_request is new
CREATE INDEX idx_held_messages_request ON public.held_messages (request_id, sequence);

-- 8. foreign key chat_requests.chat_requests_recipient_did_fkey is new; SHARE ROW EXCLUSIVE on users
ALTER TABLE public.chat_requests ADD CONSTRAINT chat_requests_recipient_did_fkey FOREIGN KEY (recipient_did) REFERENCES public.users (did) ON DELETE CASCADE;

-- 9. foreign key chat_requests.chat_requests_sender_did_fkey is new; SHARE ROW EXCLUSIVE on users
ALTER TABLE public.chat_requests ADD CONSTRAINT chat_requests_sender_did_fkey FOREIGN KEY (sender_did) REFERENCES public.users (did) ON DELETE CASCADE;

-- 10. foreign key held_messages.held_messages_request_id_fkey is new
ALTER TABLE public.held_messages ADD CONSTRAINT held_messages_request_id_fkey FOREIGN KEY (request_id) REFERENCES public.chat_requests (id) ON DELETE CASCADE;

COMMIT;
