-- 0071 create_contact_import_tokens of schema workspace, for SQLite
-- old programs: write
-- new programs: none

BEGIN;

-- 1. table contact_import_tokens is new
CREATE TABLE contact_import_tokens (
    id TEXT NOT NULL PRIMARY KEY,
    workspace_id TEXT NOT NULL REFERENCES workspaces (id),
    owner_user_id TEXT NOT NULL REFERENCES users (id),
    candidates_json TEXT NOT NULL,
    source TEXT NOT NULL DEFAULT 'text',
    expires_at TEXT NOT NULL,
    created_at TEXT NOT NULL DEFAULT (CURRENT_TIMESTAMP)
) STRICT;

-- 2. index contact_import_tokens.idx_contact_import_tokens_expires_at is new
CREATE INDEX idx_contact_import_tokens_expires_at ON contact_import_tokens (expires_at);

-- 3. index contact_import_tokens.idx_contact_import_tokens_owner is new
CREATE INDEX idx_contact_import_tokens_owner ON contact_import_tokens (workspace_id, owner_user_id);

COMMIT;
