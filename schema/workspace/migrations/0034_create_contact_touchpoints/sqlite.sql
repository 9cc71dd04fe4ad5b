-- 0034 create_contact_touchpoints of schema workspace, for SQLite
-- old programs: write
-- new programs: none

BEGIN;

-- 1. table contact_touchpoints is new
CREATE TABLE contact_touchpoints (
    id TEXT NOT NULL PRIMARY KEY,
    workspace_id TEXT NOT NULL,
    owner_user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    contact_id TEXT NOT NULL REFERENCES contacts (id) ON DELETE CASCADE,
    occurred_at TEXT NOT NULL,
    channel TEXT NOT NULL DEFAULT 'business_card' CHECK (channel IN ('business_card', 'manual', 'import', 'scheduling_thread', 'room', 'referral')),
    note TEXT,
    metadata_json TEXT NOT NULL DEFAULT '{}',
    created_at TEXT NOT NULL DEFAULT (datetime('now'))
) STRICT;

-- 2. index contact_touchpoints.idx_contact_touchpoints_channel is new
CREATE INDEX idx_contact_touchpoints_channel ON contact_touchpoints (channel, occurred_at DESC);

-- 3. index contact_touchpoints.idx_contact_touchpoints_contact_occurred is new
CREATE INDEX idx_contact_touchpoints_contact_occurred ON contact_touchpoints (contact_id, occurred_at DESC);

-- 4. index contact_touchpoints.idx_contact_touchpoints_workspace_owner_occurred is new
CREATE INDEX idx_contact_touchpoints_workspace_owner_occurred ON contact_touchpoints (workspace_id, owner_user_id, occurred_at DESC);

COMMIT;
