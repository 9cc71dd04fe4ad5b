-- 0068 create_pool_booking of schema workspace, for SQLite
-- old programs: write
-- new programs: none

BEGIN;

-- 1. table pools is new
CREATE TABLE pools (
    id TEXT NOT NULL PRIMARY KEY,
    workspace_id TEXT NOT NULL,
    owner_user_id TEXT NOT NULL,
    name TEXT NOT NULL,
    description TEXT,
    is_active INTEGER NOT NULL DEFAULT 1,
    assignment_policy TEXT NOT NULL DEFAULT 'round_robin' CHECK (assignment_policy IN ('round_robin')),
    slot_capacity INTEGER NOT NULL DEFAULT 1 CHECK (slot_capacity >= 1),
    created_at TEXT NOT NULL DEFAULT (datetime('now')),
    updated_at TEXT NOT NULL DEFAULT (datetime('now'))
) STRICT;

-- 2. table pool_members is new
CREATE TABLE pool_members (
    id TEXT NOT NULL PRIMARY KEY,
    workspace_id TEXT NOT NULL,
    pool_id TEXT NOT NULL REFERENCES pools (id) ON DELETE CASCADE,
    user_id TEXT NOT NULL,
    is_active INTEGER NOT NULL DEFAULT 1,
    join_order INTEGER NOT NULL DEFAULT 0,
    created_at TEXT NOT NULL DEFAULT (datetime('now')),
    updated_at TEXT NOT NULL DEFAULT (datetime('now'))
) STRICT;

-- 3. table pool_slots is new
CREATE TABLE pool_slots (
    id TEXT NOT NULL PRIMARY KEY,
    workspace_id TEXT NOT NULL,
    pool_id TEXT NOT NULL REFERENCES pools (id) ON DELETE CASCADE,
    start_at TEXT NOT NULL,
    end_at TEXT NOT NULL,
    timezone TEXT NOT NULL DEFAULT 'Asia/Tokyo',
    label TEXT,
    status TEXT NOT NULL DEFAULT 'open' CHECK (status IN ('open', 'reserved', 'booked', 'cancelled')),
    reserved_count INTEGER NOT NULL DEFAULT 0,
    booked_count INTEGER NOT NULL DEFAULT 0,
    created_at TEXT NOT NULL DEFAULT (datetime('now')),
    updated_at TEXT NOT NULL DEFAULT (datetime('now'))
) STRICT;

-- 4. table pool_bookings is new
CREATE TABLE pool_bookings (
    id TEXT NOT NULL PRIMARY KEY,
    workspace_id TEXT NOT NULL,
    pool_id TEXT NOT NULL REFERENCES pools (id) ON DELETE CASCADE,
    slot_id TEXT NOT NULL REFERENCES pool_slots (id) ON DELETE CASCADE,
    requester_user_id TEXT NOT NULL,
    assignee_user_id TEXT NOT NULL,
    assignment_algo TEXT NOT NULL DEFAULT 'round_robin' CHECK (assignment_algo IN ('round_robin')),
    status TEXT NOT NULL DEFAULT 'confirmed' CHECK (status IN ('confirmed', 'cancelled')),
    requester_note TEXT,
    created_at TEXT NOT NULL DEFAULT (datetime('now')),
    updated_at TEXT NOT NULL DEFAULT (datetime('now'))
) STRICT;

-- 5. table pool_slot_reservations is new
CREATE TABLE pool_slot_reservations (
    id TEXT NOT NULL PRIMARY KEY,
    workspace_id TEXT NOT NULL,
    pool_id TEXT NOT NULL REFERENCES pools (id) ON DELETE CASCADE,
    slot_id TEXT NOT NULL REFERENCES pool_slots (id) ON DELETE CASCADE,
    requester_key TEXT NOT NULL,
    status TEXT NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'released', 'consumed', 'expired')),
    expires_at TEXT NOT NULL,
    created_at TEXT NOT NULL DEFAULT (datetime('now')),
    updated_at TEXT NOT NULL DEFAULT (datetime('now'))
) STRICT;

-- 6. index pool_bookings.idx_pool_booking_assignee is new
CREATE INDEX idx_pool_booking_assignee ON pool_bookings (assignee_user_id, created_at DESC);

-- 7. index pool_bookings.idx_pool_booking_pool is new
CREATE INDEX idx_pool_booking_pool ON pool_bookings (pool_id, created_at DESC);

-- 8. index pool_bookings.idx_pool_booking_requester is new
CREATE INDEX idx_pool_booking_requester ON pool_bookings (requester_user_id, created_at DESC);

-- 9. index pool_bookings.uq_pool_booking_slot is new
CREATE UNIQUE INDEX uq_pool_booking_slot ON pool_bookings (slot_id) WHERE status = 'confirmed';

-- 10. index pool_members.idx_pool_members_pool is new
CREATE INDEX idx_pool_members_pool ON pool_members (pool_id, is_active, join_order);

-- 11. index pool_members.idx_pool_members_user is new
CREATE INDEX idx_pool_members_user ON pool_members (workspace_id, user_id, created_at DESC);

-- 12. index pool_members.uq_pool_members_pool_user is new
CREATE UNIQUE INDEX uq_pool_members_pool_user ON pool_members (pool_id, user_id);

-- 13. index pool_slot_reservations.idx_pool_reservation_expiry is new
CREATE INDEX idx_pool_reservation_expiry ON pool_slot_reservations (status, expires_at);

-- 14. index pool_slot_reservations.idx_pool_reservation_slot is new
CREATE INDEX idx_pool_reservation_slot ON pool_slot_reservations (slot_id, status);

-- 15. index pool_slot_reservations.uq_pool_reservation_slot_requester_active is new
CREATE UNIQUE INDEX uq_pool_reservation_slot_requester_active ON pool_slot_reservations (slot_id, requester_key) WHERE status = 'active';

-- 16. index pool_slots.idx_pool_slots_pool_status is new
CREATE INDEX idx_pool_slots_pool_status ON pool_slots (pool_id, status, start_at);

-- 17. index pool_slots.idx_pool_slots_pool_time is new
CREATE INDEX idx_pool_slots_pool_time ON pool_slots (pool_id, start_at);

-- 18. index pools.idx_pools_active is new
CREATE INDEX idx_pools_active ON pools (workspace_id, is_active);

-- 19. index pools.idx_pools_owner is new
CREATE INDEX idx_pools_owner ON pools (workspace_id, owner_user_id, created_at DESC);

-- 20. index pools.idx_pools_workspace is new
CREATE INDEX idx_pools_workspace ON pools (workspace_id, created_at DESC);

-- 21. index pools.uq_pools_workspace_name is new
CREATE UNIQUE INDEX uq_pools_workspace_name ON pools (workspace_id, name);

COMMIT;
