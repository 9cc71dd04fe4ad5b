-- 0037 create_billing_accounts of schema workspace, for SQLite
-- old programs: write
-- new programs: none

BEGIN;

-- 1. table billing_accounts is new
CREATE TABLE billing_accounts (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    user_id INTEGER,
    myasp_user_id TEXT NOT NULL UNIQUE,
    email TEXT NOT NULL,
    "plan" INTEGER NOT NULL,
    amount INTEGER NOT NULL,
    status INTEGER NOT NULL,
    last_event_id INTEGER,
    last_event_ts TEXT,
    updated_at TEXT DEFAULT (datetime('now')),
    created_at TEXT DEFAULT (datetime('now'))
) STRICT;

-- 2. index billing_accounts.idx_billing_accounts_email is new
CREATE INDEX idx_billing_accounts_email ON billing_accounts (email);

-- 3. index billing_accounts.idx_billing_accounts_last_event_ts is new
CREATE INDEX idx_billing_accounts_last_event_ts ON billing_accounts (last_event_ts);

-- 4. index billing_accounts.idx_billing_accounts_myasp_user_id is new
CREATE INDEX idx_billing_accounts_myasp_user_id ON billing_accounts (myasp_user_id);

-- 5. index billing_accounts.idx_billing_accounts_status is new
CREATE INDEX idx_billing_accounts_status ON billing_accounts (status);

-- 6. index billing_accounts.idx_billing_accounts_user_id is new
CREATE INDEX idx_billing_accounts_user_id ON billing_accounts (user_id);

COMMIT;
