-- 0073 create_reverse_availability of schema workspace, for SQLite
-- old programs: write
-- new programs: none

BEGIN;

-- 1. table reverse_availability is new
CREATE TABLE reverse_availability (
    id TEXT NOT NULL PRIMARY KEY,
    thread_id TEXT NOT NULL REFERENCES scheduling_threads (id) ON DELETE CASCADE,
    token TEXT NOT NULL UNIQUE,
    workspace_id TEXT NOT NULL,
    requester_user_id TEXT NOT NULL,
    target_email TEXT NOT NULL,
    target_name TEXT,
    time_min TEXT NOT NULL,
    time_max TEXT NOT NULL,
    duration_minutes INTEGER NOT NULL DEFAULT 60,
    preferred_slots_count INTEGER NOT NULL DEFAULT 3,
    slot_interval_minutes INTEGER NOT NULL DEFAULT 60,
    title TEXT DEFAULT '打ち合わせ',
    status TEXT NOT NULL DEFAULT 'pending' CHECK (status IN ('pending', 'responded', 'finalized', 'expired', 'cancelled')),
    responded_at TEXT,
    finalized_at TEXT,
    expires_at TEXT NOT NULL,
    created_at TEXT NOT NULL DEFAULT (datetime('now')),
    updated_at TEXT NOT NULL DEFAULT (datetime('now'))
) STRICT;

-- 2. table reverse_availability_responses is new
CREATE TABLE reverse_availability_responses (
    id TEXT NOT NULL PRIMARY KEY,
    reverse_availability_id TEXT NOT NULL REFERENCES reverse_availability (id) ON DELETE CASCADE,
    slot_start TEXT NOT NULL,
    slot_end TEXT NOT NULL,
    label TEXT,
    rank INTEGER,
    created_at TEXT NOT NULL DEFAULT (datetime('now'))
) STRICT;

-- 3. index reverse_availability.idx_ra_requester is new
CREATE INDEX idx_ra_requester ON reverse_availability (requester_user_id);

-- 4. index reverse_availability.idx_ra_status_expires is new
CREATE INDEX idx_ra_status_expires ON reverse_availability (status, expires_at);

-- 5. index reverse_availability.idx_ra_thread is new
CREATE INDEX idx_ra_thread ON reverse_availability (thread_id);

-- 6. index reverse_availability.idx_ra_token is new
CREATE INDEX idx_ra_token ON reverse_availability (token);

-- 7. index reverse_availability.idx_ra_workspace is new
CREATE INDEX idx_ra_workspace ON reverse_availability (workspace_id);

-- 8. index reverse_availability_responses.idx_ra_responses_ra_id is new
CREATE INDEX idx_ra_responses_ra_id ON reverse_availability_responses (reverse_availability_id);

-- 9. index reverse_availability_responses.idx_ra_responses_rank is new
CREATE INDEX idx_ra_responses_rank ON reverse_availability_responses (reverse_availability_id, rank);

COMMIT;
