-- 0003 admin of schema workspace, for SQLite
-- old programs: write
-- new programs: none

BEGIN;

-- 1. table admin_users is new
CREATE TABLE admin_users (
    id TEXT NOT NULL PRIMARY KEY,
    user_id TEXT UNIQUE REFERENCES users (id) ON DELETE SET NULL,
    email TEXT NOT NULL UNIQUE,
    password_hash TEXT,
    role TEXT DEFAULT 'admin' CHECK (role IN ('super_admin', 'admin')),
    permissions TEXT,
    created_at TEXT NOT NULL DEFAULT (datetime('now')),
    updated_at TEXT NOT NULL DEFAULT (datetime('now')),
    last_login_at TEXT
) STRICT;

-- 2. table admin_workspace_access is new
CREATE TABLE admin_workspace_access (
    id TEXT NOT NULL PRIMARY KEY,
    admin_user_id TEXT NOT NULL REFERENCES admin_users (id) ON DELETE CASCADE,
    workspace_id TEXT NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE,
    access_level TEXT DEFAULT 'viewer' CHECK (access_level IN ('owner', 'editor', 'viewer')),
    granted_at TEXT NOT NULL DEFAULT (datetime('now')),
    granted_by_admin_id TEXT REFERENCES admin_users (id) ON DELETE SET NULL
) STRICT;

-- 3. table rate_limit_logs is new
CREATE TABLE rate_limit_logs (
    id TEXT NOT NULL PRIMARY KEY,
    user_id TEXT,
    ip_address TEXT,
    endpoint TEXT NOT NULL,
    hit_count INTEGER DEFAULT 1,
    window_start_at TEXT NOT NULL,
    window_end_at TEXT NOT NULL,
    is_blocked INTEGER NOT NULL DEFAULT 0,
    created_at TEXT NOT NULL DEFAULT (datetime('now'))
) STRICT;

-- 4. table user_subscriptions is new
CREATE TABLE user_subscriptions (
    id TEXT NOT NULL PRIMARY KEY,
    user_id TEXT NOT NULL UNIQUE REFERENCES users (id) ON DELETE CASCADE,
    plan_type TEXT DEFAULT 'free' CHECK (plan_type IN ('free', 'pro', 'enterprise')),
    status TEXT DEFAULT 'active' CHECK (status IN ('active', 'cancelled', 'expired', 'suspended')),
    started_at TEXT NOT NULL,
    expires_at TEXT,
    cancelled_at TEXT,
    billing_provider TEXT,
    billing_customer_id TEXT,
    created_at TEXT NOT NULL DEFAULT (datetime('now')),
    updated_at TEXT NOT NULL DEFAULT (datetime('now'))
) STRICT;

-- 5. index admin_users.idx_admin_users_email is new
CREATE UNIQUE INDEX idx_admin_users_email ON admin_users (email);

-- 6. index admin_users.idx_admin_users_role is new
CREATE INDEX idx_admin_users_role ON admin_users (role);

-- 7. index admin_users.idx_admin_users_user_id is new
CREATE INDEX idx_admin_users_user_id ON admin_users (user_id) WHERE user_id IS NOT NULL;

-- 8. index admin_workspace_access.idx_admin_workspace_access_admin_id is new
CREATE INDEX idx_admin_workspace_access_admin_id ON admin_workspace_access (admin_user_id);

-- 9. index admin_workspace_access.idx_admin_workspace_access_unique is new
CREATE UNIQUE INDEX idx_admin_workspace_access_unique ON admin_workspace_access (admin_user_id, workspace_id);

-- 10. index admin_workspace_access.idx_admin_workspace_access_workspace_id is new
CREATE INDEX idx_admin_workspace_access_workspace_id ON admin_workspace_access (workspace_id);

-- 11. index rate_limit_logs.idx_rate_limit_logs_endpoint is new
CREATE INDEX idx_rate_limit_logs_endpoint ON rate_limit_logs (endpoint);

-- 12. index rate_limit_logs.idx_rate_limit_logs_ip is new
CREATE INDEX idx_rate_limit_logs_ip ON rate_limit_logs (ip_address) WHERE ip_address IS NOT NULL;

-- 13. index rate_limit_logs.idx_rate_limit_logs_user_id is new
CREATE INDEX idx_rate_limit_logs_user_id ON rate_limit_logs (user_id) WHERE user_id IS NOT NULL;

-- 14. index rate_limit_logs.idx_rate_limit_logs_window is new
CREATE INDEX idx_rate_limit_logs_window ON rate_limit_logs (window_start_at, window_end_at);

-- 15. index user_subscriptions.idx_user_subscriptions_plan_type is new
CREATE INDEX idx_user_subscriptions_plan_type ON user_subscriptions (plan_type);

-- 16. index user_subscriptions.idx_user_subscriptions_status is new
CREATE INDEX idx_user_subscriptions_status ON user_subscriptions (status);

-- 17. index user_subscriptions.idx_user_subscriptions_user_id is new
CREATE UNIQUE INDEX idx_user_subscriptions_user_id ON user_subscriptions (user_id);

COMMIT;
