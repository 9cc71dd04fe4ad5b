-- 0064 add_workmate_relation_type of schema workspace, for SQLite
-- old programs: none
-- new programs: none
-- allow: set-not-null relationship_requests.token
--   why: a request without one gets one
-- allow: set-not-null relationship_requests.expires_at
--   why: a request without an end gets thirty days
-- allow: add-check relationship_requests.relationship_requests_requested_type_check
--   why: it takes one value more
-- allow: add-check relationships.relationships_relation_type_check
--   why: it takes one value more

PRAGMA foreign_keys = OFF;

BEGIN;

-- a request without a token gets one
UPDATE relationship_requests SET token = lower(hex(randomblob(16))) WHERE token IS NULL;

-- 1. relationship_requests.token takes no NULL from now on; reads every row; fails if a row does not fit
SELECT 'relationship_requests.token: row with id = ' || quote(id) || ' holds NULL' AS violation
FROM relationship_requests
WHERE token IS NULL
LIMIT 1;

-- 2. relationship_requests.expires_at takes no NULL from now on; reads every row; fails if a row does not fit
SELECT 'relationship_requests.expires_at: row with id = ' || quote(id) || ' would hold NULL' AS violation
FROM relationship_requests
WHERE COALESCE(datetime(expires_at, 'unixepoch'), datetime('now', '+30 days')) IS NULL
LIMIT 1;

-- 3. relationship_requests.created_at takes no NULL from now on; reads every row; fails if a row does not fit
SELECT 'relationship_requests.created_at: row with id = ' || quote(id) || ' would hold NULL' AS violation
FROM relationship_requests
WHERE datetime(created_at, 'unixepoch') IS NULL
LIMIT 1;

-- 4. each row has to pass the check requested_type IN ('family', 'partner', 'workmate'); reads every row; fails if a row does not fit
SELECT 'relationship_requests: row with id = ' || quote(id) || ' breaks the check requested_type IN (''family'', ''partner'', ''workmate'')' AS violation
FROM relationship_requests
WHERE NOT (requested_type IN ('family', 'partner', 'workmate'))
LIMIT 1;

-- 5. table relationship_requests is made anew: a foreign key changes (on delete), column token changes (null), column permission_preset is new, column expires_at changes (type, null), column created_at changes (type, default), column responded_at changes (type), a check changes (expr), a check is new
CREATE TABLE schemac_new_relationship_requests (
    id TEXT NOT NULL PRIMARY KEY,
    inviter_user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    invitee_user_id TEXT REFERENCES users (id) ON DELETE CASCADE,
    invitee_email TEXT,
    requested_type TEXT NOT NULL CHECK (requested_type IN ('family', 'partner', 'workmate')),
    status TEXT NOT NULL DEFAULT 'pending' CHECK (status IN ('pending', 'accepted', 'declined', 'expired')),
    token TEXT NOT NULL UNIQUE,
    message TEXT,
    permission_preset TEXT CHECK (permission_preset IN ('workmate_default', 'family_view_freebusy', 'family_can_write', NULL)),
    expires_at TEXT NOT NULL,
    created_at TEXT NOT NULL DEFAULT (datetime('now')),
    responded_at TEXT
) STRICT;

-- 6. its rows are copied; writes every row anew; fails if a row does not fit
INSERT INTO schemac_new_relationship_requests (rowid, id, inviter_user_id, invitee_user_id, invitee_email, requested_type, status, token, message, expires_at, created_at, responded_at)
SELECT rowid, id, inviter_user_id, invitee_user_id, invitee_email, requested_type, status, token, message, COALESCE(datetime(expires_at, 'unixepoch'), datetime('now', '+30 days')), datetime(created_at, 'unixepoch'), datetime(responded_at, 'unixepoch')
FROM relationship_requests
ORDER BY rowid;

-- 7. each row has to be there; reads every row
SELECT 'relationship_requests: ' || (SELECT count(*) FROM schemac_new_relationship_requests) || ' rows were copied of ' || (SELECT count(*) FROM relationship_requests) AS violation
WHERE (SELECT count(*) FROM schemac_new_relationship_requests) <> (SELECT count(*) FROM relationship_requests);

