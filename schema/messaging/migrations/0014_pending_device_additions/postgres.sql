-- 0014 pending_device_additions of schema messaging, for PostgreSQL
-- old programs: write
-- new programs: none

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL check_function_bodies = off;
SET LOCAL search_path = public;

-- 1. table pending_device_additions is new
CREATE TABLE public.pending_device_additions (
    id text DEFAULT gen_random_uuid()::text NOT NULL,
    convo_id text NOT NULL,
    user_did text NOT NULL,
    new_device_id text NOT NULL,
    new_device_credential_did text NOT NULL,
    device_name text,
    status text DEFAULT 'pending' NOT NULL,
    claimed_by_did text,
    claimed_at timestamp with time zone,
    claim_expires_at timestamp with time zone,
    completed_by_did text,
    completed_at timestamp with time zone,
    new_epoch integer,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT pending_device_additions_pkey PRIMARY KEY (id),
    CONSTRAINT pending_device_additions_status_check CHECK (status IN ('pending', 'in_progress', 'completed', 'failed', 'self_joined')),
    CONSTRAINT pending_device_additions_convo_id_new_device_credential_did_key UNIQUE (convo_id, new_device_credential_did)
);

-- 2. index pending_device_additions.idx_pending_device_additions_convo is new
CREATE INDEX idx_pending_device_additions_convo ON public.pending_device_additions (convo_id);

-- 3. index pending_device_additions.idx_pending_device_additions_credential is new
CREATE INDEX idx_pending_device_additions_credential ON public.pending_device_additions (new_device_credential_did);

-- 4. index pending_device_additions.idx_pending_device_additions_expired_claims is new
CREATE INDEX idx_pending_device_additions_expired_claims ON public.pending_device_additions (claim_expires_at) WHERE status = 'in_progress' AND claim_expires_at IS NOT NULL;

-- 5. index pending_device_additions.idx_pending_device_additions_pending is new
CREATE INDEX idx_pending_device_additions_pending ON public.pending_device_additions (status, created_at) WHERE status = 'pending';

-- 6. index pending_device_additions.idx_pending_device_additions_user is new
CREATE INDEX idx_pending_device_additions_user ON public.pending_device_additions (user_did);

-- 7. foreign key pending_device_additions.pending_device_additions_convo_id_fkey is new; SHARE ROW EXCLUSIVE on conversations
ALTER TABLE public.pending_device_additions ADD CONSTRAINT pending_device_additions_convo_id_fkey FOREIGN KEY (convo_id) REFERENCES public.conversations (id) ON DELETE CASCADE;

COMMIT;
