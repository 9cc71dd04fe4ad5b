-- 0069 add_last_assigned_member_id_to_pools of schema workspace, for SQLite
-- old programs: write
-- new programs: none

BEGIN;

-- 1. column pools.last_assigned_member_id is new; reads every row
ALTER TABLE pools ADD COLUMN last_assigned_member_id TEXT;

-- 2. index pools.idx_pools_last_assigned_member_id is new; reads every row
CREATE INDEX idx_pools_last_assigned_member_id ON pools (last_assigned_member_id);

COMMIT;
