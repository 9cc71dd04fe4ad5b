-- 0006 indexes_ai_costs of schema workspace, for SQLite
-- old programs: write
-- new programs: write

BEGIN;

-- 1. index ai_budgets.idx_ai_budgets_period is new; reads every row
CREATE INDEX idx_ai_budgets_period ON ai_budgets (period, is_active);

-- 2. index ai_usage_logs.idx_ai_usage_logs_provider_model is new; reads every row
CREATE INDEX idx_ai_usage_logs_provider_model ON ai_usage_logs (provider, model, created_at);

-- 3. index ai_usage_logs.idx_ai_usage_logs_room_feature is new; reads every row
CREATE INDEX idx_ai_usage_logs_room_feature ON ai_usage_logs (room_id, feature, created_at) WHERE room_id IS NOT NULL;

-- 4. index ai_usage_logs.idx_ai_usage_logs_workspace_feature is new; reads every row
CREATE INDEX idx_ai_usage_logs_workspace_feature ON ai_usage_logs (workspace_id, feature, created_at) WHERE workspace_id IS NOT NULL;

COMMIT;
