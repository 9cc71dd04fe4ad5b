-- 0041 create_contact_channels of schema workspace, for SQLite
-- old programs: write
-- new programs: none

BEGIN;

-- 1. table contact_channels is new
CREATE TABLE contact_channels (
    id TEXT NOT NULL PRIMARY KEY,
    workspace_id TEXT NOT NULL,
    owner_user_id TEXT NOT NULL,
    contact_id TEXT NOT NULL,
    channel_type TEXT NOT NULL CHECK (channel_type IN ('email', 'slack', 'chatwork', 'line', 'phone')),
    channel_value TEXT NOT NULL,
    is_primary INTEGER NOT NULL DEFAULT 0,
    verified INTEGER NOT NULL DEFAULT 0,
    created_at TEXT NOT NULL DEFAULT (datetime('now')),
    updated_at TEXT NOT NULL DEFAULT (datetime('now'))
) STRICT;

-- 2. index contact_channels.idx_contact_channels_contact is new
CREATE INDEX idx_contact_channels_contact ON contact_channels (contact_id, created_at DESC);

-- 3. index contact_channels.idx_contact_channels_tenant_type_value is new
CREATE INDEX idx_contact_channels_tenant_type_value ON contact_channels (workspace_id, owner_user_id, channel_type, channel_value);

-- 4. index contact_channels.uq_contact_channels_tenant_type_value is new
CREATE UNIQUE INDEX uq_contact_channels_tenant_type_value ON contact_channels (workspace_id, owner_user_id, channel_type, channel_value);

COMMIT;
