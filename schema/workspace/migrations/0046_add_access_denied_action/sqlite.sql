-- 0046 add_access_denied_action of schema workspace, for SQLite
-- old programs: read
-- new programs: read
-- allow: add-check ledger_audit_events.ledger_audit_events_action_check
--   why: it takes one value more

PRAGMA foreign_keys = OFF;

BEGIN;

-- 1. each row has to pass the check "action" IN ('create', 'update', 'delete', 'access_denied'); reads every row; fails if a row does not fit
SELECT 'ledger_audit_events: row with id = ' || quote(id) || ' breaks the check "action" IN (''create'', ''update'', ''delete'', ''access_denied'')' AS violation
FROM ledger_audit_events
WHERE NOT ("action" IN ('create', 'update', 'delete', 'access_denied'))
LIMIT 1;

-- 2. table ledger_audit_events is made anew: a check changes (expr)
CREATE TABLE schemac_new_ledger_audit_events (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    workspace_id TEXT NOT NULL,
    owner_user_id TEXT NOT NULL,
    actor_user_id TEXT NOT NULL,
    target_type TEXT NOT NULL CHECK (target_type IN ('contact', 'channel', 'list_member', 'relationship')),
    target_id TEXT NOT NULL,
    "action" TEXT NOT NULL CHECK ("action" IN ('create', 'update', 'delete', 'access_denied')),
    payload_json TEXT NOT NULL,
    request_id TEXT NOT NULL,
    source_ip TEXT,
    user_agent TEXT,
    created_at TEXT NOT NULL DEFAULT (datetime('now'))
) STRICT;

-- 3. its rows are copied; writes every row anew
INSERT INTO schemac_new_ledger_audit_events (id, workspace_id, owner_user_id, actor_user_id, target_type, target_id, "action", payload_json, request_id, source_ip, user_agent, created_at)
SELECT id, workspace_id, owner_user_id, actor_user_id, target_type, target_id, "action", payload_json, request_id, source_ip, user_agent, created_at
FROM ledger_audit_events
ORDER BY rowid;

-- 4. its numbers go on where they were
DELETE FROM sqlite_sequence WHERE name = 'schemac_new_ledger_audit_events';
INSERT INTO sqlite_sequence (name, seq)
SELECT 'schemac_new_ledger_audit_events', seq FROM sqlite_sequence WHERE name = 'ledger_audit_events';

-- 5. each row has to be there; reads every row
SELECT 'ledger_audit_events: ' || (SELECT count(*) FROM schemac_new_ledger_audit_events) || ' rows were copied of ' || (SELECT count(*) FROM ledger_audit_events) AS violation
WHERE (SELECT count(*) FROM schemac_new_ledger_audit_events) <> (SELECT count(*) FROM ledger_audit_events);

-- 6. it takes the place of the old one
DROP TABLE ledger_audit_events;
PRAGMA legacy_alter_table = ON;
ALTER TABLE schemac_new_ledger_audit_events RENAME TO ledger_audit_events;
PRAGMA legacy_alter_table = OFF;

-- 7. index ledger_audit_events.idx_ledger_audit_created_at is made again; reads every row
CREATE INDEX idx_ledger_audit_created_at ON ledger_audit_events (created_at);

-- 8. index ledger_audit_events.idx_ledger_audit_request is made again; reads every row
CREATE INDEX idx_ledger_audit_request ON ledger_audit_events (request_id);

-- 9. index ledger_audit_events.idx_ledger_audit_target is made again; reads every row
CREATE INDEX idx_ledger_audit_target ON ledger_audit_events (target_type, target_id, created_at DESC);

-- 10. index ledger_audit_events.idx_ledger_audit_tenant_created is made again; reads every row
CREATE INDEX idx_ledger_audit_tenant_created ON ledger_audit_events (workspace_id, owner_user_id, created_at DESC);

COMMIT;

PRAGMA foreign_keys = ON;
