-- 0038 create_list_items of schema workspace, for SQLite
-- old programs: write
-- new programs: none

BEGIN;

-- 1. table list_items is new
CREATE TABLE list_items (
    id TEXT NOT NULL PRIMARY KEY,
    workspace_id TEXT NOT NULL,
    owner_user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    list_id TEXT NOT NULL REFERENCES lists (id) ON DELETE CASCADE,
    contact_id TEXT REFERENCES contacts (id) ON DELETE SET NULL,
    title TEXT NOT NULL,
    note TEXT,
    status INTEGER NOT NULL DEFAULT 0,
    priority INTEGER NOT NULL DEFAULT 0,
    due_at TEXT,
    created_at TEXT NOT NULL DEFAULT (datetime('now')),
    updated_at TEXT NOT NULL DEFAULT (datetime('now')),
    deleted_at TEXT
) STRICT;

-- 2. index list_items.idx_list_items_workspace_owner_contact_created is new
CREATE INDEX idx_list_items_workspace_owner_contact_created ON list_items (workspace_id, owner_user_id, contact_id, created_at DESC, id DESC) WHERE deleted_at IS NULL AND contact_id IS NOT NULL;

-- 3. index list_items.idx_list_items_workspace_owner_due is new
CREATE INDEX idx_list_items_workspace_owner_due ON list_items (workspace_id, owner_user_id, due_at, id DESC) WHERE deleted_at IS NULL AND due_at IS NOT NULL;

-- 4. index list_items.idx_list_items_workspace_owner_list_created is new
CREATE INDEX idx_list_items_workspace_owner_list_created ON list_items (workspace_id, owner_user_id, list_id, created_at DESC, id DESC) WHERE deleted_at IS NULL;

-- 5. index list_items.idx_list_items_workspace_owner_status_updated is new
CREATE INDEX idx_list_items_workspace_owner_status_updated ON list_items (workspace_id, owner_user_id, status, updated_at DESC, id DESC) WHERE deleted_at IS NULL;

COMMIT;
