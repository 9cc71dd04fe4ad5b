-- 0058 add_schedule_prefs_to_users of schema workspace, for SQLite
-- old programs: write
-- new programs: none

BEGIN;

-- 1. column users.schedule_prefs_json is new; reads every row
ALTER TABLE users ADD COLUMN schedule_prefs_json TEXT;

-- 2. index users.idx_users_has_schedule_prefs is new; reads every row
CREATE INDEX idx_users_has_schedule_prefs ON users (id) WHERE schedule_prefs_json IS NOT NULL;

COMMIT;
