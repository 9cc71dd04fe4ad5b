-- 0016 thread_messages of schema workspace, for SQLite
-- old programs: write
-- new programs: none

BEGIN;

-- 1. table thread_messages is new
CREATE TABLE thread_messages (
    id TEXT NOT NULL PRIMARY KEY,
    sender_user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    thread_id TEXT REFERENCES scheduling_threads (id) ON DELETE CASCADE,
    hosted_event_id TEXT REFERENCES hosted_events (id) ON DELETE CASCADE,
    channel TEXT NOT NULL DEFAULT 'email' CHECK (channel IN ('email', 'inbox')),
    subject TEXT,
    body TEXT NOT NULL,
    status TEXT NOT NULL DEFAULT 'draft' CHECK (status IN ('draft', 'queued', 'sent', 'failed', 'cancelled')),
    created_at INTEGER NOT NULL DEFAULT (unixepoch()),
    updated_at INTEGER NOT NULL DEFAULT (unixepoch())
) STRICT;

-- 2. table thread_message_deliveries is new
CREATE TABLE thread_message_deliveries (
    id TEXT NOT NULL PRIMARY KEY,
    message_id TEXT NOT NULL REFERENCES thread_messages (id) ON DELETE CASCADE,
    recipient_user_id TEXT,
    recipient_email TEXT,
    recipient_display_name TEXT,
    status TEXT NOT NULL DEFAULT 'pending' CHECK (status IN ('pending', 'sent', 'bounced', 'failed')),
    delivered_at INTEGER,
    error_message TEXT,
    created_at INTEGER NOT NULL DEFAULT (unixepoch())
) STRICT;

-- 3. index thread_message_deliveries.idx_thread_message_deliveries_message is new
CREATE INDEX idx_thread_message_deliveries_message ON thread_message_deliveries (message_id, status);

-- 4. index thread_messages.idx_thread_messages_event_created is new
CREATE INDEX idx_thread_messages_event_created ON thread_messages (hosted_event_id, created_at);

-- 5. index thread_messages.idx_thread_messages_thread_created is new
CREATE INDEX idx_thread_messages_thread_created ON thread_messages (thread_id, created_at);

COMMIT;
