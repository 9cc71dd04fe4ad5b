-- 0022 add_user_roles of schema workspace, for SQLite
-- old programs: read
-- new programs: none

BEGIN;

-- 1. column users.role is new; reads every row; fails if a row does not fit
ALTER TABLE users ADD COLUMN role TEXT DEFAULT 'user' CHECK (role IN ('user', 'admin', 'super_admin'));

-- 2. index users.idx_users_role is new; reads every row
CREATE INDEX idx_users_role ON users (role) WHERE role <> 'user';

COMMIT;
