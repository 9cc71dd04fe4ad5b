-- 0011 system_settings of schema workspace, for SQLite
-- old programs: write
-- new programs: none

BEGIN;

-- 1. table system_settings is new
CREATE TABLE system_settings (
    "key" TEXT NOT NULL PRIMARY KEY,
    value_json TEXT NOT NULL,
    updated_by_admin_id TEXT REFERENCES admin_users (id) ON DELETE SET NULL,
    updated_at INTEGER NOT NULL DEFAULT (unixepoch())
) STRICT;

COMMIT;
