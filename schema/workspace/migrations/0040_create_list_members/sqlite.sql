-- 0040 create_list_members of schema workspace, for SQLite
-- old programs: read
-- new programs: none

PRAGMA foreign_keys = OFF;

BEGIN;

-- 1. table list_members is made anew: column owner_user_id is new, column added_at is new, column added_by is new
CREATE TABLE schemac_new_list_members (
    id TEXT NOT NULL PRIMARY KEY,
    workspace_id TEXT NOT NULL,
    list_id TEXT NOT NULL REFERENCES lists (id) ON DELETE CASCADE,
    contact_id TEXT NOT NULL REFERENCES contacts (id) ON DELETE CASCADE,
    created_at TEXT NOT NULL DEFAULT (datetime('now')),
    owner_user_id TEXT,
    added_at TEXT DEFAULT (datetime('now')),
    added_by TEXT
) STRICT;

-- 2. its rows are copied; writes every row anew
INSERT INTO schemac_new_list_members (rowid, id, workspace_id, list_id, contact_id, created_at, owner_user_id, added_at)
SELECT rowid, id, workspace_id, list_id, contact_id, created_at,
    (SELECT owner_user_id FROM lists WHERE lists.id = list_members.list_id), created_at
FROM list_members
ORDER BY rowid;

-- 3. each row has to be there; reads every row
SELECT 'list_members: ' || (SELECT count(*) FROM schemac_new_list_members) || ' rows were copied of ' || (SELECT count(*) FROM list_members) AS violation
WHERE (SELECT count(*) FROM schemac_new_list_members) <> (SELECT count(*) FROM list_members);

-- 4. it takes the place of the old one
DROP TABLE list_members;
PRAGMA legacy_alter_table = ON;
ALTER TABLE schemac_new_list_members RENAME TO list_members;
PRAGMA legacy_alter_table = OFF;

-- 5. index list_members.idx_list_members_tenant_contact_added is new; reads every row
CREATE INDEX idx_list_members_tenant_contact_added ON list_members (workspace_id, owner_user_id, contact_id, added_at DESC, id DESC);

-- 6. index list_members.idx_list_members_tenant_list_added is new; reads every row
CREATE INDEX idx_list_members_tenant_list_added ON list_members (workspace_id, owner_user_id, list_id, added_at DESC, id DESC);

-- 7. index list_members.idx_list_members_workspace is made again; reads every row
CREATE INDEX idx_list_members_workspace ON list_members (workspace_id, list_id);

-- 8. no two rows may hold the same from now on; reads every row; fails if a row does not fit
SELECT 'list_members (workspace_id, owner_user_id, list_id, contact_id): ' || count(*) || ' rows hold ' || substr(quote(workspace_id) || ', ' || quote(owner_user_id) || ', ' || quote(list_id) || ', ' || quote(contact_id), 1, 80) AS violation
FROM list_members
WHERE workspace_id IS NOT NULL AND owner_user_id IS NOT NULL AND list_id IS NOT NULL AND contact_id IS NOT NULL
GROUP BY workspace_id, owner_user_id, list_id, contact_id
HAVING count(*) > 1
LIMIT 1;

-- 9. index list_members.uq_list_members_tenant_list_contact is new; reads every row; fails if a row does not fit
CREATE UNIQUE INDEX uq_list_members_tenant_list_contact ON list_members (workspace_id, owner_user_id, list_id, contact_id);

PRAGMA foreign_key_check(list_members);
COMMIT;

PRAGMA foreign_keys = ON;
