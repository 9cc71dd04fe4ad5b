-- 0036 create_billing_events of schema workspace, for SQLite
-- old programs: write
-- new programs: none

BEGIN;

-- 1. table billing_events is new
CREATE TABLE billing_events (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    myasp_user_id TEXT NOT NULL,
    email TEXT NOT NULL,
    "plan" INTEGER NOT NULL,
    amount INTEGER NOT NULL,
    status INTEGER NOT NULL,
    ts TEXT NOT NULL,
    dedupe_key TEXT NOT NULL UNIQUE,
    raw_payload TEXT NOT NULL,
    source_ip TEXT,
    user_agent TEXT,
    received_at TEXT DEFAULT (datetime('now')),
    created_at TEXT DEFAULT (datetime('now'))
) STRICT;

-- 2. index billing_events.idx_billing_events_myasp_user_id is new
CREATE INDEX idx_billing_events_myasp_user_id ON billing_events (myasp_user_id);

-- 3. index billing_events.idx_billing_events_received_at is new
CREATE INDEX idx_billing_events_received_at ON billing_events (received_at DESC);

-- 4. index billing_events.idx_billing_events_source_ip is new
CREATE INDEX idx_billing_events_source_ip ON billing_events (source_ip);

-- 5. index billing_events.idx_billing_events_ts is new
CREATE INDEX idx_billing_events_ts ON billing_events (ts);

COMMIT;
