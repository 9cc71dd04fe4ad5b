-- 0008 log_summaries of schema workspace, for SQLite
-- old programs: write
-- new programs: none

BEGIN;

-- 1. table ai_daily_summary is new
CREATE TABLE ai_daily_summary (
    id TEXT NOT NULL PRIMARY KEY,
    day TEXT NOT NULL,
    provider TEXT NOT NULL CHECK (provider IN ('gemini', 'openai')),
    feature TEXT NOT NULL,
    model TEXT NOT NULL,
    calls INTEGER NOT NULL DEFAULT 0,
    success_calls INTEGER NOT NULL DEFAULT 0,
    error_calls INTEGER NOT NULL DEFAULT 0,
    input_tokens INTEGER NOT NULL DEFAULT 0,
    output_tokens INTEGER NOT NULL DEFAULT 0,
    audio_seconds INTEGER NOT NULL DEFAULT 0,
    estimated_cost_usd REAL NOT NULL DEFAULT 0.0,
    created_at INTEGER NOT NULL DEFAULT (unixepoch()),
    updated_at INTEGER NOT NULL DEFAULT (unixepoch()),
    UNIQUE (day, provider, feature, model)
) STRICT;

-- 2. table broadcast_daily_summary is new
CREATE TABLE broadcast_daily_summary (
    id TEXT NOT NULL PRIMARY KEY,
    day TEXT NOT NULL,
    room_id TEXT,
    broadcast_count INTEGER NOT NULL DEFAULT 0,
    deliveries_total INTEGER NOT NULL DEFAULT 0,
    deliveries_sent INTEGER NOT NULL DEFAULT 0,
    deliveries_opened INTEGER NOT NULL DEFAULT 0,
    deliveries_clicked INTEGER NOT NULL DEFAULT 0,
    deliveries_bounced INTEGER NOT NULL DEFAULT 0,
    created_at INTEGER NOT NULL DEFAULT (unixepoch()),
    updated_at INTEGER NOT NULL DEFAULT (unixepoch()),
    UNIQUE (day, room_id)
) STRICT;

-- 3. table invite_daily_summary is new
CREATE TABLE invite_daily_summary (
    id TEXT NOT NULL PRIMARY KEY,
    day TEXT NOT NULL UNIQUE,
    invites_created INTEGER NOT NULL DEFAULT 0,
    invites_viewed INTEGER NOT NULL DEFAULT 0,
    invites_responded INTEGER NOT NULL DEFAULT 0,
    invites_expired INTEGER NOT NULL DEFAULT 0,
    created_at INTEGER NOT NULL DEFAULT (unixepoch()),
    updated_at INTEGER NOT NULL DEFAULT (unixepoch())
) STRICT;

-- 4. table retention_jobs is new
CREATE TABLE retention_jobs (
    id TEXT NOT NULL PRIMARY KEY,
    job_name TEXT NOT NULL,
    day TEXT NOT NULL,
    status TEXT NOT NULL DEFAULT 'done' CHECK (status IN ('done', 'failed')),
    detail_json TEXT NOT NULL DEFAULT '{}',
    created_at INTEGER NOT NULL DEFAULT (unixepoch()),
    UNIQUE (job_name, day)
) STRICT;

-- 5. index ai_daily_summary.idx_ai_daily_summary_day is new
CREATE INDEX idx_ai_daily_summary_day ON ai_daily_summary (day);

-- 6. index broadcast_daily_summary.idx_broadcast_daily_summary_day is new
CREATE INDEX idx_broadcast_daily_summary_day ON broadcast_daily_summary (day);

-- 7. index broadcast_daily_summary.idx_broadcast_daily_summary_room_day is new
CREATE INDEX idx_broadcast_daily_summary_room_day ON broadcast_daily_summary (room_id, day);

-- 8. index invite_daily_summary.idx_invite_daily_summary_day is new
CREATE INDEX idx_invite_daily_summary_day ON invite_daily_summary (day);

-- 9. index retention_jobs.idx_retention_jobs_job_day is new
CREATE INDEX idx_retention_jobs_job_day ON retention_jobs (job_name, day);

COMMIT;
