-- 0061 scheduled_reminders of schema workspace, for SQLite
-- old programs: write
-- new programs: none

BEGIN;

-- 1. table scheduled_reminders is new
CREATE TABLE scheduled_reminders (
    id TEXT NOT NULL PRIMARY KEY,
    thread_id TEXT NOT NULL REFERENCES scheduling_threads (id) ON DELETE CASCADE,
    invite_id TEXT NOT NULL REFERENCES thread_invites (id) ON DELETE CASCADE,
    token TEXT NOT NULL,
    to_email TEXT NOT NULL,
    to_name TEXT,
    remind_at TEXT NOT NULL,
    remind_type TEXT NOT NULL DEFAULT 'day_before',
    status TEXT NOT NULL DEFAULT 'scheduled',
    queued_at TEXT,
    sent_at TEXT,
    dedupe_key TEXT NOT NULL UNIQUE,
    metadata TEXT,
    created_at TEXT NOT NULL DEFAULT (datetime('now')),
    updated_at TEXT NOT NULL DEFAULT (datetime('now'))
) STRICT;

-- 2. index scheduled_reminders.idx_scheduled_reminders_invite_id is new
CREATE INDEX idx_scheduled_reminders_invite_id ON scheduled_reminders (invite_id);

-- 3. index scheduled_reminders.idx_scheduled_reminders_status_remind_at is new
CREATE INDEX idx_scheduled_reminders_status_remind_at ON scheduled_reminders (status, remind_at);

-- 4. index scheduled_reminders.idx_scheduled_reminders_thread_id is new
CREATE INDEX idx_scheduled_reminders_thread_id ON scheduled_reminders (thread_id);

COMMIT;
