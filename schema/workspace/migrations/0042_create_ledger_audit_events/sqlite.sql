-- 0042 create_ledger_audit_events of schema workspace, for SQLite
-- old programs: write
-- new programs: none

BEGIN;

-- 1. table ledger_audit_events is new
CREATE TABLE ledger_audit_events (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    workspace_id TEXT NOT NULL,
    owner_user_id TEXT NOT NULL,
    actor_user_id TEXT NOT NULL,
    target_type TEXT NOT NULL CHECK (target_type IN ('contact', 'channel', 'list_member', 'relationship')),
    target_id TEXT NOT NULL,
    "action" TEXT NOT NULL CHECK ("action" IN ('create', 'update', 'delete')),
    payload_json TEXT NOT NULL,
    request_id TEXT NOT NULL,
    source_ip TEXT,
    user_agent TEXT,
    created_at TEXT NOT NULL DEFAULT (datetime('now'))
) STRICT;

-- 2. index ledger_audit_events.idx_ledger_audit_request is new
CREATE INDEX idx_ledger_audit_request ON ledger_audit_events (request_id);

-- 3. index ledger_audit_events.idx_ledger_audit_target is new
CREATE INDEX idx_ledger_audit_target ON ledger_audit_events (target_type, target_id, created_at DESC);

-- 4. index ledger_audit_events.idx_ledger_audit_tenant_created is new
CREATE INDEX idx_ledger_audit_tenant_created ON ledger_audit_events (workspace_id, owner_user_id, created_at DESC);

COMMIT;
