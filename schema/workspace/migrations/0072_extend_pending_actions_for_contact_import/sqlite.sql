-- 0072 extend_pending_actions_for_contact_import of schema workspace, for SQLite
-- old programs: read
-- new programs: read
-- allow: add-check pending_actions.pending_actions_action_type_check
--   why: it takes one value more
-- allow: add-check pending_actions.pending_actions_source_type_check
--   why: it takes one value more
-- allow: add-check pending_actions.pending_actions_status_check
--   why: it takes one value more

PRAGMA foreign_keys = OFF;

BEGIN;

-- 1. each row has to pass the check action_type IN ('send_invites', 'add_invites', 'send_finalize_notice', 'add_slots', 'contact_import'); reads every row; fails if a row does not fit
SELECT 'pending_actions: row with id = ' || quote(id) || ' breaks the check action_type IN (''send_invites'', ''add_invites'', ''send_finalize_notice'', ''add_slots'', ''contact_import'')' AS violation
FROM pending_actions
WHERE NOT (action_type IN ('send_invites', 'add_invites', 'send_finalize_notice', 'add_slots', 'contact_import'))
LIMIT 1;

-- 2. each row has to pass the check source_type IN ('emails', 'list', 'contacts'); reads every row; fails if a row does not fit
SELECT 'pending_actions: row with id = ' || quote(id) || ' breaks the check source_type IN (''emails'', ''list'', ''contacts'')' AS violation
FROM pending_actions
WHERE NOT (source_type IN ('emails', 'list', 'contacts'))
LIMIT 1;

-- 3. each row has to pass the check status IN ('pending', 'confirmed_send', 'confirmed_cancel', 'confirmed_new_thread', 'executed', 'expired', 'cancelled'); reads every row; fails if a row does not fit
SELECT 'pending_actions: row with id = ' || quote(id) || ' breaks the check status IN (''pending'', ''confirmed_send'', ''confirmed_cancel'', ''confirmed_new_thread'', ''executed'', ''expired'', ''cancelled'')' AS violation
FROM pending_actions
WHERE NOT (status IN ('pending', 'confirmed_send', 'confirmed_cancel', 'confirmed_new_thread', 'executed', 'expired', 'cancelled'))
LIMIT 1;

-- 4. table pending_actions is made anew: a check changes (expr), a check changes (expr), a check changes (expr)
CREATE TABLE schemac_new_pending_actions (
    id TEXT NOT NULL PRIMARY KEY,
    workspace_id TEXT NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE,
    owner_user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    thread_id TEXT REFERENCES scheduling_threads (id) ON DELETE SET NULL,
    action_type TEXT NOT NULL CHECK (action_type IN ('send_invites', 'add_invites', 'send_finalize_notice', 'add_slots', 'contact_import')),
    source_type TEXT NOT NULL CHECK (source_type IN ('emails', 'list', 'contacts')),
    payload_json TEXT NOT NULL,
    summary_json TEXT NOT NULL,
    confirm_token TEXT NOT NULL UNIQUE,
    status TEXT NOT NULL DEFAULT 'pending' CHECK (status IN ('pending', 'confirmed_send', 'confirmed_cancel', 'confirmed_new_thread', 'executed', 'expired', 'cancelled')),
    expires_at TEXT NOT NULL,
    confirmed_at TEXT,
    executed_at TEXT,
    request_id TEXT,
    last_error TEXT,
    created_at TEXT NOT NULL DEFAULT (datetime('now'))
) STRICT;

-- 5. its rows are copied; writes every row anew
INSERT INTO schemac_new_pending_actions (rowid, id, workspace_id, owner_user_id, thread_id, action_type, source_type, payload_json, summary_json, confirm_token, status, expires_at, confirmed_at, executed_at, request_id, last_error, created_at)
SELECT rowid, id, workspace_id, owner_user_id, thread_id, action_type, source_type, payload_json, summary_json, confirm_token, status, expires_at, confirmed_at, executed_at, request_id, last_error, created_at
FROM pending_actions
ORDER BY rowid;

-- 6. each row has to be there; reads every row
SELECT 'pending_actions: ' || (SELECT count(*) FROM schemac_new_pending_actions) || ' rows were copied of ' || (SELECT count(*) FROM pending_actions) AS violation
WHERE (SELECT count(*) FROM schemac_new_pending_actions) <> (SELECT count(*) FROM pending_actions);

-- 7. it takes the place of the old one
DROP TABLE pending_actions;
PRAGMA legacy_alter_table = ON;
ALTER TABLE schemac_new_pending_actions RENAME TO pending_actions;
PRAGMA legacy_alter_table = OFF;

-- 8. index pending_actions.idx_pending_actions_confirm_token is made again; reads every row
CREATE UNIQUE INDEX idx_pending_actions_confirm_token ON pending_actions (confirm_token);

-- 9. index pending_actions.idx_pending_actions_expires is made again; reads every row
CREATE INDEX idx_pending_actions_expires ON pending_actions (expires_at) WHERE status = 'pending';

-- 10. index pending_actions.idx_pending_actions_owner_action is new; reads every row
CREATE INDEX idx_pending_actions_owner_action ON pending_actions (owner_user_id, action_type, status);

-- 11. index pending_actions.idx_pending_actions_request_id is made again; reads every row
CREATE INDEX idx_pending_actions_request_id ON pending_actions (request_id) WHERE request_id IS NOT NULL;

-- 12. index pending_actions.idx_pending_actions_tenant_status is made again; reads every row
CREATE INDEX idx_pending_actions_tenant_status ON pending_actions (workspace_id, owner_user_id, status, created_at DESC);

PRAGMA foreign_key_check(pending_actions);
COMMIT;

PRAGMA foreign_keys = ON;
