-- 0026 create_thread_selections of schema workspace, for SQLite
-- old programs: write
-- new programs: none

BEGIN;

-- 1. table thread_selections is new
CREATE TABLE thread_selections (
    selection_id TEXT NOT NULL PRIMARY KEY,
    thread_id TEXT NOT NULL REFERENCES scheduling_threads (id) ON DELETE CASCADE,
    invite_id TEXT REFERENCES thread_invites (id) ON DELETE SET NULL,
    invitee_key TEXT NOT NULL,
    status TEXT NOT NULL DEFAULT 'pending' CHECK (status IN ('pending', 'selected', 'declined', 'expired')),
    selected_slot_id TEXT REFERENCES scheduling_slots (slot_id) ON DELETE SET NULL,
    responded_at TEXT,
    created_at TEXT NOT NULL DEFAULT (datetime('now')),
    updated_at TEXT NOT NULL DEFAULT (datetime('now'))
) STRICT;

-- 2. index thread_selections.idx_thread_selections_invite_id is new
CREATE INDEX idx_thread_selections_invite_id ON thread_selections (invite_id);

-- 3. index thread_selections.idx_thread_selections_thread_slot is new
CREATE INDEX idx_thread_selections_thread_slot ON thread_selections (thread_id, selected_slot_id);

-- 4. index thread_selections.idx_thread_selections_thread_status is new
CREATE INDEX idx_thread_selections_thread_status ON thread_selections (thread_id, status);

-- 5. index thread_selections.uq_thread_selections_thread_invitee is new
CREATE UNIQUE INDEX uq_thread_selections_thread_invitee ON thread_selections (thread_id, invitee_key);

COMMIT;
