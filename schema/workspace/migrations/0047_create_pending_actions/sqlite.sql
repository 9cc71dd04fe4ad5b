-- 0047 create_pending_actions of schema workspace, for SQLite
-- old programs: write
-- new programs: none

BEGIN;

-- 1. table pending_actions is new
CREATE TABLE pending_actions (
    id TEXT NOT NULL PRIMARY KEY,
    workspace_id TEXT NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE,
    owner_user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    thread_id TEXT REFERENCES scheduling_threads (id) ON DELETE SET NULL,
    action_type TEXT NOT NULL CHECK (action_type IN ('send_invites', 'add_invites', 'send_finalize_notice')),
    source_type TEXT NOT NULL CHECK (source_type IN ('emails', 'list')),
    payload_json TEXT NOT NULL,
    summary_json TEXT NOT NULL,
    confirm_token TEXT NOT NULL UNIQUE,
    status TEXT NOT NULL DEFAULT 'pending' CHECK (status IN ('pending', 'confirmed_send', 'confirmed_cancel', 'confirmed_new_thread', 'executed', 'expired')),
    expires_at TEXT NOT NULL,
    confirmed_at TEXT,
    executed_at TEXT,
    request_id TEXT,
    last_error TEXT,
    created_at TEXT NOT NULL DEFAULT (datetime('now'))
) STRICT;

-- 2. index pending_actions.idx_pending_actions_confirm_token is new
CREATE UNIQUE INDEX idx_pending_actions_confirm_token ON pending_actions (confirm_token);

-- 3. index pending_actions.idx_pending_actions_expires is new
CREATE INDEX idx_pending_actions_expires ON pending_actions (expires_at) WHERE status = 'pending';

-- 4. index pending_actions.idx_pending_actions_request_id is new
CREATE INDEX idx_pending_actions_request_id ON pending_actions (request_id) WHERE request_id IS NOT NULL;

-- 5. index pending_actions.idx_pending_actions_tenant_status is new
CREATE INDEX idx_pending_actions_tenant_status ON pending_actions (workspace_id, owner_user_id, status, created_at DESC);

COMMIT;
