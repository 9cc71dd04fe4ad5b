-- 0070 create_blocks_and_pool_public_links of schema workspace, for SQLite
-- old programs: none
-- new programs: none
-- allow: add-check pool_bookings.pool_bookings_status_check
--   why: it takes one value more
-- allow: add-foreign-key pool_bookings.pool_bookings_assignee_user_id_fkey
--   why: those who book are users; a row that names another stops this
-- allow: add-foreign-key pool_bookings.pool_bookings_requester_user_id_fkey
--   why: those who book are users; a row that names another stops this

PRAGMA foreign_keys = OFF;

BEGIN;

-- 1. table blocks is new
CREATE TABLE blocks (
    id TEXT NOT NULL PRIMARY KEY,
    workspace_id TEXT NOT NULL,
    user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    blocked_user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    reason TEXT,
    created_at TEXT NOT NULL DEFAULT (datetime('now')),
    UNIQUE (user_id, blocked_user_id)
) STRICT;

-- 2. each row has to refer to a row of users; reads every row; fails if a row does not fit
SELECT 'pool_bookings: row with id = ' || quote(id) || ' refers to a row of users that is not there: ' || quote(requester_user_id) AS violation
FROM pool_bookings AS referring
WHERE referring.requester_user_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM users AS referred WHERE referred.id = referring.requester_user_id)
LIMIT 1;

-- 3. each row has to refer to a row of users; reads every row; fails if a row does not fit
SELECT 'pool_bookings: row with id = ' || quote(id) || ' refers to a row of users that is not there: ' || quote(assignee_user_id) AS violation
FROM pool_bookings AS referring
WHERE referring.assignee_user_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM users AS referred WHERE referred.id = referring.assignee_user_id)
LIMIT 1;

-- 4. each row has to pass the check status IN ('confirmed', 'completed', 'cancelled'); reads every row; fails if a row does not fit
SELECT 'pool_bookings: row with id = ' || quote(id) || ' breaks the check status IN (''confirmed'', ''completed'', ''cancelled'')' AS violation
FROM pool_bookings
WHERE NOT (status IN ('confirmed', 'completed', 'cancelled'))
LIMIT 1;

-- 5. table pool_bookings is made anew: column requester_user_id changes (null), a foreign key is new, column assignee_user_id changes (null), a foreign key is new, column cancelled_at is new, column cancelled_by is new, column cancellation_reason is new, a check changes (expr)
CREATE TABLE schemac_new_pool_bookings (
    id TEXT NOT NULL PRIMARY KEY,
    workspace_id TEXT NOT NULL,
    pool_id TEXT NOT NULL REFERENCES pools (id) ON DELETE CASCADE,
    slot_id TEXT NOT NULL REFERENCES pool_slots (id) ON DELETE CASCADE,
    requester_user_id TEXT REFERENCES users (id) ON DELETE SET NULL,
    assignee_user_id TEXT REFERENCES users (id) ON DELETE SET NULL,
    assignment_algo TEXT NOT NULL DEFAULT 'round_robin' CHECK (assignment_algo IN ('round_robin')),
    status TEXT NOT NULL DEFAULT 'confirmed' CHECK (status IN ('confirmed', 'completed', 'cancelled')),
    requester_note TEXT,
    cancelled_at TEXT,
    cancelled_by TEXT,
    cancellation_reason TEXT,
    created_at TEXT NOT NULL DEFAULT (datetime('now')),
    updated_at TEXT NOT NULL DEFAULT (datetime('now'))
) STRICT;

-- 6. its rows are copied; writes every row anew
INSERT INTO schemac_new_pool_bookings (rowid, id, workspace_id, pool_id, slot_id, requester_user_id, assignee_user_id, assignment_algo, status, requester_note, created_at, updated_at)
SELECT rowid, id, workspace_id, pool_id, slot_id, requester_user_id, assignee_user_id, assignment_algo, status, requester_note, created_at, updated_at
FROM pool_bookings
ORDER BY rowid;

-- 7. each row has to be there; reads every row
SELECT 'pool_bookings: ' || (SELECT count(*) FROM schemac_new_pool_bookings) || ' rows were copied of ' || (SELECT count(*) FROM pool_bookings) AS violation
WHERE (SELECT count(*) FROM schemac_new_pool_bookings) <> (SELECT count(*) FROM pool_bookings);

-- 8. it takes the place of the old one
DROP TABLE pool_bookings;
PRAGMA legacy_alter_table = ON;
ALTER TABLE schemac_new_pool_bookings RENAME TO pool_bookings;
PRAGMA legacy_alter_table = OFF;

-- 9. column pools.public_link_token is new; reads every row
ALTER TABLE pools ADD COLUMN public_link_token TEXT;

-- 10. index blocks.idx_blocks_blocked_user_id is new
CREATE INDEX idx_blocks_blocked_user_id ON blocks (blocked_user_id);

-- 11. index blocks.idx_blocks_user_id is new
CREATE INDEX idx_blocks_user_id ON blocks (user_id);

-- 12. index blocks.idx_blocks_workspace is new
CREATE INDEX idx_blocks_workspace ON blocks (workspace_id);

-- 13. index pool_bookings.idx_pool_bookings_assignee is made again; reads every row
CREATE INDEX idx_pool_bookings_assignee ON pool_bookings (assignee_user_id);

-- 14. index pool_bookings.idx_pool_bookings_pool_id is made again; reads every row
CREATE INDEX idx_pool_bookings_pool_id ON pool_bookings (pool_id);

-- 15. index pool_bookings.idx_pool_bookings_requester is made again; reads every row
CREATE INDEX idx_pool_bookings_requester ON pool_bookings (requester_user_id);

-- 16. index pool_bookings.idx_pool_bookings_slot_id is new; reads every row
CREATE INDEX idx_pool_bookings_slot_id ON pool_bookings (slot_id);

-- 17. index pool_bookings.idx_pool_bookings_slot_unique is made again; reads every row
CREATE UNIQUE INDEX idx_pool_bookings_slot_unique ON pool_bookings (slot_id) WHERE status = 'confirmed';

-- 18. index pool_bookings.idx_pool_bookings_status is new; reads every row
CREATE INDEX idx_pool_bookings_status ON pool_bookings (status);

-- 19. index pools.idx_pools_public_link_token is new; reads every row
CREATE INDEX idx_pools_public_link_token ON pools (public_link_token);

PRAGMA foreign_key_check(pool_bookings);
COMMIT;

PRAGMA foreign_keys = ON;
