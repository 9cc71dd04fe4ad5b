-- 0055 add_phone_to_thread_invites of schema workspace, for SQLite
-- old programs: write
-- new programs: none

BEGIN;

-- 1. column thread_invites.phone is new; reads every row
ALTER TABLE thread_invites ADD COLUMN phone TEXT;

-- 2. index thread_invites.idx_thread_invites_phone is new; reads every row
CREATE INDEX idx_thread_invites_phone ON thread_invites (phone);

COMMIT;
