-- 0045 add_audit_created_at_index of schema workspace, for SQLite
-- old programs: write
-- new programs: write

BEGIN;

-- 1. index billing_events.idx_billing_events_created_at is new; reads every row
CREATE INDEX idx_billing_events_created_at ON billing_events (created_at);

-- 2. index ledger_audit_events.idx_ledger_audit_created_at is new; reads every row
CREATE INDEX idx_ledger_audit_created_at ON ledger_audit_events (created_at);

-- 3. index list_item_events.idx_list_item_events_created_at is new; reads every row
CREATE INDEX idx_list_item_events_created_at ON list_item_events (created_at);

COMMIT;
