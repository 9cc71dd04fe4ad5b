-- 0019 threads_and_invites of schema workspace, for SQLite
-- old programs: write
-- new programs: none

BEGIN;

-- 1. table threads is new
CREATE TABLE threads (
    id TEXT NOT NULL PRIMARY KEY,
    user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    workspace_id TEXT REFERENCES workspaces (id) ON DELETE SET NULL,
    title TEXT NOT NULL,
    description TEXT,
    status TEXT DEFAULT 'active' CHECK (status IN ('active', 'archived', 'deleted')),
    created_at TEXT NOT NULL DEFAULT (datetime('now')),
    updated_at TEXT NOT NULL DEFAULT (datetime('now'))
) STRICT;

-- 2. table thread_invites is new
CREATE TABLE thread_invites (
    id TEXT NOT NULL PRIMARY KEY,
    thread_id TEXT NOT NULL REFERENCES threads (id) ON DELETE CASCADE,
    token TEXT NOT NULL UNIQUE,
    email TEXT NOT NULL,
    candidate_name TEXT NOT NULL,
    candidate_reason TEXT,
    status TEXT DEFAULT 'pending' CHECK (status IN ('pending', 'accepted', 'declined', 'expired')),
    expires_at TEXT NOT NULL,
    accepted_at TEXT,
    created_at TEXT NOT NULL DEFAULT (datetime('now'))
) STRICT;

-- 3. table thread_participants is new
CREATE TABLE thread_participants (
    id TEXT NOT NULL PRIMARY KEY,
    thread_id TEXT NOT NULL REFERENCES threads (id) ON DELETE CASCADE,
    user_id TEXT REFERENCES users (id) ON DELETE SET NULL,
    email TEXT,
    role TEXT DEFAULT 'member' CHECK (role IN ('owner', 'member')),
    joined_at TEXT NOT NULL DEFAULT (datetime('now')),
    UNIQUE (thread_id, user_id),
    UNIQUE (thread_id, email)
) STRICT;

-- 4. index thread_invites.idx_thread_invites_email is new
CREATE INDEX idx_thread_invites_email ON thread_invites (email);

-- 5. index thread_invites.idx_thread_invites_status is new
CREATE INDEX idx_thread_invites_status ON thread_invites (status);

-- 6. index thread_invites.idx_thread_invites_thread_id is new
CREATE INDEX idx_thread_invites_thread_id ON thread_invites (thread_id);

-- 7. index thread_invites.idx_thread_invites_token is new
CREATE INDEX idx_thread_invites_token ON thread_invites (token);

-- 8. index thread_participants.idx_thread_participants_email is new
CREATE INDEX idx_thread_participants_email ON thread_participants (email);

-- 9. index thread_participants.idx_thread_participants_thread_id is new
CREATE INDEX idx_thread_participants_thread_id ON thread_participants (thread_id);

-- 10. index thread_participants.idx_thread_participants_user_id is new
CREATE INDEX idx_thread_participants_user_id ON thread_participants (user_id);

-- 11. index threads.idx_threads_status is new
CREATE INDEX idx_threads_status ON threads (status);

-- 12. index threads.idx_threads_user_id is new
CREATE INDEX idx_threads_user_id ON threads (user_id);

-- 13. index threads.idx_threads_workspace_id is new
CREATE INDEX idx_threads_workspace_id ON threads (workspace_id);

COMMIT;
