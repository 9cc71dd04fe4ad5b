-- 0029 create_remind_log of schema workspace, for SQLite
-- old programs: write
-- new programs: none

BEGIN;

-- 1. table remind_log is new
CREATE TABLE remind_log (
    id TEXT NOT NULL PRIMARY KEY,
    thread_id TEXT NOT NULL REFERENCES scheduling_threads (id) ON DELETE CASCADE,
    created_by_user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    reminded_count INTEGER NOT NULL DEFAULT 0,
    created_at TEXT NOT NULL DEFAULT (datetime('now'))
) STRICT;

-- 2. index remind_log.idx_remind_log_thread_user is new
CREATE INDEX idx_remind_log_thread_user ON remind_log (thread_id, created_by_user_id, created_at DESC);

COMMIT;
