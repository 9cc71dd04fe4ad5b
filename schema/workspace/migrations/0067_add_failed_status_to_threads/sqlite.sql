-- 0067 add_failed_status_to_threads of schema workspace, for SQLite
-- old programs: read
-- new programs: read
-- allow: add-check scheduling_threads.scheduling_threads_status_check
--   why: it takes one value more

PRAGMA foreign_keys = OFF;

BEGIN;

-- 1. each row has to pass the check status IN ('draft', 'sent', 'confirmed', 'cancelled', 'failed'); reads every row; fails if a row does not fit
SELECT 'scheduling_threads: row with id = ' || quote(id) || ' breaks the check status IN (''draft'', ''sent'', ''confirmed'', ''cancelled'', ''failed'')' AS violation
FROM scheduling_threads
WHERE NOT (status IN ('draft', 'sent', 'confirmed', 'cancelled', 'failed'))
LIMIT 1;

-- 2. table scheduling_threads is made anew: a check changes (expr)
CREATE TABLE schemac_new_scheduling_threads (
    id TEXT NOT NULL PRIMARY KEY,
    organizer_user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    title TEXT,
    description TEXT,
    status TEXT DEFAULT 'draft' CHECK (status IN ('draft', 'sent', 'confirmed', 'cancelled', 'failed')),
    mode TEXT DEFAULT 'one_on_one' CHECK (mode IN ('one_on_one', 'group', 'public')),
    created_at TEXT NOT NULL DEFAULT (datetime('now')),
    updated_at TEXT NOT NULL DEFAULT (datetime('now')),
    workspace_id TEXT NOT NULL DEFAULT 'ws-default',
    proposal_version INTEGER NOT NULL DEFAULT 1,
    additional_propose_count INTEGER NOT NULL DEFAULT 0,
    timezone TEXT NOT NULL DEFAULT 'Asia/Tokyo',
    slot_policy TEXT DEFAULT 'fixed_single' CHECK (slot_policy IN ('fixed_single', 'fixed_multi', 'freebusy_multi', 'open_slots')),
    constraints_json TEXT,
    kind TEXT NOT NULL DEFAULT 'external' CHECK (kind IN ('external', 'internal')),
    topology TEXT NOT NULL DEFAULT 'one_on_one' CHECK (topology IN ('one_on_one', 'one_to_many')),
    group_policy_json TEXT
) STRICT;

-- 3. its rows are copied; writes every row anew
INSERT INTO schemac_new_scheduling_threads (rowid, id, organizer_user_id, title, description, status, mode, created_at, updated_at, workspace_id, proposal_version, additional_propose_count, timezone, slot_policy, constraints_json, kind, topology, group_policy_json)
SELECT rowid, id, organizer_user_id, title, description, status, mode, created_at, updated_at, workspace_id, proposal_version, additional_propose_count, timezone, slot_policy, constraints_json, kind, topology, group_policy_json
FROM scheduling_threads
ORDER BY rowid;

-- 4. each row has to be there; reads every row
SELECT 'scheduling_threads: ' || (SELECT count(*) FROM schemac_new_scheduling_threads) || ' rows were copied of ' || (SELECT count(*) FROM scheduling_threads) AS violation
WHERE (SELECT count(*) FROM schemac_new_scheduling_threads) <> (SELECT count(*) FROM scheduling_threads);

-- 5. it takes the place of the old one
DROP TABLE scheduling_threads;
PRAGMA legacy_alter_table = ON;
ALTER TABLE schemac_new_scheduling_threads RENAME TO scheduling_threads;
PRAGMA legacy_alter_table = OFF;

-- 6. index scheduling_threads.idx_sched_threads_ws_owner_created is made again; reads every row
CREATE INDEX idx_sched_threads_ws_owner_created ON scheduling_threads (workspace_id, organizer_user_id, created_at DESC, id DESC);

-- 7. index scheduling_threads.idx_scheduling_threads_active is made again; reads every row
CREATE INDEX idx_scheduling_threads_active ON scheduling_threads (organizer_user_id, status, created_at) WHERE status IN ('draft', 'sent');

-- 8. index scheduling_threads.idx_scheduling_threads_kind is made again; reads every row
CREATE INDEX idx_scheduling_threads_kind ON scheduling_threads (kind);

-- 9. index scheduling_threads.idx_scheduling_threads_organizer is made again; reads every row
CREATE INDEX idx_scheduling_threads_organizer ON scheduling_threads (organizer_user_id);

-- 10. index scheduling_threads.idx_scheduling_threads_proposal_version is made again; reads every row
CREATE INDEX idx_scheduling_threads_proposal_version ON scheduling_threads (id, proposal_version);

-- 11. index scheduling_threads.idx_scheduling_threads_slot_policy is made again; reads every row
CREATE INDEX idx_scheduling_threads_slot_policy ON scheduling_threads (slot_policy);

-- 12. index scheduling_threads.idx_scheduling_threads_status is made again; reads every row
CREATE INDEX idx_scheduling_threads_status ON scheduling_threads (status);

-- 13. index scheduling_threads.idx_scheduling_threads_timezone is made again; reads every row
CREATE INDEX idx_scheduling_threads_timezone ON scheduling_threads (timezone);

-- 14. index scheduling_threads.idx_scheduling_threads_topology is made again; reads every row
CREATE INDEX idx_scheduling_threads_topology ON scheduling_threads (topology);

-- 15. index scheduling_threads.idx_scheduling_threads_workspace is new; reads every row
CREATE INDEX idx_scheduling_threads_workspace ON scheduling_threads (workspace_id, status);

PRAGMA foreign_key_check(pending_actions);
PRAGMA foreign_key_check(scheduled_reminders);
PRAGMA foreign_key_check(remind_log);
PRAGMA foreign_key_check(scheduling_threads);
PRAGMA foreign_key_check(scheduling_slots);
PRAGMA foreign_key_check(scheduling_candidates);
PRAGMA foreign_key_check(thread_invites);
PRAGMA foreign_key_check(thread_messages);
PRAGMA foreign_key_check(thread_attendance_rules);
PRAGMA foreign_key_check(thread_selections);
PRAGMA foreign_key_check(thread_responses);
PRAGMA foreign_key_check(thread_finalize);
PRAGMA foreign_key_check(external_invites);
PRAGMA foreign_key_check(invite_deliveries);
PRAGMA foreign_key_check(open_slots);
COMMIT;

PRAGMA foreign_keys = ON;
