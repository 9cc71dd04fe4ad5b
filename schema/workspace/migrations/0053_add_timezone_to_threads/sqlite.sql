-- 0053 add_timezone_to_threads of schema workspace, for SQLite
-- old programs: write
-- new programs: none

BEGIN;

-- 1. column scheduling_threads.timezone is new; reads every row
ALTER TABLE scheduling_threads ADD COLUMN timezone TEXT NOT NULL DEFAULT 'Asia/Tokyo';

-- 2. index scheduling_threads.idx_scheduling_threads_timezone is new; reads every row
CREATE INDEX idx_scheduling_threads_timezone ON scheduling_threads (timezone);

COMMIT;
