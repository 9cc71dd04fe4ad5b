-- 0066 add_one_to_many_support of schema workspace, for SQLite
-- old programs: read
-- new programs: none

BEGIN;

-- 1. table thread_responses is new
CREATE TABLE thread_responses (
    id TEXT NOT NULL PRIMARY KEY,
    thread_id TEXT NOT NULL REFERENCES scheduling_threads (id) ON DELETE CASCADE,
    invitee_key TEXT NOT NULL,
    response TEXT NOT NULL CHECK (response IN ('ok', 'no', 'maybe')),
    selected_slot_id TEXT,
    comment TEXT,
    responded_at TEXT NOT NULL DEFAULT (datetime('now')),
    created_at TEXT NOT NULL DEFAULT (datetime('now')),
    updated_at TEXT NOT NULL DEFAULT (datetime('now'))
) STRICT;

-- 2. column scheduling_threads.topology is new; reads every row; fails if a row does not fit
ALTER TABLE scheduling_threads ADD COLUMN topology TEXT NOT NULL DEFAULT 'one_on_one' CHECK (topology IN ('one_on_one', 'one_to_many'));

-- 3. column scheduling_threads.group_policy_json is new; reads every row
ALTER TABLE scheduling_threads ADD COLUMN group_policy_json TEXT;

-- 4. column thread_invites.channel_type is new; reads every row; fails if a row does not fit
ALTER TABLE thread_invites ADD COLUMN channel_type TEXT CHECK (channel_type IN ('email', 'slack', 'chatwork', 'line', 'phone'));

-- 5. column thread_invites.channel_value is new; reads every row
ALTER TABLE thread_invites ADD COLUMN channel_value TEXT;

-- 6. index scheduling_threads.idx_scheduling_threads_topology is new; reads every row
CREATE INDEX idx_scheduling_threads_topology ON scheduling_threads (topology);

-- 7. index thread_responses.idx_thread_responses_response is new
CREATE INDEX idx_thread_responses_response ON thread_responses (thread_id, response);

-- 8. index thread_responses.idx_thread_responses_thread is new
CREATE INDEX idx_thread_responses_thread ON thread_responses (thread_id, responded_at DESC);

-- 9. index thread_responses.uq_thread_responses_thread_invitee is new
CREATE UNIQUE INDEX uq_thread_responses_thread_invitee ON thread_responses (thread_id, invitee_key);

COMMIT;
