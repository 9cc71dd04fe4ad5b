-- 0001 create_conversations of schema messaging, for PostgreSQL

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL check_function_bodies = off;
SET LOCAL search_path = public;

CREATE TABLE public.conversations (
    id text NOT NULL,
    creator_did text NOT NULL,
    current_epoch integer DEFAULT 0 NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    title text,
    CONSTRAINT conversations_pkey PRIMARY KEY (id)
);

CREATE INDEX idx_conversations_created_at ON public.conversations (created_at DESC);

CREATE INDEX idx_conversations_creator_did ON public.conversations (creator_did);

COMMIT;
