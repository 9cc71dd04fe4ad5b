-- 0033 create_business_cards of schema workspace, for SQLite
-- old programs: write
-- new programs: none

BEGIN;

-- 1. table business_cards is new
CREATE TABLE business_cards (
    id TEXT NOT NULL PRIMARY KEY,
    workspace_id TEXT NOT NULL,
    owner_user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    contact_id TEXT REFERENCES contacts (id) ON DELETE SET NULL,
    r2_object_key TEXT NOT NULL,
    original_filename TEXT,
    mime_type TEXT NOT NULL,
    byte_size INTEGER NOT NULL,
    occurred_at TEXT NOT NULL,
    source TEXT NOT NULL DEFAULT 'business_card',
    extracted_json TEXT NOT NULL DEFAULT '{}',
    extraction_status TEXT NOT NULL DEFAULT 'none' CHECK (extraction_status IN ('none', 'queued', 'done', 'failed')),
    created_at TEXT NOT NULL DEFAULT (datetime('now')),
    updated_at TEXT NOT NULL DEFAULT (datetime('now'))
) STRICT;

-- 2. index business_cards.idx_business_cards_extraction_status is new
CREATE INDEX idx_business_cards_extraction_status ON business_cards (extraction_status, created_at DESC);

-- 3. index business_cards.idx_business_cards_workspace_owner_contact is new
CREATE INDEX idx_business_cards_workspace_owner_contact ON business_cards (workspace_id, owner_user_id, contact_id);

-- 4. index business_cards.idx_business_cards_workspace_owner_occurred is new
CREATE INDEX idx_business_cards_workspace_owner_occurred ON business_cards (workspace_id, owner_user_id, occurred_at DESC);

COMMIT;
