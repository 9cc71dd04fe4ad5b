-- 0043 add_workspace_id_to_scheduling_threads of schema workspace, for SQLite
-- old programs: write
-- new programs: none

BEGIN;

-- 1. column scheduling_threads.workspace_id is new; reads every row
ALTER TABLE scheduling_threads ADD COLUMN workspace_id TEXT NOT NULL DEFAULT 'ws-default';

-- 2. index scheduling_threads.idx_sched_threads_ws_owner_created is new; reads every row
CREATE INDEX idx_sched_threads_ws_owner_created ON scheduling_threads (workspace_id, organizer_user_id, created_at DESC, id DESC);

COMMIT;
