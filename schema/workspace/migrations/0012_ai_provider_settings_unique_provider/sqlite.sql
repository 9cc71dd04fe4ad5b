-- 0012 ai_provider_settings_unique_provider of schema workspace, for SQLite
-- old programs: read
-- new programs: write
-- allow: add-unique ai_provider_settings.ai_provider_settings_provider_key
--   why: a provider has one row of settings; a second stops this

PRAGMA foreign_keys = OFF;

BEGIN;

-- 1. no two rows may hold the same from now on; reads every row; fails if a row does not fit
SELECT 'ai_provider_settings (provider): ' || count(*) || ' rows hold ' || substr(quote(provider), 1, 80) AS violation
FROM ai_provider_settings
WHERE provider IS NOT NULL
GROUP BY provider
HAVING count(*) > 1
LIMIT 1;

-- 2. table ai_provider_settings is made anew: a unique is new
CREATE TABLE schemac_new_ai_provider_settings (
    id TEXT NOT NULL PRIMARY KEY,
    provider TEXT NOT NULL UNIQUE CHECK (provider IN ('gemini', 'openai')),
    is_enabled INTEGER NOT NULL DEFAULT 1 CHECK (is_enabled IN (0, 1)),
    default_model TEXT NOT NULL,
    fallback_provider TEXT CHECK (fallback_provider IN ('gemini', 'openai')),
    fallback_model TEXT,
    feature_routing_json TEXT NOT NULL DEFAULT '{}',
    created_at INTEGER NOT NULL DEFAULT (unixepoch()),
    updated_at INTEGER NOT NULL DEFAULT (unixepoch())
) STRICT;

-- 3. its rows are copied; writes every row anew
INSERT INTO schemac_new_ai_provider_settings (rowid, id, provider, is_enabled, default_model, fallback_provider, fallback_model, feature_routing_json, created_at, updated_at)
SELECT rowid, id, provider, is_enabled, default_model, fallback_provider, fallback_model, feature_routing_json, created_at, updated_at
FROM ai_provider_settings
ORDER BY rowid;

-- 4. each row has to be there; reads every row
SELECT 'ai_provider_settings: ' || (SELECT count(*) FROM schemac_new_ai_provider_settings) || ' rows were copied of ' || (SELECT count(*) FROM ai_provider_settings) AS violation
WHERE (SELECT count(*) FROM schemac_new_ai_provider_settings) <> (SELECT count(*) FROM ai_provider_settings);

-- 5. it takes the place of the old one
DROP TABLE ai_provider_settings;
PRAGMA legacy_alter_table = ON;
ALTER TABLE schemac_new_ai_provider_settings RENAME TO ai_provider_settings;
PRAGMA legacy_alter_table = OFF;

-- 6. index ai_provider_settings.idx_ai_provider_settings_provider is made again; reads every row
CREATE INDEX idx_ai_provider_settings_provider ON ai_provider_settings (provider, is_enabled);

COMMIT;

PRAGMA foreign_keys = ON;
