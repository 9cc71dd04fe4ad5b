-- 0048 create_invite_deliveries of schema workspace, for SQLite
-- old programs: write
-- new programs: none

BEGIN;

-- 1. table invite_deliveries is new
CREATE TABLE invite_deliveries (
    id TEXT NOT NULL PRIMARY KEY,
    workspace_id TEXT NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE,
    owner_user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    thread_id TEXT NOT NULL REFERENCES scheduling_threads (id) ON DELETE CASCADE,
    invite_id TEXT REFERENCES thread_invites (id) ON DELETE SET NULL,
    delivery_type TEXT NOT NULL CHECK (delivery_type IN ('invite_sent', 'finalized_notice', 'reminder')),
    channel TEXT NOT NULL CHECK (channel IN ('email', 'in_app')),
    recipient_email TEXT,
    recipient_user_id TEXT REFERENCES users (id) ON DELETE SET NULL,
    status TEXT NOT NULL DEFAULT 'queued' CHECK (status IN ('queued', 'sent', 'delivered', 'failed', 'skipped')),
    provider TEXT,
    provider_message_id TEXT,
    queue_job_id TEXT,
    last_error TEXT,
    retry_count INTEGER DEFAULT 0,
    queued_at TEXT NOT NULL DEFAULT (datetime('now')),
    sent_at TEXT,
    delivered_at TEXT,
    failed_at TEXT,
    created_at TEXT NOT NULL DEFAULT (datetime('now')),
    CHECK (recipient_email IS NOT NULL OR recipient_user_id IS NOT NULL)
) STRICT;

-- 2. index invite_deliveries.idx_invite_deliveries_failed is new
CREATE INDEX idx_invite_deliveries_failed ON invite_deliveries (status, retry_count) WHERE status = 'failed';

-- 3. index invite_deliveries.idx_invite_deliveries_invite is new
CREATE INDEX idx_invite_deliveries_invite ON invite_deliveries (invite_id, channel) WHERE invite_id IS NOT NULL;

-- 4. index invite_deliveries.idx_invite_deliveries_queue_job is new
CREATE INDEX idx_invite_deliveries_queue_job ON invite_deliveries (queue_job_id) WHERE queue_job_id IS NOT NULL;

-- 5. index invite_deliveries.idx_invite_deliveries_recipient_user is new
CREATE INDEX idx_invite_deliveries_recipient_user ON invite_deliveries (recipient_user_id, delivery_type, created_at DESC) WHERE recipient_user_id IS NOT NULL AND channel = 'in_app';

-- 6. index invite_deliveries.idx_invite_deliveries_tenant_status is new
CREATE INDEX idx_invite_deliveries_tenant_status ON invite_deliveries (workspace_id, owner_user_id, status, created_at DESC);

-- 7. index invite_deliveries.idx_invite_deliveries_thread is new
CREATE INDEX idx_invite_deliveries_thread ON invite_deliveries (thread_id, delivery_type, created_at DESC);

COMMIT;
