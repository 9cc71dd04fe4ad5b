-- 0059 create_chat_messages of schema workspace, for SQLite
-- old programs: write
-- new programs: none

BEGIN;

-- 1. table chat_messages is new
CREATE TABLE chat_messages (
    id TEXT NOT NULL DEFAULT (lower(hex(randomblob(16)))) PRIMARY KEY,
    workspace_id TEXT NOT NULL REFERENCES workspaces (id),
    user_id TEXT NOT NULL REFERENCES users (id),
    role TEXT NOT NULL CHECK (role IN ('user', 'assistant')),
    content TEXT NOT NULL,
    thread_id TEXT,
    intent TEXT,
    metadata TEXT,
    created_at TEXT DEFAULT (CURRENT_TIMESTAMP)
) STRICT;

-- 2. index chat_messages.idx_chat_messages_thread is new
CREATE INDEX idx_chat_messages_thread ON chat_messages (thread_id, created_at DESC) WHERE thread_id IS NOT NULL;

-- 3. index chat_messages.idx_chat_messages_user_recent is new
CREATE INDEX idx_chat_messages_user_recent ON chat_messages (user_id, created_at DESC);

-- 4. index chat_messages.idx_chat_messages_workspace_recent is new
CREATE INDEX idx_chat_messages_workspace_recent ON chat_messages (workspace_id, created_at DESC);

COMMIT;
