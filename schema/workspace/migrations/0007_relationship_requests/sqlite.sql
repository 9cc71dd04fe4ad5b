-- 0007 relationship_requests of schema workspace, for SQLite
-- old programs: write
-- new programs: none

BEGIN;

-- 1. table relationship_requests is new
CREATE TABLE relationship_requests (
    id TEXT NOT NULL PRIMARY KEY,
    inviter_user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    invitee_user_id TEXT REFERENCES users (id) ON DELETE SET NULL,
    invitee_email TEXT,
    requested_type TEXT NOT NULL CHECK (requested_type IN ('family', 'partner')),
    status TEXT NOT NULL DEFAULT 'pending' CHECK (status IN ('pending', 'accepted', 'declined', 'expired')),
    token TEXT UNIQUE,
    message TEXT,
    expires_at INTEGER,
    created_at INTEGER NOT NULL DEFAULT (unixepoch()),
    responded_at INTEGER
) STRICT;

-- 2. index relationship_requests.idx_relreq_invitee_email_status is new
CREATE INDEX idx_relreq_invitee_email_status ON relationship_requests (invitee_email, status, created_at);

-- 3. index relationship_requests.idx_relreq_invitee_status is new
CREATE INDEX idx_relreq_invitee_status ON relationship_requests (invitee_user_id, status, created_at);

-- 4. index relationship_requests.idx_relreq_inviter_status is new
CREATE INDEX idx_relreq_inviter_status ON relationship_requests (inviter_user_id, status, created_at);

-- 5. index relationship_requests.idx_relreq_token is new
CREATE INDEX idx_relreq_token ON relationship_requests (token);

COMMIT;
