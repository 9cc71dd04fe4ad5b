-- 0063 create_open_slots of schema workspace, for SQLite
-- old programs: write
-- new programs: none

BEGIN;

-- 1. table open_slots is new
CREATE TABLE open_slots (
    id TEXT NOT NULL PRIMARY KEY,
    thread_id TEXT NOT NULL REFERENCES scheduling_threads (id),
    token TEXT NOT NULL UNIQUE,
    workspace_id TEXT NOT NULL,
    owner_user_id TEXT NOT NULL,
    time_min TEXT NOT NULL,
    time_max TEXT NOT NULL,
    duration_minutes INTEGER NOT NULL DEFAULT 60,
    prefer TEXT DEFAULT 'afternoon',
    days_json TEXT DEFAULT '["mon","tue","wed","thu","fri"]',
    slot_interval_minutes INTEGER DEFAULT 30,
    title TEXT,
    invitee_name TEXT,
    invitee_email TEXT,
    status TEXT NOT NULL DEFAULT 'active',
    constraints_json TEXT,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    expires_at TEXT NOT NULL
) STRICT;

-- 2. table open_slot_items is new
CREATE TABLE open_slot_items (
    id TEXT NOT NULL PRIMARY KEY,
    open_slots_id TEXT NOT NULL REFERENCES open_slots (id) ON DELETE CASCADE,
    start_at TEXT NOT NULL,
    end_at TEXT NOT NULL,
    status TEXT NOT NULL DEFAULT 'available',
    selected_at TEXT,
    selected_by TEXT,
    created_at TEXT NOT NULL
) STRICT;

-- 3. index open_slot_items.idx_open_slot_items_open_slots_id is new
CREATE INDEX idx_open_slot_items_open_slots_id ON open_slot_items (open_slots_id);

-- 4. index open_slot_items.idx_open_slot_items_start is new
CREATE INDEX idx_open_slot_items_start ON open_slot_items (start_at);

-- 5. index open_slot_items.idx_open_slot_items_status is new
CREATE INDEX idx_open_slot_items_status ON open_slot_items (status);

-- 6. index open_slots.idx_open_slots_owner is new
CREATE INDEX idx_open_slots_owner ON open_slots (owner_user_id);

-- 7. index open_slots.idx_open_slots_status_expires is new
CREATE INDEX idx_open_slots_status_expires ON open_slots (status, expires_at);

-- 8. index open_slots.idx_open_slots_thread is new
CREATE INDEX idx_open_slots_thread ON open_slots (thread_id);

-- 9. index open_slots.idx_open_slots_token is new
CREATE INDEX idx_open_slots_token ON open_slots (token);

-- 10. index open_slots.idx_open_slots_workspace is new
CREATE INDEX idx_open_slots_workspace ON open_slots (workspace_id);

COMMIT;
