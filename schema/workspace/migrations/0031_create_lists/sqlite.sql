-- 0031 create_lists of schema workspace, for SQLite
-- old programs: none
-- new programs: none
-- allow: drop-column lists.room_id
--   why: lists belong to a workspace now
-- allow: drop-column lists.list_type
--   why: lists are lists of contacts now
-- allow: drop-column lists.visibility
--   why: lists belong to their owner
-- allow: drop-column lists.is_template
--   why: no list is copied
-- allow: add-unique lists.uq_lists_owner_name
--   why: a second list of the same name stops this

PRAGMA foreign_keys = OFF;

BEGIN;

-- 1. column lists.title is called name now
ALTER TABLE lists RENAME COLUMN title TO name;

-- 2. table lists is made anew: column room_id goes, a foreign key goes, column list_type goes, column visibility goes, column is_template goes, a check goes, a check goes, column workspace_id is new
CREATE TABLE schemac_new_lists (
    id TEXT NOT NULL PRIMARY KEY,
    workspace_id TEXT NOT NULL,
    owner_user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    description TEXT,
    created_at TEXT NOT NULL DEFAULT (datetime('now')),
    updated_at TEXT NOT NULL DEFAULT (datetime('now'))
) STRICT;

-- 3. its rows are copied; writes every row anew
INSERT INTO schemac_new_lists (rowid, id, workspace_id, owner_user_id, name, description, created_at, updated_at)
SELECT rowid, id, 'ws-default', owner_user_id, name, description, created_at, updated_at
FROM lists
ORDER BY rowid;

-- 4. each row has to be there; reads every row
SELECT 'lists: ' || (SELECT count(*) FROM schemac_new_lists) || ' rows were copied of ' || (SELECT count(*) FROM lists) AS violation
WHERE (SELECT count(*) FROM schemac_new_lists) <> (SELECT count(*) FROM lists);

-- 5. it takes the place of the old one
DROP TABLE lists;
PRAGMA legacy_alter_table = ON;
ALTER TABLE schemac_new_lists RENAME TO lists;
PRAGMA legacy_alter_table = OFF;

-- 6. index lists.idx_lists_workspace_owner is made again; reads every row
CREATE INDEX idx_lists_workspace_owner ON lists (workspace_id, owner_user_id, created_at DESC);

-- 7. no two rows may hold the same from now on; reads every row; fails if a row does not fit
SELECT 'lists (workspace_id, owner_user_id, name): ' || count(*) || ' rows hold ' || substr(quote(workspace_id) || ', ' || quote(owner_user_id) || ', ' || quote(name), 1, 80) AS violation
FROM lists
WHERE workspace_id IS NOT NULL AND owner_user_id IS NOT NULL AND name IS NOT NULL
GROUP BY workspace_id, owner_user_id, name
HAVING count(*) > 1
LIMIT 1;

-- 8. index lists.uq_lists_owner_name is new; reads every row; fails if a row does not fit
CREATE UNIQUE INDEX uq_lists_owner_name ON lists (workspace_id, owner_user_id, name);

PRAGMA foreign_key_check(lists);
PRAGMA foreign_key_check(list_members);
PRAGMA foreign_key_check(import_sessions);
COMMIT;

PRAGMA foreign_keys = ON;
