-- 0044 fix_thread_participants_contact_id of schema workspace, for SQLite
-- old programs: write
-- new programs: none

BEGIN;

-- 1. column thread_participants.contact_id is new; reads every row
ALTER TABLE thread_participants ADD COLUMN contact_id TEXT;

-- 2. index thread_participants.idx_thread_participants_contact_id is new; reads every row
CREATE INDEX idx_thread_participants_contact_id ON thread_participants (contact_id);

COMMIT;
