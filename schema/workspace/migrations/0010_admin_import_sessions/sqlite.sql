-- 0010 admin_import_sessions of schema workspace, for SQLite
-- old programs: write
-- new programs: none

BEGIN;

-- 1. table import_sessions is new
CREATE TABLE import_sessions (
    id TEXT NOT NULL PRIMARY KEY,
    admin_user_id TEXT NOT NULL REFERENCES admin_users (id) ON DELETE CASCADE,
    workspace_id TEXT NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE,
    room_id TEXT NOT NULL REFERENCES rooms (id) ON DELETE CASCADE,
    list_id TEXT NOT NULL REFERENCES lists (id) ON DELETE CASCADE,
    source TEXT NOT NULL DEFAULT 'paste' CHECK (source IN ('paste', 'csv')),
    raw_text TEXT NOT NULL,
    preview_json TEXT NOT NULL DEFAULT '[]',
    summary_json TEXT NOT NULL DEFAULT '{}',
    status TEXT NOT NULL DEFAULT 'previewed' CHECK (status IN ('previewed', 'committed', 'failed')),
    created_at INTEGER NOT NULL DEFAULT (unixepoch()),
    updated_at INTEGER NOT NULL DEFAULT (unixepoch())
) STRICT;

-- 2. index import_sessions.idx_import_sessions_admin_created is new
CREATE INDEX idx_import_sessions_admin_created ON import_sessions (admin_user_id, created_at);

-- 3. index import_sessions.idx_import_sessions_list_created is new
CREATE INDEX idx_import_sessions_list_created ON import_sessions (list_id, created_at);

COMMIT;
