-- 0027 create_thread_finalize of schema workspace, for SQLite
-- old programs: write
-- new programs: none

BEGIN;

-- 1. table thread_finalize is new
CREATE TABLE thread_finalize (
    thread_id TEXT NOT NULL PRIMARY KEY REFERENCES scheduling_threads (id) ON DELETE CASCADE,
    final_slot_id TEXT REFERENCES scheduling_slots (slot_id) ON DELETE SET NULL,
    finalize_policy TEXT NOT NULL DEFAULT 'EARLIEST_VALID',
    finalized_by_user_id TEXT,
    finalized_at TEXT,
    final_participants_json TEXT NOT NULL DEFAULT '[]',
    created_at TEXT NOT NULL DEFAULT (datetime('now')),
    updated_at TEXT NOT NULL DEFAULT (datetime('now'))
) STRICT;

-- 2. index thread_finalize.idx_thread_finalize_finalized_at is new
CREATE INDEX idx_thread_finalize_finalized_at ON thread_finalize (finalized_at);

-- 3. index thread_finalize.idx_thread_finalize_policy is new
CREATE INDEX idx_thread_finalize_policy ON thread_finalize (finalize_policy);

COMMIT;
