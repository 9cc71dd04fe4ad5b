-- 0039 create_list_item_events of schema workspace, for SQLite
-- old programs: write
-- new programs: none

BEGIN;

-- 1. table list_item_events is new
CREATE TABLE list_item_events (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    workspace_id TEXT NOT NULL,
    owner_user_id TEXT NOT NULL,
    list_item_id TEXT NOT NULL,
    "action" TEXT NOT NULL,
    payload_json TEXT NOT NULL,
    request_id TEXT NOT NULL,
    created_at TEXT NOT NULL DEFAULT (datetime('now'))
) STRICT;

-- 2. index list_item_events.idx_list_item_events_request is new
CREATE INDEX idx_list_item_events_request ON list_item_events (request_id);

-- 3. index list_item_events.idx_list_item_events_workspace_owner_item_created is new
CREATE INDEX idx_list_item_events_workspace_owner_item_created ON list_item_events (workspace_id, owner_user_id, list_item_id, created_at DESC);

COMMIT;
