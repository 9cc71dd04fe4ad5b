-- 0020 sessions_table of schema workspace, for SQLite
-- old programs: write
-- new programs: none

BEGIN;

-- 1. table sessions is new
CREATE TABLE sessions (
    id TEXT NOT NULL DEFAULT (lower(hex(randomblob(16)))) PRIMARY KEY,
    user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    token_hash TEXT NOT NULL UNIQUE,
    expires_at TEXT NOT NULL,
    created_at TEXT NOT NULL DEFAULT (datetime('now')),
    last_seen_at TEXT NOT NULL DEFAULT (datetime('now')),
    user_agent TEXT,
    ip_address TEXT
) STRICT;

-- 2. index sessions.idx_sessions_expires_at is new
CREATE INDEX idx_sessions_expires_at ON sessions (expires_at);

-- 3. index sessions.idx_sessions_token_hash is new
CREATE INDEX idx_sessions_token_hash ON sessions (token_hash);

-- 4. index sessions.idx_sessions_user_id is new
CREATE INDEX idx_sessions_user_id ON sessions (user_id);

COMMIT;
