-- 0022 auth_jti_nonce of schema messaging, for PostgreSQL
-- old programs: write
-- new programs: none

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL check_function_bodies = off;
SET LOCAL search_path = public;

-- 1. table auth_jti_nonce is new
CREATE TABLE public.auth_jti_nonce (
    issuer_did text NOT NULL,
    jti text NOT NULL,
    endpoint_nsid text NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT auth_jti_nonce_pkey PRIMARY KEY (issuer_did, jti)
);

-- 2. index auth_jti_nonce.idx_auth_jti_nonce_expires is new
CREATE INDEX idx_auth_jti_nonce_expires ON public.auth_jti_nonce (expires_at);

COMMIT;
