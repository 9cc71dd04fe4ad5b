-- 0001 init_core of schema workspace, for SQLite

BEGIN;

CREATE TABLE audit_logs (
    id TEXT NOT NULL PRIMARY KEY,
    user_id TEXT,
    "action" TEXT NOT NULL,
    entity_type TEXT,
    entity_id TEXT,
    changes TEXT,
    ip_address TEXT,
    user_agent TEXT,
    created_at TEXT NOT NULL DEFAULT (datetime('now'))
) STRICT;

CREATE TABLE users (
    id TEXT NOT NULL PRIMARY KEY,
    email TEXT UNIQUE,
    display_name TEXT,
    avatar_url TEXT,
    suspended INTEGER NOT NULL DEFAULT 0,
    onboarding_completed INTEGER NOT NULL DEFAULT 0,
    locale TEXT DEFAULT 'ja',
    timezone TEXT DEFAULT 'Asia/Tokyo',
    created_at TEXT NOT NULL DEFAULT (datetime('now')),
    updated_at TEXT NOT NULL DEFAULT (datetime('now'))
) STRICT;

CREATE TABLE contacts (
    id TEXT NOT NULL PRIMARY KEY,
    owner_user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    email TEXT,
    display_name TEXT,
    notes TEXT,
    created_at TEXT NOT NULL DEFAULT (datetime('now')),
    updated_at TEXT NOT NULL DEFAULT (datetime('now')),
    phone TEXT,
    related_user_id TEXT REFERENCES users (id) ON DELETE SET NULL,
    company TEXT,
    last_interaction_at TEXT,
    source TEXT DEFAULT 'manual' CHECK (source IN ('manual', 'google_contacts', 'scheduling_thread', 'room'))
) STRICT;

CREATE TABLE google_accounts (
    id TEXT NOT NULL PRIMARY KEY,
    user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    google_sub TEXT NOT NULL UNIQUE,
    email TEXT NOT NULL,
    access_token_enc TEXT,
    refresh_token_enc TEXT,
    token_expires_at TEXT,
    scope TEXT,
    calendar_sync_enabled INTEGER NOT NULL DEFAULT 1,
    last_sync_at TEXT,
    is_primary INTEGER NOT NULL DEFAULT 0,
    created_at TEXT NOT NULL DEFAULT (datetime('now')),
    updated_at TEXT NOT NULL DEFAULT (datetime('now'))
) STRICT;

CREATE TABLE inbox_items (
    id TEXT NOT NULL PRIMARY KEY,
    user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    type TEXT NOT NULL CHECK (type IN ('scheduling_invite', 'work_item_share', 'relationship_request', 'system_message')),
    title TEXT NOT NULL,
    description TEXT,
    action_url TEXT,
    is_read INTEGER NOT NULL DEFAULT 0,
    dismissed_at TEXT,
    related_entity_type TEXT,
    related_entity_id TEXT,
    created_at TEXT NOT NULL DEFAULT (datetime('now'))
) STRICT;

CREATE TABLE relationships (
    id TEXT NOT NULL PRIMARY KEY,
    created_at TEXT NOT NULL DEFAULT (datetime('now')),
    updated_at TEXT NOT NULL DEFAULT (datetime('now')),
    user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    related_user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    closeness TEXT DEFAULT 'stranger' CHECK (closeness IN ('stranger', 'acquaintance', 'friend', 'close', 'family')),
    visibility TEXT DEFAULT 'mutual' CHECK (visibility IN ('mutual', 'one_way', 'blocked')),
    label TEXT,
    notes TEXT,
    CHECK (user_id <> related_user_id)
) STRICT;

CREATE TABLE scheduling_threads (
    id TEXT NOT NULL PRIMARY KEY,
    organizer_user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    title TEXT,
    description TEXT,
    status TEXT DEFAULT 'draft' CHECK (status IN ('draft', 'sent', 'confirmed', 'cancelled')),
    mode TEXT DEFAULT 'one_on_one' CHECK (mode IN ('one_on_one', 'group', 'public')),
    created_at TEXT NOT NULL DEFAULT (datetime('now')),
    updated_at TEXT NOT NULL DEFAULT (datetime('now'))
) STRICT;

CREATE TABLE external_invites (
    id TEXT NOT NULL PRIMARY KEY,
    thread_id TEXT NOT NULL REFERENCES scheduling_threads (id) ON DELETE CASCADE,
    token TEXT NOT NULL UNIQUE,
    recipient_email TEXT,
    recipient_name TEXT,
    status TEXT DEFAULT 'pending' CHECK (status IN ('pending', 'accepted', 'declined', 'expired')),
    accessed_at TEXT,
    expires_at TEXT,
    created_at TEXT NOT NULL DEFAULT (datetime('now'))
) STRICT;

CREATE TABLE scheduling_candidates (
    id TEXT NOT NULL PRIMARY KEY,
    thread_id TEXT NOT NULL REFERENCES scheduling_threads (id) ON DELETE CASCADE,
    start_at TEXT NOT NULL,
    end_at TEXT NOT NULL,
    score REAL DEFAULT 0.0,
    is_selected INTEGER NOT NULL DEFAULT 0,
    created_at TEXT NOT NULL DEFAULT (datetime('now'))
) STRICT;

CREATE TABLE voice_commands (
    id TEXT NOT NULL PRIMARY KEY,
    user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    command_text TEXT NOT NULL,
    intent_parsed TEXT,
    result TEXT,
    status TEXT DEFAULT 'success' CHECK (status IN ('success', 'failed', 'pending')),
    error_message TEXT,
    created_at TEXT NOT NULL DEFAULT (datetime('now'))
) STRICT;

