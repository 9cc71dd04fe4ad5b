-- 0024 create_thread_attendance_rules of schema workspace, for SQLite
-- old programs: write
-- new programs: none

BEGIN;

-- 1. table thread_attendance_rules is new
CREATE TABLE thread_attendance_rules (
    thread_id TEXT NOT NULL PRIMARY KEY REFERENCES scheduling_threads (id) ON DELETE CASCADE,
    version INTEGER NOT NULL DEFAULT 1,
    rule_json TEXT NOT NULL,
    finalize_policy TEXT NOT NULL DEFAULT 'EARLIEST_VALID',
    created_at TEXT NOT NULL DEFAULT (datetime('now')),
    updated_at TEXT NOT NULL DEFAULT (datetime('now'))
) STRICT;

-- 2. index thread_attendance_rules.idx_thread_attendance_rules_policy is new
CREATE INDEX idx_thread_attendance_rules_policy ON thread_attendance_rules (finalize_policy);

COMMIT;
