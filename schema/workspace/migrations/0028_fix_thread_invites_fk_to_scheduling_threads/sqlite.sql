-- 0028 fix_thread_invites_fk_to_scheduling_threads of schema workspace, for SQLite
-- old programs: read
-- new programs: read
-- allow: add-foreign-key thread_invites.thread_invites_thread_id_fkey
--   why: each thread with invitations gets its row in scheduling_threads first

PRAGMA foreign_keys = OFF;

BEGIN;

-- threads that people were invited to are threads of scheduling from now on
INSERT INTO scheduling_threads (id, organizer_user_id, title, description, status, created_at, updated_at)
SELECT id, user_id, title, description, CASE status WHEN 'active' THEN 'sent' ELSE 'cancelled' END, created_at, updated_at
FROM threads
WHERE id IN (SELECT thread_id FROM thread_invites) AND id NOT IN (SELECT id FROM scheduling_threads);

-- 1. each row has to refer to a row of scheduling_threads; reads every row; fails if a row does not fit
SELECT 'thread_invites: row with id = ' || quote(id) || ' refers to a row of scheduling_threads that is not there: ' || quote(thread_id) AS violation
FROM thread_invites AS referring
WHERE referring.thread_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM scheduling_threads AS referred WHERE referred.id = referring.thread_id)
LIMIT 1;

-- 2. table thread_invites is made anew: a foreign key changes (target)
CREATE TABLE schemac_new_thread_invites (
    id TEXT NOT NULL PRIMARY KEY,
    thread_id TEXT NOT NULL REFERENCES scheduling_threads (id) ON DELETE CASCADE,
    token TEXT NOT NULL UNIQUE,
    email TEXT NOT NULL,
    candidate_name TEXT NOT NULL,
    candidate_reason TEXT,
    invitee_key TEXT,
    status TEXT DEFAULT 'pending' CHECK (status IN ('pending', 'accepted', 'declined', 'expired')),
    expires_at TEXT NOT NULL,
    accepted_at TEXT,
    created_at TEXT NOT NULL DEFAULT (datetime('now'))
) STRICT;

-- 3. its rows are copied; writes every row anew
INSERT INTO schemac_new_thread_invites (rowid, id, thread_id, token, email, candidate_name, candidate_reason, invitee_key, status, expires_at, accepted_at, created_at)
SELECT rowid, id, thread_id, token, email, candidate_name, candidate_reason, invitee_key, status, expires_at, accepted_at, created_at
FROM thread_invites
ORDER BY rowid;

-- 4. each row has to be there; reads every row
SELECT 'thread_invites: ' || (SELECT count(*) FROM schemac_new_thread_invites) || ' rows were copied of ' || (SELECT count(*) FROM thread_invites) AS violation
WHERE (SELECT count(*) FROM schemac_new_thread_invites) <> (SELECT count(*) FROM thread_invites);

-- 5. it takes the place of the old one
DROP TABLE thread_invites;
PRAGMA legacy_alter_table = ON;
ALTER TABLE schemac_new_thread_invites RENAME TO thread_invites;
PRAGMA legacy_alter_table = OFF;

-- 6. index thread_invites.idx_thread_invites_email is made again; reads every row
CREATE INDEX idx_thread_invites_email ON thread_invites (email);

-- 7. index thread_invites.idx_thread_invites_invitee_key is made again; reads every row
CREATE INDEX idx_thread_invites_invitee_key ON thread_invites (invitee_key);

-- 8. index thread_invites.idx_thread_invites_status is made again; reads every row
CREATE INDEX idx_thread_invites_status ON thread_invites (status);

-- 9. index thread_invites.idx_thread_invites_thread is made again; reads every row
CREATE INDEX idx_thread_invites_thread ON thread_invites (thread_id);

-- 10. index thread_invites.idx_thread_invites_thread_invitee is made again; reads every row
CREATE INDEX idx_thread_invites_thread_invitee ON thread_invites (thread_id, invitee_key);

-- 11. index thread_invites.idx_thread_invites_token is made again; reads every row
CREATE INDEX idx_thread_invites_token ON thread_invites (token);

-- 12. index thread_invites.uq_thread_invites_thread_invitee is made again; reads every row
CREATE UNIQUE INDEX uq_thread_invites_thread_invitee ON thread_invites (thread_id, invitee_key);

PRAGMA foreign_key_check(thread_invites);
PRAGMA foreign_key_check(thread_selections);
COMMIT;

PRAGMA foreign_keys = ON;
