-- 0050 add_proposal_version_to_slots of schema workspace, for SQLite
-- old programs: read
-- new programs: none
-- allow: add-unique scheduling_slots.uq_scheduling_slots_thread_time_version
--   why: a slot is proposed once; a second row stops this

BEGIN;

-- 1. column scheduling_slots.proposal_version is new; reads every row
ALTER TABLE scheduling_slots ADD COLUMN proposal_version INTEGER NOT NULL DEFAULT 1;

-- 2. column scheduling_slots.location_id is new; reads every row
ALTER TABLE scheduling_slots ADD COLUMN location_id TEXT;

-- 3. index scheduling_slots.idx_scheduling_slots_version is new; reads every row
CREATE INDEX idx_scheduling_slots_version ON scheduling_slots (thread_id, proposal_version);

-- 4. no two rows may hold the same from now on; reads every row; fails if a row does not fit
SELECT 'scheduling_slots (thread_id, start_at, end_at, proposal_version): ' || count(*) || ' rows hold ' || substr(quote(thread_id) || ', ' || quote(start_at) || ', ' || quote(end_at) || ', ' || quote(proposal_version), 1, 80) AS violation
FROM scheduling_slots
WHERE thread_id IS NOT NULL AND start_at IS NOT NULL AND end_at IS NOT NULL AND proposal_version IS NOT NULL
GROUP BY thread_id, start_at, end_at, proposal_version
HAVING count(*) > 1
LIMIT 1;

-- 5. index scheduling_slots.uq_scheduling_slots_thread_time_version is new; reads every row; fails if a row does not fit
CREATE UNIQUE INDEX uq_scheduling_slots_thread_time_version ON scheduling_slots (thread_id, start_at, end_at, proposal_version);

COMMIT;