-- 8. it takes the place of the old one
DROP TABLE relationship_requests;
PRAGMA legacy_alter_table = ON;
ALTER TABLE schemac_new_relationship_requests RENAME TO relationship_requests;
PRAGMA legacy_alter_table = OFF;

-- 9. each row has to pass the check relation_type IN ('family', 'partner', 'stranger', 'workmate'); reads every row; fails if a row does not fit
SELECT 'relationships: row with id = ' || quote(id) || ' breaks the check relation_type IN (''family'', ''partner'', ''stranger'', ''workmate'')' AS violation
FROM relationships
WHERE NOT (relation_type IN ('family', 'partner', 'stranger', 'workmate'))
LIMIT 1;

-- 10. table relationships is made anew: column permission_preset is new, a check changes (expr), a check is new
CREATE TABLE schemac_new_relationships (
    id TEXT NOT NULL PRIMARY KEY,
    user_a_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    user_b_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    relation_type TEXT NOT NULL CHECK (relation_type IN ('family', 'partner', 'stranger', 'workmate')),
    status TEXT NOT NULL DEFAULT 'active' CHECK (status IN ('pending', 'active', 'blocked')),
    permissions_json TEXT NOT NULL DEFAULT '{}',
    permission_preset TEXT CHECK (permission_preset IN ('workmate_default', 'family_view_freebusy', 'family_can_write', NULL)),
    created_at INTEGER NOT NULL DEFAULT (unixepoch()),
    updated_at INTEGER NOT NULL DEFAULT (unixepoch()),
    UNIQUE (user_a_id, user_b_id)
) STRICT;

-- 11. its rows are copied; writes every row anew; fails if a row does not fit
INSERT INTO schemac_new_relationships (rowid, id, user_a_id, user_b_id, relation_type, status, permissions_json, created_at, updated_at)
SELECT rowid, id, user_a_id, user_b_id, relation_type, status, permissions_json, created_at, updated_at
FROM relationships
ORDER BY rowid;

-- 12. each row has to be there; reads every row
SELECT 'relationships: ' || (SELECT count(*) FROM schemac_new_relationships) || ' rows were copied of ' || (SELECT count(*) FROM relationships) AS violation
WHERE (SELECT count(*) FROM schemac_new_relationships) <> (SELECT count(*) FROM relationships);

-- 13. it takes the place of the old one
DROP TABLE relationships;
PRAGMA legacy_alter_table = ON;
ALTER TABLE schemac_new_relationships RENAME TO relationships;
PRAGMA legacy_alter_table = OFF;

-- 14. index relationship_requests.idx_relationship_requests_email is made again; reads every row
CREATE INDEX idx_relationship_requests_email ON relationship_requests (invitee_email, status, created_at);

-- 15. index relationship_requests.idx_relationship_requests_invitee is made again; reads every row
CREATE INDEX idx_relationship_requests_invitee ON relationship_requests (invitee_user_id, status, created_at);

-- 16. index relationship_requests.idx_relationship_requests_inviter is made again; reads every row
CREATE INDEX idx_relationship_requests_inviter ON relationship_requests (inviter_user_id, status, created_at);

-- 17. index relationship_requests.idx_relationship_requests_token is made again; reads every row
CREATE INDEX idx_relationship_requests_token ON relationship_requests (token);

-- 18. index relationships.idx_relationships_pair is made again; reads every row
CREATE INDEX idx_relationships_pair ON relationships (user_a_id, user_b_id);

-- 19. index relationships.idx_relationships_type is made again; reads every row
CREATE INDEX idx_relationships_type ON relationships (relation_type);

-- 20. index relationships.idx_relationships_user_a is made again; reads every row
CREATE INDEX idx_relationships_user_a ON relationships (user_a_id, status);

-- 21. index relationships.idx_relationships_user_b is made again; reads every row
CREATE INDEX idx_relationships_user_b ON relationships (user_b_id, status);

PRAGMA foreign_key_check(relationships);
PRAGMA foreign_key_check(relationship_requests);
COMMIT;

PRAGMA foreign_keys = ON;
