-- 0032 create_list_members of schema workspace, for SQLite
-- old programs: none
-- new programs: none
-- allow: drop-column list_members.permission
--   why: the owner alone changes a list
-- allow: drop-column list_members.delivery_preferences_json
--   why: contacts have no preferences
-- allow: add-foreign-key list_members.list_members_contact_id_fkey
--   why: each member becomes a contact of the owner first

PRAGMA foreign_keys = OFF;

BEGIN;

-- 1. column list_members.user_id is called contact_id now
ALTER TABLE list_members RENAME COLUMN user_id TO contact_id;

-- 2. column list_members.joined_at is called created_at now
ALTER TABLE list_members RENAME COLUMN joined_at TO created_at;

-- the people of a list are contacts of its owner from now on
INSERT INTO contacts (id, workspace_id, owner_user_id, kind, user_id, email, display_name)
SELECT lower(hex(randomblob(16))), l.workspace_id, l.owner_user_id, 'list_member', u.id, u.email, u.display_name
FROM list_members AS m JOIN lists AS l ON l.id = m.list_id JOIN users AS u ON u.id = m.contact_id
WHERE NOT EXISTS (SELECT 1 FROM contacts AS c
                  WHERE c.workspace_id = l.workspace_id AND c.owner_user_id = l.owner_user_id
                    AND (c.user_id = u.id OR c.email = u.email))
GROUP BY l.workspace_id, l.owner_user_id, u.id;
UPDATE list_members SET contact_id =
    (SELECT c.id
     FROM lists AS l JOIN users AS u ON u.id = list_members.contact_id
         JOIN contacts AS c ON c.workspace_id = l.workspace_id AND c.owner_user_id = l.owner_user_id
             AND (c.user_id = u.id OR c.email = u.email)
     WHERE l.id = list_members.list_id
     ORDER BY c.user_id IS NULL, c.id
     LIMIT 1);

-- 3. each row has to refer to a row of contacts; reads every row; fails if a row does not fit
SELECT 'list_members: row with id = ' || quote(id) || ' refers to a row of contacts that is not there: ' || quote(contact_id) AS violation
FROM list_members AS referring
WHERE referring.contact_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM contacts AS referred WHERE referred.id = referring.contact_id)
LIMIT 1;

-- 4. table list_members is made anew: a foreign key goes, column permission goes, a check goes, column delivery_preferences_json goes, column workspace_id is new, a foreign key is new
CREATE TABLE schemac_new_list_members (
    id TEXT NOT NULL PRIMARY KEY,
    workspace_id TEXT NOT NULL,
    list_id TEXT NOT NULL REFERENCES lists (id) ON DELETE CASCADE,
    contact_id TEXT NOT NULL REFERENCES contacts (id) ON DELETE CASCADE,
    created_at TEXT NOT NULL DEFAULT (datetime('now'))
) STRICT;

-- 5. its rows are copied; writes every row anew
INSERT INTO schemac_new_list_members (rowid, id, workspace_id, list_id, contact_id, created_at)
SELECT rowid, id, 'ws-default', list_id, contact_id, created_at
FROM list_members
ORDER BY rowid;

-- 6. each row has to be there; reads every row
SELECT 'list_members: ' || (SELECT count(*) FROM schemac_new_list_members) || ' rows were copied of ' || (SELECT count(*) FROM list_members) AS violation
WHERE (SELECT count(*) FROM schemac_new_list_members) <> (SELECT count(*) FROM list_members);

-- 7. it takes the place of the old one
DROP TABLE list_members;
PRAGMA legacy_alter_table = ON;
ALTER TABLE schemac_new_list_members RENAME TO list_members;
PRAGMA legacy_alter_table = OFF;

-- 8. index list_members.idx_list_members_contact is made again; reads every row
CREATE INDEX idx_list_members_contact ON list_members (contact_id, created_at DESC);

-- 9. index list_members.idx_list_members_list is new; reads every row
CREATE INDEX idx_list_members_list ON list_members (list_id, created_at DESC);

-- 10. index list_members.idx_list_members_workspace is new; reads every row
CREATE INDEX idx_list_members_workspace ON list_members (workspace_id, list_id);

-- 11. index list_members.uq_list_members_list_contact is made again; reads every row
CREATE UNIQUE INDEX uq_list_members_list_contact ON list_members (list_id, contact_id);

PRAGMA foreign_key_check(list_members);
COMMIT;

PRAGMA foreign_keys = ON;
