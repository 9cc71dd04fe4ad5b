-- 0013 ai_provider_keys_masked_preview of schema workspace, for SQLite
-- old programs: write
-- new programs: none

BEGIN;

-- 1. column ai_provider_keys.masked_preview is new; reads every row
ALTER TABLE ai_provider_keys ADD COLUMN masked_preview TEXT;

COMMIT;
