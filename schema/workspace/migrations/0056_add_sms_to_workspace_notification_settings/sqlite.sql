-- 0056 add_sms_to_workspace_notification_settings of schema workspace, for SQLite
-- old programs: write
-- new programs: none

BEGIN;

-- 1. column workspace_notification_settings.sms_enabled is new; reads every row
ALTER TABLE workspace_notification_settings ADD COLUMN sms_enabled INTEGER NOT NULL DEFAULT 0;

-- 2. column workspace_notification_settings.sms_from_number is new; reads every row
ALTER TABLE workspace_notification_settings ADD COLUMN sms_from_number TEXT;

COMMIT;
