-- 0009 relationships_unique_pair of schema workspace, for SQLite
-- old programs: none
-- new programs: none
-- allow: drop-column relationships.label
--   why: a relation has a type now
-- allow: drop-column relationships.notes
--   why: notes are kept with contacts
-- allow: set-not-null relationships.relation_type
--   why: every closeness becomes a type
-- allow: set-not-null relationships.status
--   why: every visibility becomes a status
-- allow: add-unique relationships.relationships_user_a_id_user_b_id_key
--   why: the unique index before said the same
-- allow: add-check relationships.relationships_relation_type_check
--   why: every closeness becomes a type
-- allow: add-check relationships.relationships_status_check
--   why: every visibility becomes a status

PRAGMA foreign_keys = OFF;

BEGIN;

-- 1. column relationships.user_id is called user_a_id now
ALTER TABLE relationships RENAME COLUMN user_id TO user_a_id;

-- 2. column relationships.related_user_id is called user_b_id now
ALTER TABLE relationships RENAME COLUMN related_user_id TO user_b_id;

-- 3. column relationships.closeness is called relation_type now
ALTER TABLE relationships RENAME COLUMN closeness TO relation_type;

-- 4. column relationships.visibility is called status now
ALTER TABLE relationships RENAME COLUMN visibility TO status;

-- 5. relationships.created_at takes no NULL from now on; reads every row; fails if a row does not fit
SELECT 'relationships.created_at: row with id = ' || quote(id) || ' would hold NULL' AS violation
FROM relationships
WHERE unixepoch(created_at) IS NULL
LIMIT 1;

-- 6. relationships.updated_at takes no NULL from now on; reads every row; fails if a row does not fit
SELECT 'relationships.updated_at: row with id = ' || quote(id) || ' would hold NULL' AS violation
FROM relationships
WHERE unixepoch(updated_at) IS NULL
LIMIT 1;

-- 7. no two rows may hold the same from now on; reads every row; fails if a row does not fit
SELECT 'relationships (user_a_id, user_b_id): ' || count(*) || ' rows hold ' || substr(quote(user_a_id) || ', ' || quote(user_b_id), 1, 80) AS violation
FROM relationships
WHERE user_a_id IS NOT NULL AND user_b_id IS NOT NULL
GROUP BY user_a_id, user_b_id
HAVING count(*) > 1
LIMIT 1;

-- 8. table relationships is made anew: column label goes, column notes goes, a check goes, a check goes, a check goes, column relation_type changes (null, default), column status changes (null, default), column permissions_json is new, column created_at changes (type, default), column updated_at changes (type, default), a check is new, a unique is new, a check is new
CREATE TABLE schemac_new_relationships (
    id TEXT NOT NULL PRIMARY KEY,
    user_a_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    user_b_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    relation_type TEXT NOT NULL CHECK (relation_type IN ('family', 'partner', 'stranger')),
    status TEXT NOT NULL DEFAULT 'active' CHECK (status IN ('pending', 'active', 'blocked')),
    permissions_json TEXT NOT NULL DEFAULT '{}',
    created_at INTEGER NOT NULL DEFAULT (unixepoch()),
    updated_at INTEGER NOT NULL DEFAULT (unixepoch()),
    UNIQUE (user_a_id, user_b_id)
) STRICT;

-- 9. its rows are copied; writes every row anew
INSERT INTO schemac_new_relationships (rowid, id, user_a_id, user_b_id, relation_type, status, created_at, updated_at)
SELECT rowid, id, user_a_id, user_b_id,
    CASE relation_type WHEN 'family' THEN 'family' ELSE 'stranger' END,
    CASE status WHEN 'blocked' THEN 'blocked' ELSE 'active' END, unixepoch(created_at), unixepoch(updated_at)
FROM relationships
ORDER BY rowid;

-- 10. each row has to be there; reads every row
SELECT 'relationships: ' || (SELECT count(*) FROM schemac_new_relationships) || ' rows were copied of ' || (SELECT count(*) FROM relationships) AS violation
WHERE (SELECT count(*) FROM schemac_new_relationships) <> (SELECT count(*) FROM relationships);

-- 11. it takes the place of the old one
DROP TABLE relationships;
PRAGMA legacy_alter_table = ON;
ALTER TABLE schemac_new_relationships RENAME TO relationships;
PRAGMA legacy_alter_table = OFF;

-- 12. index relationships.idx_relationships_pair is made again; reads every row
CREATE INDEX idx_relationships_pair ON relationships (user_a_id, user_b_id);

-- 13. index relationships.idx_relationships_type is made again; reads every row
CREATE INDEX idx_relationships_type ON relationships (relation_type);

-- 14. index relationships.idx_relationships_user_a is new; reads every row
CREATE INDEX idx_relationships_user_a ON relationships (user_a_id, status);

-- 15. index relationships.idx_relationships_user_b is made again; reads every row
CREATE INDEX idx_relationships_user_b ON relationships (user_b_id, status);

PRAGMA foreign_key_check(relationships);
COMMIT;

PRAGMA foreign_keys = ON;
