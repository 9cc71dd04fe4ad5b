-- 0005 ai_costs of schema workspace, for SQLite
-- old programs: write
-- new programs: none

BEGIN;

-- 1. table ai_budgets is new
CREATE TABLE ai_budgets (
    id TEXT NOT NULL PRIMARY KEY,
    scope TEXT NOT NULL CHECK (scope IN ('global', 'per_user', 'per_room', 'per_plan')),
    scope_id TEXT,
    period TEXT NOT NULL CHECK (period IN ('daily', 'monthly')),
    limit_usd REAL NOT NULL,
    action_on_exceed TEXT NOT NULL CHECK (action_on_exceed IN ('block', 'degrade', 'disable_voice', 'disable_broadcasts')),
    degrade_policy_json TEXT NOT NULL DEFAULT '{}',
    alert_50 INTEGER NOT NULL DEFAULT 1 CHECK (alert_50 IN (0, 1)),
    alert_80 INTEGER NOT NULL DEFAULT 1 CHECK (alert_80 IN (0, 1)),
    alert_100 INTEGER NOT NULL DEFAULT 1 CHECK (alert_100 IN (0, 1)),
    is_active INTEGER NOT NULL DEFAULT 1 CHECK (is_active IN (0, 1)),
    created_at INTEGER NOT NULL DEFAULT (unixepoch()),
    updated_at INTEGER NOT NULL DEFAULT (unixepoch())
) STRICT;

-- 2. table ai_budget_alert_events is new
CREATE TABLE ai_budget_alert_events (
    id TEXT NOT NULL PRIMARY KEY,
    budget_id TEXT NOT NULL REFERENCES ai_budgets (id) ON DELETE CASCADE,
    threshold_percent INTEGER NOT NULL,
    current_usage_usd REAL NOT NULL,
    limit_usd REAL NOT NULL,
    notified_at INTEGER NOT NULL DEFAULT (unixepoch())
) STRICT;

-- 3. table ai_provider_keys is new
CREATE TABLE ai_provider_keys (
    id TEXT NOT NULL PRIMARY KEY,
    provider TEXT NOT NULL CHECK (provider IN ('gemini', 'openai')),
    key_name TEXT NOT NULL,
    api_key_enc TEXT NOT NULL,
    is_active INTEGER NOT NULL DEFAULT 1 CHECK (is_active IN (0, 1)),
    created_at INTEGER NOT NULL DEFAULT (unixepoch()),
    updated_at INTEGER NOT NULL DEFAULT (unixepoch())
) STRICT;

-- 4. table ai_provider_settings is new
CREATE TABLE ai_provider_settings (
    id TEXT NOT NULL PRIMARY KEY,
    provider TEXT NOT NULL CHECK (provider IN ('gemini', 'openai')),
    is_enabled INTEGER NOT NULL DEFAULT 1 CHECK (is_enabled IN (0, 1)),
    default_model TEXT NOT NULL,
    fallback_provider TEXT CHECK (fallback_provider IN ('gemini', 'openai')),
    fallback_model TEXT,
    feature_routing_json TEXT NOT NULL DEFAULT '{}',
    created_at INTEGER NOT NULL DEFAULT (unixepoch()),
    updated_at INTEGER NOT NULL DEFAULT (unixepoch())
) STRICT;

-- 5. table ai_usage_logs is new
CREATE TABLE ai_usage_logs (
    id TEXT NOT NULL PRIMARY KEY,
    user_id TEXT REFERENCES users (id) ON DELETE SET NULL,
    room_id TEXT REFERENCES rooms (id) ON DELETE SET NULL,
    workspace_id TEXT REFERENCES workspaces (id) ON DELETE SET NULL,
    provider TEXT NOT NULL CHECK (provider IN ('gemini', 'openai')),
    model TEXT NOT NULL,
    feature TEXT NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('success', 'error')),
    input_tokens INTEGER,
    output_tokens INTEGER,
    audio_seconds INTEGER,
    estimated_cost_usd REAL,
    request_metadata_json TEXT,
    error_message TEXT,
    created_at INTEGER NOT NULL DEFAULT (unixepoch())
) STRICT;

-- 6. index ai_budget_alert_events.idx_ai_budget_alert_events_budget_id is new
CREATE INDEX idx_ai_budget_alert_events_budget_id ON ai_budget_alert_events (budget_id, notified_at);

-- 7. index ai_budgets.idx_ai_budgets_scope is new
CREATE INDEX idx_ai_budgets_scope ON ai_budgets (scope, scope_id, is_active);

-- 8. index ai_provider_keys.idx_ai_provider_keys_provider is new
CREATE INDEX idx_ai_provider_keys_provider ON ai_provider_keys (provider, is_active);

-- 9. index ai_provider_settings.idx_ai_provider_settings_provider is new
CREATE INDEX idx_ai_provider_settings_provider ON ai_provider_settings (provider, is_enabled);

-- 10. index ai_usage_logs.idx_ai_usage_logs_feature is new
CREATE INDEX idx_ai_usage_logs_feature ON ai_usage_logs (feature, created_at);

-- 11. index ai_usage_logs.idx_ai_usage_logs_provider is new
CREATE INDEX idx_ai_usage_logs_provider ON ai_usage_logs (provider, created_at);

-- 12. index ai_usage_logs.idx_ai_usage_logs_status is new
CREATE INDEX idx_ai_usage_logs_status ON ai_usage_logs (status, created_at);

-- 13. index ai_usage_logs.idx_ai_usage_logs_user_id is new
CREATE INDEX idx_ai_usage_logs_user_id ON ai_usage_logs (user_id, created_at);

COMMIT;
