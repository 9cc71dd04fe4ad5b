-- 0023 add_invitee_key_to_thread_invites of schema workspace, for SQLite
-- old programs: read
-- new programs: none

BEGIN;

-- 1. column thread_invites.invitee_key is new; reads every row
ALTER TABLE thread_invites ADD COLUMN invitee_key TEXT;

-- 2. index thread_invites.idx_thread_invites_invitee_key is new; reads every row
CREATE INDEX idx_thread_invites_invitee_key ON thread_invites (invitee_key);

-- 3. index thread_invites.idx_thread_invites_thread_invitee is new; reads every row
CREATE INDEX idx_thread_invites_thread_invitee ON thread_invites (thread_id, invitee_key);

-- 4. no two rows may hold the same from now on; reads every row; fails if a row does not fit
SELECT 'thread_invites (thread_id, invitee_key): ' || count(*) || ' rows hold ' || substr(quote(thread_id) || ', ' || quote(invitee_key), 1, 80) AS violation
FROM thread_invites
WHERE thread_id IS NOT NULL AND invitee_key IS NOT NULL
GROUP BY thread_id, invitee_key
HAVING count(*) > 1
LIMIT 1;

-- 5. index thread_invites.uq_thread_invites_thread_invitee is new; reads every row; fails if a row does not fit
CREATE UNIQUE INDEX uq_thread_invites_thread_invitee ON thread_invites (thread_id, invitee_key);

COMMIT;
