-- 0018 admin_workspace_access_v2 of schema workspace, for SQLite
-- old programs: none
-- new programs: none

BEGIN;

-- 1. table admin_workspace_access is called admin_workspace_access_legacy now
ALTER TABLE admin_workspace_access RENAME TO admin_workspace_access_legacy;

-- 2. table admin_workspace_access is new
CREATE TABLE admin_workspace_access (
    id TEXT NOT NULL PRIMARY KEY,
    admin_user_id TEXT NOT NULL REFERENCES admin_users (id) ON DELETE CASCADE,
    workspace_id TEXT NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE,
    role TEXT NOT NULL DEFAULT 'admin' CHECK (role IN ('admin', 'read_only')),
    is_active INTEGER NOT NULL DEFAULT 1 CHECK (is_active IN (0, 1)),
    created_at INTEGER NOT NULL DEFAULT (unixepoch()),
    updated_at INTEGER NOT NULL DEFAULT (unixepoch()),
    UNIQUE (admin_user_id, workspace_id)
) STRICT;

-- 3. index admin_workspace_access.idx_admin_workspace_access_admin is new
CREATE INDEX idx_admin_workspace_access_admin ON admin_workspace_access (admin_user_id, is_active);

-- 4. index admin_workspace_access.idx_admin_workspace_access_workspace is new
CREATE INDEX idx_admin_workspace_access_workspace ON admin_workspace_access (workspace_id, is_active);

COMMIT;
