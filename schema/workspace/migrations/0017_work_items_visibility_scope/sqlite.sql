-- 0017 work_items_visibility_scope of schema workspace, for SQLite
-- old programs: read
-- new programs: none

BEGIN;

-- 1. column work_items.visibility_scope is new; reads every row; fails if a row does not fit
ALTER TABLE work_items ADD COLUMN visibility_scope TEXT NOT NULL DEFAULT 'private' CHECK (visibility_scope IN ('private', 'room', 'quest', 'squad'));

-- 2. index work_items.idx_work_items_scope_room_start is new; reads every row
CREATE INDEX idx_work_items_scope_room_start ON work_items (visibility_scope, room_id, start_at);

-- 3. index work_items.idx_work_items_user_scope_start is new; reads every row
CREATE INDEX idx_work_items_user_scope_start ON work_items (user_id, visibility_scope, start_at);

COMMIT;
