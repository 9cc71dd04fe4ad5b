-- 0074 add_guest_oauth_for_reverse_availability of schema workspace, for SQLite
-- old programs: write
-- new programs: none

BEGIN;

-- 1. table guest_google_tokens is new
CREATE TABLE guest_google_tokens (
    id TEXT NOT NULL PRIMARY KEY,
    reverse_availability_id TEXT NOT NULL REFERENCES reverse_availability (id) ON DELETE CASCADE,
    token TEXT NOT NULL,
    provider TEXT NOT NULL DEFAULT 'google',
    google_email TEXT,
    access_token TEXT,
    token_expires_at TEXT,
    freebusy_result TEXT,
    freebusy_fetched_at TEXT,
    available_slots_json TEXT,
    status TEXT NOT NULL DEFAULT 'pending' CHECK (status IN ('pending', 'authenticated', 'freebusy_fetched', 'error', 'expired')),
    error_message TEXT,
    created_at TEXT NOT NULL DEFAULT (datetime('now')),
    updated_at TEXT NOT NULL DEFAULT (datetime('now'))
) STRICT;

-- 2. column reverse_availability.guest_oauth_status is new; reads every row
ALTER TABLE reverse_availability ADD COLUMN guest_oauth_status TEXT;

-- 3. index guest_google_tokens.idx_ggt_ra_id is new
CREATE INDEX idx_ggt_ra_id ON guest_google_tokens (reverse_availability_id);

-- 4. index guest_google_tokens.idx_ggt_status is new
CREATE INDEX idx_ggt_status ON guest_google_tokens (status);

-- 5. index guest_google_tokens.idx_ggt_token is new
CREATE INDEX idx_ggt_token ON guest_google_tokens (token);

COMMIT;
