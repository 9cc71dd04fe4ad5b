-- 0060 create_thread_failures of schema workspace, for SQLite
-- old programs: write
-- new programs: none

BEGIN;

-- 1. table thread_failures is new
CREATE TABLE thread_failures (
    id TEXT NOT NULL DEFAULT (lower(hex(randomblob(16)))) PRIMARY KEY,
    workspace_id TEXT NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE,
    owner_user_id TEXT NOT NULL,
    thread_id TEXT NOT NULL REFERENCES threads (id) ON DELETE CASCADE,
    participant_key TEXT NOT NULL DEFAULT '_thread_',
    failure_type TEXT NOT NULL CHECK (failure_type IN ('no_common_slot', 'proposal_rejected', 'reschedule_failed', 'manual_fail', 'invite_expired', 'candidate_exhausted')),
    failure_stage TEXT NOT NULL CHECK (failure_stage IN ('propose', 'reschedule', 'finalize', 'invite')),
    count INTEGER NOT NULL DEFAULT 1,
    first_failed_at TEXT NOT NULL DEFAULT (datetime('now')),
    last_failed_at TEXT NOT NULL DEFAULT (datetime('now')),
    meta_json TEXT DEFAULT '{}'
) STRICT;

-- 2. index thread_failures.idx_thread_failures_last_failed is new
CREATE INDEX idx_thread_failures_last_failed ON thread_failures (last_failed_at DESC);

-- 3. index thread_failures.idx_thread_failures_thread is new
CREATE INDEX idx_thread_failures_thread ON thread_failures (thread_id);

-- 4. index thread_failures.idx_thread_failures_unique is new
CREATE UNIQUE INDEX idx_thread_failures_unique ON thread_failures (workspace_id, thread_id, participant_key, failure_type);

-- 5. index thread_failures.idx_thread_failures_workspace_owner is new
CREATE INDEX idx_thread_failures_workspace_owner ON thread_failures (workspace_id, owner_user_id);

COMMIT;
