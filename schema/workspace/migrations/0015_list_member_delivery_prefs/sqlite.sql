-- 0015 list_member_delivery_prefs of schema workspace, for SQLite
-- old programs: write
-- new programs: none

BEGIN;

-- 1. column list_members.delivery_preferences_json is new; reads every row
ALTER TABLE list_members ADD COLUMN delivery_preferences_json TEXT NOT NULL DEFAULT '{"event_invite":true,"reminder":true,"announcement":true}';

COMMIT;
