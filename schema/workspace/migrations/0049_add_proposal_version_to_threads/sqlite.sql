-- 0049 add_proposal_version_to_threads of schema workspace, for SQLite
-- old programs: write
-- new programs: none

BEGIN;

-- 1. column scheduling_threads.proposal_version is new; reads every row
ALTER TABLE scheduling_threads ADD COLUMN proposal_version INTEGER NOT NULL DEFAULT 1;

-- 2. column scheduling_threads.additional_propose_count is new; reads every row
ALTER TABLE scheduling_threads ADD COLUMN additional_propose_count INTEGER NOT NULL DEFAULT 0;

-- 3. index scheduling_threads.idx_scheduling_threads_proposal_version is new; reads every row
CREATE INDEX idx_scheduling_threads_proposal_version ON scheduling_threads (id, proposal_version);

COMMIT;
