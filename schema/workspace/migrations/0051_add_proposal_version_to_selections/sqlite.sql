-- 0051 add_proposal_version_to_selections of schema workspace, for SQLite
-- old programs: write
-- new programs: none

BEGIN;

-- 1. column thread_selections.proposal_version_at_response is new; reads every row
ALTER TABLE thread_selections ADD COLUMN proposal_version_at_response INTEGER;

-- 2. index thread_selections.idx_thread_selections_status_version is new; reads every row
CREATE INDEX idx_thread_selections_status_version ON thread_selections (thread_id, status, proposal_version_at_response);

-- 3. index thread_selections.idx_thread_selections_version_response is new; reads every row
CREATE INDEX idx_thread_selections_version_response ON thread_selections (thread_id, proposal_version_at_response);

COMMIT;
