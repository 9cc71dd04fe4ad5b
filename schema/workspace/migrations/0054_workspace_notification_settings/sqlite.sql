-- 0054 workspace_notification_settings of schema workspace, for SQLite
-- old programs: write
-- new programs: none

BEGIN;

-- 1. table workspace_notification_settings is new
CREATE TABLE workspace_notification_settings (
    workspace_id TEXT NOT NULL PRIMARY KEY REFERENCES workspaces (id) ON DELETE CASCADE,
    slack_enabled INTEGER NOT NULL DEFAULT 0,
    slack_webhook_url TEXT,
    chatwork_enabled INTEGER NOT NULL DEFAULT 0,
    chatwork_api_token TEXT,
    chatwork_room_id TEXT,
    created_at TEXT NOT NULL DEFAULT (datetime('now')),
    updated_at TEXT NOT NULL DEFAULT (datetime('now'))
) STRICT;

-- 2. index workspace_notification_settings.idx_workspace_notification_chatwork_enabled is new
CREATE INDEX idx_workspace_notification_chatwork_enabled ON workspace_notification_settings (chatwork_enabled) WHERE chatwork_enabled = 1;

-- 3. index workspace_notification_settings.idx_workspace_notification_slack_enabled is new
CREATE INDEX idx_workspace_notification_slack_enabled ON workspace_notification_settings (slack_enabled) WHERE slack_enabled = 1;

COMMIT;
