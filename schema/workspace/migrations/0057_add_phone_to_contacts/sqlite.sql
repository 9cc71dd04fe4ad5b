-- 0057 add_phone_to_contacts of schema workspace, for SQLite
-- old programs: write
-- new programs: write

BEGIN;

-- 1. index contacts.idx_contacts_workspace_phone is new; reads every row
CREATE INDEX idx_contacts_workspace_phone ON contacts (workspace_id, phone);

COMMIT;
