-- 0062 add_slot_policy_constraints_to_threads of schema workspace, for SQLite
-- old programs: read
-- new programs: none

BEGIN;

-- 1. column scheduling_threads.slot_policy is new; reads every row; fails if a row does not fit
ALTER TABLE scheduling_threads ADD COLUMN slot_policy TEXT DEFAULT 'fixed_single' CHECK (slot_policy IN ('fixed_single', 'fixed_multi', 'freebusy_multi', 'open_slots'));

-- 2. column scheduling_threads.constraints_json is new; reads every row
ALTER TABLE scheduling_threads ADD COLUMN constraints_json TEXT;

-- 3. index scheduling_threads.idx_scheduling_threads_slot_policy is new; reads every row
CREATE INDEX idx_scheduling_threads_slot_policy ON scheduling_threads (slot_policy);

COMMIT;
