-- 0002 team_lists_events of schema workspace, for SQLite
-- old programs: read
-- new programs: none
-- allow: add-foreign-key work_items.work_items_room_id_fkey
--   why: no row could name a room before there were rooms

PRAGMA foreign_keys = OFF;

BEGIN;

-- 1. table workspaces is new
CREATE TABLE workspaces (
    id TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    slug TEXT NOT NULL UNIQUE,
    owner_user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    plan_type TEXT DEFAULT 'free' CHECK (plan_type IN ('free', 'pro', 'enterprise')),
    max_members INTEGER DEFAULT 10,
    created_at TEXT NOT NULL DEFAULT (datetime('now')),
    updated_at TEXT NOT NULL DEFAULT (datetime('now'))
) STRICT;

-- 2. table rooms is new
CREATE TABLE rooms (
    id TEXT NOT NULL PRIMARY KEY,
    workspace_id TEXT REFERENCES workspaces (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    description TEXT,
    owner_user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    visibility TEXT DEFAULT 'private' CHECK (visibility IN ('private', 'workspace', 'public')),
    created_at TEXT NOT NULL DEFAULT (datetime('now')),
    updated_at TEXT NOT NULL DEFAULT (datetime('now'))
) STRICT;

-- 3. table hosted_events is new
CREATE TABLE hosted_events (
    id TEXT NOT NULL PRIMARY KEY,
    host_user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    room_id TEXT REFERENCES rooms (id) ON DELETE SET NULL,
    title TEXT NOT NULL,
    description TEXT,
    start_at TEXT NOT NULL,
    end_at TEXT,
    location TEXT,
    event_type TEXT DEFAULT 'meeting' CHECK (event_type IN ('meeting', 'webinar', 'social', 'other')),
    max_attendees INTEGER,
    rsvp_enabled INTEGER NOT NULL DEFAULT 1,
    public_token TEXT UNIQUE,
    status TEXT DEFAULT 'draft' CHECK (status IN ('draft', 'published', 'cancelled', 'completed')),
    created_at TEXT NOT NULL DEFAULT (datetime('now')),
    updated_at TEXT NOT NULL DEFAULT (datetime('now'))
) STRICT;

-- 4. table broadcasts is new
CREATE TABLE broadcasts (
    id TEXT NOT NULL PRIMARY KEY,
    event_id TEXT NOT NULL REFERENCES hosted_events (id) ON DELETE CASCADE,
    sent_by_user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    subject TEXT NOT NULL,
    body TEXT NOT NULL,
    send_status TEXT DEFAULT 'scheduled' CHECK (send_status IN ('scheduled', 'sending', 'sent', 'failed')),
    scheduled_at TEXT,
    sent_at TEXT,
    recipient_count INTEGER DEFAULT 0,
    created_at TEXT NOT NULL DEFAULT (datetime('now'))
) STRICT;

-- 5. table broadcast_deliveries is new
CREATE TABLE broadcast_deliveries (
    id TEXT NOT NULL PRIMARY KEY,
    broadcast_id TEXT NOT NULL REFERENCES broadcasts (id) ON DELETE CASCADE,
    recipient_email TEXT NOT NULL,
    delivery_status TEXT DEFAULT 'queued' CHECK (delivery_status IN ('queued', 'sent', 'failed', 'bounced')),
    delivered_at TEXT,
    error_message TEXT,
    created_at TEXT NOT NULL DEFAULT (datetime('now'))
) STRICT;

-- 6. table event_rsvps is new
CREATE TABLE event_rsvps (
    id TEXT NOT NULL PRIMARY KEY,
    event_id TEXT NOT NULL REFERENCES hosted_events (id) ON DELETE CASCADE,
    user_id TEXT REFERENCES users (id) ON DELETE SET NULL,
    guest_email TEXT,
    guest_name TEXT,
    response TEXT DEFAULT 'pending' CHECK (response IN ('pending', 'yes', 'no', 'maybe')),
    notes TEXT,
    responded_at TEXT,
    created_at TEXT NOT NULL DEFAULT (datetime('now'))
) STRICT;

-- 7. table lists is new
CREATE TABLE lists (
    id TEXT NOT NULL PRIMARY KEY,
    owner_user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    description TEXT,
    created_at TEXT NOT NULL DEFAULT (datetime('now')),
    updated_at TEXT NOT NULL DEFAULT (datetime('now')),
    room_id TEXT REFERENCES rooms (id) ON DELETE SET NULL,
    title TEXT NOT NULL,
    list_type TEXT DEFAULT 'todo' CHECK (list_type IN ('todo', 'shopping', 'notes', 'contacts')),
    visibility TEXT DEFAULT 'private' CHECK (visibility IN ('private', 'room', 'public')),
    is_template INTEGER NOT NULL DEFAULT 0
) STRICT;

-- 8. table list_members is new
CREATE TABLE list_members (
    id TEXT NOT NULL PRIMARY KEY,
    list_id TEXT NOT NULL REFERENCES lists (id) ON DELETE CASCADE,
    user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    permission TEXT DEFAULT 'view' CHECK (permission IN ('owner', 'edit', 'view')),
    joined_at TEXT NOT NULL DEFAULT (datetime('now'))
) STRICT;

-- 9. table quests is new
CREATE TABLE quests (
    id TEXT NOT NULL PRIMARY KEY,
    room_id TEXT NOT NULL REFERENCES rooms (id) ON DELETE CASCADE,
    title TEXT NOT NULL,
    description TEXT,
    status TEXT DEFAULT 'active' CHECK (status IN ('active', 'completed', 'archived')),
    start_date TEXT,
    target_date TEXT,
    created_at TEXT NOT NULL DEFAULT (datetime('now')),
    updated_at TEXT NOT NULL DEFAULT (datetime('now'))
) STRICT;

-- 10. table room_charters is new
CREATE TABLE room_charters (
    id TEXT NOT NULL PRIMARY KEY,
    room_id TEXT NOT NULL REFERENCES rooms (id) ON DELETE CASCADE,
    charter_type TEXT NOT NULL CHECK (charter_type IN ('rule', 'guideline', 'policy')),
    title TEXT NOT NULL,
    content TEXT NOT NULL,
    version INTEGER DEFAULT 1,
    approved_by_user_id TEXT REFERENCES users (id) ON DELETE SET NULL,
    approved_at TEXT,
    created_at TEXT NOT NULL DEFAULT (datetime('now')),
    updated_at TEXT NOT NULL DEFAULT (datetime('now'))
) STRICT;

-- 11. table room_members is new
CREATE TABLE room_members (
    id TEXT NOT NULL PRIMARY KEY,
    room_id TEXT NOT NULL REFERENCES rooms (id) ON DELETE CASCADE,
    user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    role TEXT DEFAULT 'member' CHECK (role IN ('owner', 'admin', 'member', 'readonly')),
    joined_at TEXT NOT NULL DEFAULT (datetime('now'))
) STRICT;

-- 12. table squads is new
CREATE TABLE squads (
    id TEXT NOT NULL PRIMARY KEY,
    room_id TEXT NOT NULL REFERENCES rooms (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    description TEXT,
    created_at TEXT NOT NULL DEFAULT (datetime('now')),
    updated_at TEXT NOT NULL DEFAULT (datetime('now'))
) STRICT;

-- 13. table squad_members is new
CREATE TABLE squad_members (
    id TEXT NOT NULL PRIMARY KEY,
    squad_id TEXT NOT NULL REFERENCES squads (id) ON DELETE CASCADE,
    user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    role TEXT DEFAULT 'member' CHECK (role IN ('leader', 'member')),
    joined_at TEXT NOT NULL DEFAULT (datetime('now'))
) STRICT;

-- 14. each row has to refer to a row of rooms; reads every row; fails if a row does not fit
SELECT 'work_items: row with id = ' || quote(id) || ' refers to a row of rooms that is not there: ' || quote(room_id) AS violation
FROM work_items AS referring
WHERE referring.room_id IS NOT NULL
LIMIT 1;

-- 15. table work_items is made anew: a foreign key is new
CREATE TABLE schemac_new_work_items (
    id TEXT NOT NULL PRIMARY KEY,
    user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    room_id TEXT REFERENCES rooms (id) ON DELETE SET NULL,
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

-- 16. its rows are copied; writes every row anew
INSERT INTO schemac_new_work_items (rowid, id, user_id, room_id, type, title, description, start_at, end_at, all_day, recurrence_rule, location, visibility, status, google_event_id, source, created_at, updated_at)
SELECT rowid, id, user_id, room_id, type, title, description, start_at, end_at, all_day, recurrence_rule, location, visibility, status, google_event_id, source, created_at, updated_at
FROM work_items
ORDER BY rowid;

-- 17. each row has to be there; reads every row
SELECT 'work_items: ' || (SELECT count(*) FROM schemac_new_work_items) || ' rows were copied of ' || (SELECT count(*) FROM work_items) AS violation
WHERE (SELECT count(*) FROM schemac_new_work_items) <> (SELECT count(*) FROM work_items);

-- 18. it takes the place of the old one
DROP TABLE work_items;
PRAGMA legacy_alter_table = ON;
ALTER TABLE schemac_new_work_items RENAME TO work_items;
PRAGMA legacy_alter_table = OFF;

-- 19. index broadcast_deliveries.idx_broadcast_deliveries_broadcast_id is new
CREATE INDEX idx_broadcast_deliveries_broadcast_id ON broadcast_deliveries (broadcast_id);

-- 20. index broadcast_deliveries.idx_broadcast_deliveries_email is new
CREATE INDEX idx_broadcast_deliveries_email ON broadcast_deliveries (recipient_email);

-- 21. index broadcast_deliveries.idx_broadcast_deliveries_status is new
CREATE INDEX idx_broadcast_deliveries_status ON broadcast_deliveries (delivery_status);

-- 22. index broadcasts.idx_broadcasts_event_id is new
CREATE INDEX idx_broadcasts_event_id ON broadcasts (event_id);

-- 23. index broadcasts.idx_broadcasts_send_status is new
CREATE INDEX idx_broadcasts_send_status ON broadcasts (send_status);

-- 24. index event_rsvps.idx_event_rsvps_event_id is new
CREATE INDEX idx_event_rsvps_event_id ON event_rsvps (event_id);

-- 25. index event_rsvps.idx_event_rsvps_response is new
CREATE INDEX idx_event_rsvps_response ON event_rsvps (event_id, response);

-- 26. index event_rsvps.idx_event_rsvps_user_id is new
CREATE INDEX idx_event_rsvps_user_id ON event_rsvps (user_id) WHERE user_id IS NOT NULL;

-- 27. index hosted_events.idx_hosted_events_host_user_id is new
CREATE INDEX idx_hosted_events_host_user_id ON hosted_events (host_user_id);

-- 28. index hosted_events.idx_hosted_events_public_token is new
CREATE UNIQUE INDEX idx_hosted_events_public_token ON hosted_events (public_token) WHERE public_token IS NOT NULL;

-- 29. index hosted_events.idx_hosted_events_room_id is new
CREATE INDEX idx_hosted_events_room_id ON hosted_events (room_id) WHERE room_id IS NOT NULL;

-- 30. index hosted_events.idx_hosted_events_status is new
CREATE INDEX idx_hosted_events_status ON hosted_events (status);

-- 31. index list_members.idx_list_members_list_user is new
CREATE UNIQUE INDEX idx_list_members_list_user ON list_members (list_id, user_id);

-- 32. index list_members.idx_list_members_user_id is new
CREATE INDEX idx_list_members_user_id ON list_members (user_id);

-- 33. index lists.idx_lists_list_type is new
CREATE INDEX idx_lists_list_type ON lists (list_type);

-- 34. index lists.idx_lists_owner_user_id is new
CREATE INDEX idx_lists_owner_user_id ON lists (owner_user_id);

-- 35. index lists.idx_lists_room_id is new
CREATE INDEX idx_lists_room_id ON lists (room_id) WHERE room_id IS NOT NULL;

-- 36. index quests.idx_quests_room_id is new
CREATE INDEX idx_quests_room_id ON quests (room_id);

-- 37. index quests.idx_quests_status is new
CREATE INDEX idx_quests_status ON quests (status);

-- 38. index room_charters.idx_room_charters_room_id is new
CREATE INDEX idx_room_charters_room_id ON room_charters (room_id);

-- 39. index room_charters.idx_room_charters_type is new
CREATE INDEX idx_room_charters_type ON room_charters (charter_type);

-- 40. index room_members.idx_room_members_role is new
CREATE INDEX idx_room_members_role ON room_members (room_id, role);

-- 41. index room_members.idx_room_members_room_user is new
CREATE UNIQUE INDEX idx_room_members_room_user ON room_members (room_id, user_id);

-- 42. index room_members.idx_room_members_user_id is new
CREATE INDEX idx_room_members_user_id ON room_members (user_id);

-- 43. index rooms.idx_rooms_owner_user_id is new
CREATE INDEX idx_rooms_owner_user_id ON rooms (owner_user_id);

-- 44. index rooms.idx_rooms_visibility is new
CREATE INDEX idx_rooms_visibility ON rooms (visibility);

-- 45. index rooms.idx_rooms_workspace_id is new
CREATE INDEX idx_rooms_workspace_id ON rooms (workspace_id) WHERE workspace_id IS NOT NULL;

-- 46. index squad_members.idx_squad_members_squad_user is new
CREATE UNIQUE INDEX idx_squad_members_squad_user ON squad_members (squad_id, user_id);

-- 47. index squad_members.idx_squad_members_user_id is new
CREATE INDEX idx_squad_members_user_id ON squad_members (user_id);

-- 48. index squads.idx_squads_room_id is new
CREATE INDEX idx_squads_room_id ON squads (room_id);

-- 49. index work_items.idx_work_items_google_event_id is made again; reads every row
CREATE INDEX idx_work_items_google_event_id ON work_items (google_event_id) WHERE google_event_id IS NOT NULL;

-- 50. index work_items.idx_work_items_room_id is made again; reads every row
CREATE INDEX idx_work_items_room_id ON work_items (room_id) WHERE room_id IS NOT NULL;

-- 51. index work_items.idx_work_items_start_at is made again; reads every row
CREATE INDEX idx_work_items_start_at ON work_items (start_at) WHERE start_at IS NOT NULL;

-- 52. index work_items.idx_work_items_status is made again; reads every row
CREATE INDEX idx_work_items_status ON work_items (status);

-- 53. index work_items.idx_work_items_user_id is made again; reads every row
CREATE INDEX idx_work_items_user_id ON work_items (user_id);

-- 54. index workspaces.idx_workspaces_owner_user_id is new
CREATE INDEX idx_workspaces_owner_user_id ON workspaces (owner_user_id);

-- 55. index workspaces.idx_workspaces_slug is new
CREATE UNIQUE INDEX idx_workspaces_slug ON workspaces (slug);

PRAGMA foreign_key_check(work_items);
PRAGMA foreign_key_check(work_item_dependencies);
PRAGMA foreign_key_check(policies);
COMMIT;

PRAGMA foreign_keys = ON;
