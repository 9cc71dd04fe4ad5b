-- 0035 add_meeting_to_thread_finalize of schema workspace, for SQLite
-- old programs: write
-- new programs: none

BEGIN;

-- 1. column thread_finalize.meeting_provider is new; reads every row
ALTER TABLE thread_finalize ADD COLUMN meeting_provider TEXT;

-- 2. column thread_finalize.meeting_url is new; reads every row
ALTER TABLE thread_finalize ADD COLUMN meeting_url TEXT;

-- 3. column thread_finalize.calendar_event_id is new; reads every row
ALTER TABLE thread_finalize ADD COLUMN calendar_event_id TEXT;

-- 4. index thread_finalize.idx_thread_finalize_meeting is new; reads every row
CREATE INDEX idx_thread_finalize_meeting ON thread_finalize (calendar_event_id) WHERE calendar_event_id IS NOT NULL;

COMMIT;
