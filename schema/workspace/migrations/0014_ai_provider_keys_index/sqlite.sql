-- 0014 ai_provider_keys_index of schema workspace, for SQLite
-- old programs: write
-- new programs: write

BEGIN;

-- 1. index ai_provider_keys.idx_ai_provider_keys_provider_active is new; reads every row
CREATE INDEX idx_ai_provider_keys_provider_active ON ai_provider_keys (provider, is_active);

COMMIT;
