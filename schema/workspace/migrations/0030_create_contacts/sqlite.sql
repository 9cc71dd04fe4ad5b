-- 0030 create_contacts of schema workspace, for SQLite
-- old programs: none
-- new programs: none
-- allow: drop-column contacts.last_interaction_at
--   why: when people met is told by what they did
-- allow: drop-column contacts.source
--   why: contacts are kept by hand from now on
-- allow: add-check contacts.contacts_kind_check
--   why: every row gets one of two kinds
-- allow: add-unique contacts.uq_contacts_owner_email
--   why: a person is kept once; a second row stops this
-- allow: add-unique contacts.uq_contacts_owner_user_id
--   why: a person is kept once; a second row stops this

PRAGMA foreign_keys = OFF;

BEGIN;

-- 1. column contacts.related_user_id is called user_id now
ALTER TABLE contacts RENAME COLUMN related_user_id TO user_id;

-- 2. column contacts.company is called summary now
ALTER TABLE contacts RENAME COLUMN company TO summary;

-- 3. each row has to pass the check kind IN ('internal_user', 'external_person', 'list_member'); reads every row; fails if a row does not fit
SELECT 'contacts: row with id = ' || quote(id) || ' breaks the check kind IN (''internal_user'', ''external_person'', ''list_member'')' AS violation
FROM (SELECT id, 'ws-default' AS workspace_id, owner_user_id, CASE WHEN user_id IS NULL THEN 'external_person' ELSE 'internal_user' END AS kind, user_id, email, display_name, 'external' AS relationship_type, '[]' AS tags_json, notes, summary, created_at, updated_at, phone FROM contacts)
WHERE NOT (kind IN ('internal_user', 'external_person', 'list_member'))
LIMIT 1;

-- 4. table contacts is made anew: a foreign key goes, column last_interaction_at goes, column source goes, a check goes, column workspace_id is new, column kind is new, column relationship_type is new, column tags_json is new, a check is new, a check is new
CREATE TABLE schemac_new_contacts (
    id TEXT NOT NULL PRIMARY KEY,
    workspace_id TEXT NOT NULL,
    owner_user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    kind TEXT NOT NULL CHECK (kind IN ('internal_user', 'external_person', 'list_member')),
    user_id TEXT,
    email TEXT,
    display_name TEXT,
    relationship_type TEXT NOT NULL DEFAULT 'external' CHECK (relationship_type IN ('family', 'coworker', 'external')),
    tags_json TEXT NOT NULL DEFAULT '[]',
    notes TEXT,
    summary TEXT,
    created_at TEXT NOT NULL DEFAULT (datetime('now')),
    updated_at TEXT NOT NULL DEFAULT (datetime('now')),
    phone TEXT
) STRICT;

-- 5. its rows are copied; writes every row anew; fails if a row does not fit
INSERT INTO schemac_new_contacts (rowid, id, workspace_id, owner_user_id, kind, user_id, email, display_name, notes, summary, created_at, updated_at, phone)
SELECT rowid, id, 'ws-default', owner_user_id, CASE WHEN user_id IS NULL THEN 'external_person' ELSE 'internal_user' END, user_id, email, display_name, notes, summary, created_at, updated_at, phone
FROM contacts
ORDER BY rowid;

-- 6. each row has to be there; reads every row
SELECT 'contacts: ' || (SELECT count(*) FROM schemac_new_contacts) || ' rows were copied of ' || (SELECT count(*) FROM contacts) AS violation
WHERE (SELECT count(*) FROM schemac_new_contacts) <> (SELECT count(*) FROM contacts);

-- 7. it takes the place of the old one
DROP TABLE contacts;
PRAGMA legacy_alter_table = ON;
ALTER TABLE schemac_new_contacts RENAME TO contacts;
PRAGMA legacy_alter_table = OFF;

-- 8. index contacts.idx_contacts_workspace_email is made again; reads every row
CREATE INDEX idx_contacts_workspace_email ON contacts (workspace_id, email);

-- 9. index contacts.idx_contacts_workspace_owner is made again; reads every row
CREATE INDEX idx_contacts_workspace_owner ON contacts (workspace_id, owner_user_id);

-- 10. index contacts.idx_contacts_workspace_relationship is new; reads every row
CREATE INDEX idx_contacts_workspace_relationship ON contacts (workspace_id, relationship_type);

-- 11. index contacts.idx_contacts_workspace_user is made again; reads every row
CREATE INDEX idx_contacts_workspace_user ON contacts (workspace_id, user_id);

-- 12. no two rows may hold the same from now on; reads every row; fails if a row does not fit
SELECT 'contacts (workspace_id, owner_user_id, email): ' || count(*) || ' rows hold ' || substr(quote(workspace_id) || ', ' || quote(owner_user_id) || ', ' || quote(email), 1, 80) AS violation
FROM contacts
WHERE (email IS NOT NULL) AND workspace_id IS NOT NULL AND owner_user_id IS NOT NULL AND email IS NOT NULL
GROUP BY workspace_id, owner_user_id, email
HAVING count(*) > 1
LIMIT 1;

-- 13. index contacts.uq_contacts_owner_email is new; reads every row; fails if a row does not fit
CREATE UNIQUE INDEX uq_contacts_owner_email ON contacts (workspace_id, owner_user_id, email) WHERE email IS NOT NULL;

-- 14. no two rows may hold the same from now on; reads every row; fails if a row does not fit
SELECT 'contacts (workspace_id, owner_user_id, user_id): ' || count(*) || ' rows hold ' || substr(quote(workspace_id) || ', ' || quote(owner_user_id) || ', ' || quote(user_id), 1, 80) AS violation
FROM contacts
WHERE (user_id IS NOT NULL) AND workspace_id IS NOT NULL AND owner_user_id IS NOT NULL AND user_id IS NOT NULL
GROUP BY workspace_id, owner_user_id, user_id
HAVING count(*) > 1
LIMIT 1;

-- 15. index contacts.uq_contacts_owner_user_id is new; reads every row; fails if a row does not fit
CREATE UNIQUE INDEX uq_contacts_owner_user_id ON contacts (workspace_id, owner_user_id, user_id) WHERE user_id IS NOT NULL;

PRAGMA foreign_key_check(contacts);
COMMIT;

PRAGMA foreign_keys = ON;
