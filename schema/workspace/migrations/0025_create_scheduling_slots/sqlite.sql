-- 0025 create_scheduling_slots of schema workspace, for SQLite
-- old programs: write
-- new programs: none

BEGIN;

-- 1. table scheduling_slots is new
CREATE TABLE scheduling_slots (
    slot_id TEXT NOT NULL PRIMARY KEY,
    thread_id TEXT NOT NULL REFERENCES scheduling_threads (id) ON DELETE CASCADE,
    start_at TEXT NOT NULL,
    end_at TEXT NOT NULL,
    timezone TEXT NOT NULL,
    label TEXT,
    created_at TEXT NOT NULL DEFAULT (datetime('now'))
) STRICT;

-- 2. index scheduling_slots.idx_scheduling_slots_thread_end is new
CREATE INDEX idx_scheduling_slots_thread_end ON scheduling_slots (thread_id, end_at);

-- 3. index scheduling_slots.idx_scheduling_slots_thread_start is new
CREATE INDEX idx_scheduling_slots_thread_start ON scheduling_slots (thread_id, start_at);

COMMIT;
