-- 0065 add_scheduling_thread_kind of schema workspace, for SQLite
-- old programs: read
-- new programs: none

BEGIN;

-- 1. column scheduling_threads.kind is new; reads every row; fails if a row does not fit
ALTER TABLE scheduling_threads ADD COLUMN kind TEXT NOT NULL DEFAULT 'external' CHECK (kind IN ('external', 'internal'));

-- 2. index scheduling_threads.idx_scheduling_threads_kind is new; reads every row
CREATE INDEX idx_scheduling_threads_kind ON scheduling_threads (kind);

COMMIT;
