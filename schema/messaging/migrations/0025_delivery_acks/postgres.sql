-- 0025 delivery_acks of schema messaging, for PostgreSQL
-- old programs: write
-- new programs: none

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL check_function_bodies = off;
SET LOCAL search_path = public;

-- 1. table delivery_acks is new
CREATE TABLE public.delivery_acks (
    id text NOT NULL,
    message_id text NOT NULL,
    convo_id text NOT NULL,
    epoch integer NOT NULL,
    target_ds_did text NOT NULL,
    acked_at bigint NOT NULL,
    signature bytea NOT NULL,
    received_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT delivery_acks_pkey PRIMARY KEY (id)
);

-- 2. index delivery_acks.idx_delivery_acks_convo is new
CREATE INDEX idx_delivery_acks_convo ON public.delivery_acks (convo_id, message_id);

-- 3. index delivery_acks.idx_delivery_acks_message is new
CREATE INDEX idx_delivery_acks_message ON public.delivery_acks (message_id);

COMMIT;
