-- 0021 inbox_table of schema workspace, for SQLite
-- old programs: write
-- new programs: none

BEGIN;

-- 1. table inbox is new
CREATE TABLE inbox (
    id TEXT NOT NULL PRIMARY KEY,
    user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    type TEXT NOT NULL,
    title TEXT NOT NULL,
    message TEXT,
    action_type TEXT,
    action_target_id TEXT,
    action_url TEXT,
    priority TEXT DEFAULT 'normal' CHECK (priority IN ('low', 'normal', 'high', 'urgent')),
    is_read INTEGER NOT NULL DEFAULT 0,
    read_at TEXT,
    created_at TEXT NOT NULL DEFAULT (CURRENT_TIMESTAMP)
) STRICT;

-- 2. index inbox.idx_inbox_created_at is new
CREATE INDEX idx_inbox_created_at ON inbox (created_at DESC);

-- 3. index inbox.idx_inbox_priority is new
CREATE INDEX idx_inbox_priority ON inbox (user_id, priority) WHERE is_read = 0;

-- 4. index inbox.idx_inbox_user_id is new
CREATE INDEX idx_inbox_user_id ON inbox (user_id);

-- 5. index inbox.idx_inbox_user_read is new
CREATE INDEX idx_inbox_user_read ON inbox (user_id, is_read);

COMMIT;