CREATE TABLE work_items (
    id TEXT NOT NULL PRIMARY KEY,
    user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    room_id TEXT,
    type TEXT NOT NULL CHECK (type IN ('task', 'scheduled')),
    title TEXT NOT NULL,
    description TEXT,
    start_at TEXT,
    end_at TEXT,
    all_day INTEGER NOT NULL DEFAULT 0,
    recurrence_rule TEXT,
    location TEXT,
    visibility TEXT DEFAULT 'private' CHECK (visibility IN ('private', 'room')),
    status TEXT DEFAULT 'pending' CHECK (status IN ('pending', 'completed', 'cancelled')),
    google_event_id TEXT,
    source TEXT DEFAULT 'user' CHECK (source IN ('user', 'google_calendar', 'scheduling_thread', 'auto_generated')),
    created_at TEXT NOT NULL DEFAULT (datetime('now')),
    updated_at TEXT NOT NULL DEFAULT (datetime('now'))
) STRICT;

CREATE TABLE policies (
    id TEXT NOT NULL PRIMARY KEY,
    user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    work_item_id TEXT REFERENCES work_items (id) ON DELETE CASCADE,
    rule_type TEXT NOT NULL CHECK (rule_type IN ('visibility', 'scheduling', 'notification', 'ai_behavior')),
    rule_value TEXT NOT NULL,
    priority INTEGER DEFAULT 0,
    created_at TEXT NOT NULL DEFAULT (datetime('now')),
    updated_at TEXT NOT NULL DEFAULT (datetime('now'))
) STRICT;

CREATE TABLE work_item_dependencies (
    id TEXT NOT NULL PRIMARY KEY,
    work_item_id TEXT NOT NULL REFERENCES work_items (id) ON DELETE CASCADE,
    depends_on_work_item_id TEXT NOT NULL REFERENCES work_items (id) ON DELETE CASCADE,
    dependency_type TEXT DEFAULT 'blocks' CHECK (dependency_type IN ('blocks', 'relates_to')),
    created_at TEXT NOT NULL DEFAULT (datetime('now'))
) STRICT;

CREATE INDEX idx_audit_logs_action ON audit_logs ("action");

CREATE INDEX idx_audit_logs_created_at ON audit_logs (created_at);

CREATE INDEX idx_audit_logs_entity ON audit_logs (entity_type, entity_id) WHERE entity_type IS NOT NULL;

CREATE INDEX idx_audit_logs_user_id ON audit_logs (user_id) WHERE user_id IS NOT NULL;

CREATE INDEX idx_contacts_email ON contacts (email) WHERE email IS NOT NULL;

CREATE INDEX idx_contacts_owner_user_id ON contacts (owner_user_id);

CREATE INDEX idx_contacts_related_user_id ON contacts (related_user_id) WHERE related_user_id IS NOT NULL;

CREATE INDEX idx_external_invites_status ON external_invites (status);

CREATE INDEX idx_external_invites_thread_id ON external_invites (thread_id);

CREATE UNIQUE INDEX idx_external_invites_token ON external_invites (token);

CREATE UNIQUE INDEX idx_google_accounts_sub ON google_accounts (google_sub);

CREATE INDEX idx_google_accounts_user_id ON google_accounts (user_id);

CREATE INDEX idx_inbox_items_is_read ON inbox_items (user_id, is_read);

CREATE INDEX idx_inbox_items_related_entity ON inbox_items (related_entity_type, related_entity_id) WHERE related_entity_type IS NOT NULL;

CREATE INDEX idx_inbox_items_user_id ON inbox_items (user_id);

CREATE INDEX idx_policies_rule_type ON policies (rule_type);

CREATE INDEX idx_policies_user_id ON policies (user_id);

CREATE INDEX idx_policies_work_item_id ON policies (work_item_id) WHERE work_item_id IS NOT NULL;

CREATE INDEX idx_relationships_closeness ON relationships (closeness);

CREATE INDEX idx_relationships_related_user ON relationships (related_user_id);

CREATE UNIQUE INDEX idx_relationships_user_related ON relationships (user_id, related_user_id);

CREATE INDEX idx_scheduling_candidates_score ON scheduling_candidates (thread_id, score DESC);

CREATE INDEX idx_scheduling_candidates_thread_id ON scheduling_candidates (thread_id);

CREATE INDEX idx_scheduling_threads_organizer ON scheduling_threads (organizer_user_id);

CREATE INDEX idx_scheduling_threads_status ON scheduling_threads (status);

CREATE INDEX idx_users_email ON users (email) WHERE email IS NOT NULL;

CREATE INDEX idx_users_suspended ON users (suspended);

CREATE INDEX idx_voice_commands_created_at ON voice_commands (created_at);

CREATE INDEX idx_voice_commands_status ON voice_commands (status);

CREATE INDEX idx_voice_commands_user_id ON voice_commands (user_id);

CREATE INDEX idx_work_item_deps_depends_on ON work_item_dependencies (depends_on_work_item_id);

CREATE INDEX idx_work_item_deps_work_item_id ON work_item_dependencies (work_item_id);

CREATE INDEX idx_work_items_google_event_id ON work_items (google_event_id) WHERE google_event_id IS NOT NULL;

CREATE INDEX idx_work_items_room_id ON work_items (room_id) WHERE room_id IS NOT NULL;

CREATE INDEX idx_work_items_start_at ON work_items (start_at) WHERE start_at IS NOT NULL;

CREATE INDEX idx_work_items_status ON work_items (status);

CREATE INDEX idx_work_items_user_id ON work_items (user_id);

COMMIT;
