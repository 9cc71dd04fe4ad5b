/* SPDX-License-Identifier: MIT
 * The workspace application from its first version to the last, with rows. Its own migrations
 * emptied tables behind cascading foreign keys, dropped tables with what was in them, and lost 34
 * indexes and six NOT NULLs in rebuilds that were written by hand. */
#include <sqlite3.h>

#include "generated/workspace/workspace.c"
#include "tests/live/histories.h"

static char *ask(Walk *walk, const char *sql)
{
    sqlite3_stmt *rows = NULL;
    Text text = {0};
    if (sqlite3_prepare_v2(walk->db.handle, sql, -1, &rows, NULL) != SQLITE_OK)
        text_add(&text, sqlite3_errmsg(walk->db.handle));
    while (rows && sqlite3_step(rows) == SQLITE_ROW) {
        if (text.length) text_add_char(&text, '\n');
        for (int i = 0; i < sqlite3_column_count(rows); i++)
            text_printf(&text, "%s%s", i ? "|" : "", (const char *)sqlite3_column_text(rows, i));
    }
    sqlite3_finalize(rows);
    text_string(&text);
    return text.data;
}

static void run(Walk *walk, const char *sql)
{
    char *error = NULL;
    if (!test_ok) return;
    if (sqlite3_exec(walk->db.handle, sql, NULL, NULL, &error) != SQLITE_OK) {
        test_ok = false;
        fprintf(stderr, "version %d: %s\n  %s\n", walk->version, error, sql);
    }
    sqlite3_free(error);
}

/* The indexes that the real history lost have their names or these; those without went with their
 * columns. Of list_members the indexes became ones of a workspace. */
static const Fate fates[] = {
    {9, "idx_relationships_user_related", "idx_relationships_pair"},
    {9, "idx_relationships_related_user", "idx_relationships_user_b"},
    {9, "idx_relationships_closeness", "idx_relationships_type"},
    {9, "idx_relationships_mutual", NULL},
    {18, "admin_workspace_access", "admin_workspace_access_legacy"},
    {28, "idx_thread_invites_thread_id", "idx_thread_invites_thread"},
    {30, "idx_contacts_owner_user_id", "idx_contacts_workspace_owner"},
    {30, "idx_contacts_related_user_id", "idx_contacts_workspace_user"},
    {30, "idx_contacts_email", "idx_contacts_workspace_email"},
    {30, "idx_contacts_active", NULL},
    {31, "idx_lists_owner_user_id", "idx_lists_workspace_owner"},
    {31, "idx_lists_room_id", NULL},
    {31, "idx_lists_list_type", NULL},
    {31, "idx_lists_active", NULL},
    {32, "idx_list_members_list_user", "uq_list_members_list_contact"},
    {32, "idx_list_members_user_id", "idx_list_members_contact"},
    {40, "uq_list_members_list_contact", "uq_list_members_tenant_list_contact"},
    {40, "idx_list_members_list", "idx_list_members_tenant_list_added"},
    {40, "idx_list_members_contact", "idx_list_members_tenant_contact_added"},
    {64, "idx_relreq_inviter_status", "idx_relationship_requests_inviter"},
    {64, "idx_relreq_invitee_status", "idx_relationship_requests_invitee"},
    {64, "idx_relreq_invitee_email_status", "idx_relationship_requests_email"},
    {64, "idx_relreq_token", "idx_relationship_requests_token"},
    {70, "uq_pool_booking_slot", "idx_pool_bookings_slot_unique"},
    {70, "idx_pool_booking_pool", "idx_pool_bookings_pool_id"},
    {70, "idx_pool_booking_assignee", "idx_pool_bookings_assignee"},
    {70, "idx_pool_booking_requester", "idx_pool_bookings_requester"},
    {0, NULL, NULL},
};

/* Friends become what the types say; nobody is dropped. */
static void check_relationships(Walk *walk)
{
    walk_to(walk, 8);
    run(walk,
        "UPDATE relationships SET created_at = datetime('now'), updated_at = datetime('now')");
    run(walk, "INSERT INTO users (id, email, display_name) VALUES ('ann', 'ann@x.org', 'Ann'),"
              " ('bob', 'bob@x.org', 'Bob'), ('cy', 'cy@x.org', 'Cy')");
    run(walk,
        "INSERT INTO relationships (id, user_id, related_user_id, closeness, visibility)"
        " VALUES ('r1', 'ann', 'bob', 'friend', 'mutual'),"
        " ('r2', 'bob', 'ann', 'family', 'one_way'), ('r3', 'ann', 'cy', 'close', 'blocked')");
    walk_to(walk, 9);
    check_answer(
        walk,
        "SELECT id, user_a_id, user_b_id, relation_type, status FROM relationships"
        " WHERE id IN ('r1', 'r2', 'r3') ORDER BY id",
        "r1|ann|bob|stranger|active\nr2|bob|ann|family|active\nr3|ann|cy|stranger|blocked");
}

/* Invitations go over to the threads of scheduling, and what was answered still says to which. */
static void check_invitations(Walk *walk)
{
    walk_to(walk, 27);
    walk_fill(walk);
    run(walk, "INSERT INTO threads (id, user_id, title) VALUES ('t1', 'ann', 'Lunch')");
    run(walk,
        "INSERT INTO thread_invites (id, thread_id, token, email, candidate_name, expires_at,"
        " invitee_key) VALUES ('i1', 't1', 'token1', 'bob@x.org', 'Bob', '2026-01-01', 'k1')");
    run(walk, "INSERT INTO scheduling_threads (id, organizer_user_id) VALUES ('t2', 'ann')");
    run(walk, "INSERT INTO thread_selections (selection_id, thread_id, invite_id, invitee_key)"
              " VALUES ('s1', 't2', 'i1', 'k1')");
    walk_to(walk, 28);
    check_answer(walk,
                 "SELECT i.thread_id, t.title, s.invite_id FROM thread_invites AS i"
                 " JOIN scheduling_threads AS t ON t.id = i.thread_id"
                 " JOIN thread_selections AS s ON s.invite_id = i.id WHERE i.id = 'i1'",
                 "t1|Lunch|i1");
}

/* Contacts and lists stay, and who was on a list is a contact of its owner. */
static void check_contacts(Walk *walk)
{
    /* What becomes unique stops the migration where it is not: so it is of generated rows. */
    run(walk, "UPDATE contacts SET related_user_id = NULL, email = id");
    run(walk, "UPDATE lists SET title = id");
    run(walk, "INSERT INTO contacts (id, owner_user_id, related_user_id, company, phone)"
              " VALUES ('c1', 'ann', 'bob', 'Bobbins', '123'), ('c2', 'ann', NULL, NULL, NULL)");
    run(walk, "INSERT INTO lists (id, owner_user_id, title) VALUES ('l1', 'ann', 'Team')");
    run(walk, "INSERT INTO list_members (id, list_id, user_id) VALUES ('m1', 'l1', 'bob'),"
              " ('m2', 'l1', 'cy')");
    walk_to(walk, 40);
    check_answer(walk,
                 "SELECT id, kind, user_id, summary, phone FROM contacts WHERE id LIKE 'c_'"
                 " ORDER BY id",
                 "c1|internal_user|bob|Bobbins|123\nc2|external_person|(null)|(null)|(null)");
    check_answer(walk,
                 "SELECT m.id, l.name, m.owner_user_id, c.user_id, c.kind FROM list_members AS m"
                 " JOIN lists AS l ON l.id = m.list_id JOIN contacts AS c ON c.id = m.contact_id"
                 " WHERE l.id = 'l1' ORDER BY m.id",
                 "m1|Team|ann|bob|internal_user\nm2|Team|ann|cy|list_member");
}

static void check_requests(Walk *walk)
{
    walk_to(walk, 63);
    run(walk, "INSERT INTO relationship_requests (id, inviter_user_id, requested_type, expires_at,"
              " created_at) VALUES ('q1', 'ann', 'family', 1767225600, 1764547200)");
    walk_to(walk, 64);
    check_answer(walk,
                 "SELECT expires_at, created_at, length(token) FROM relationship_requests"
                 " WHERE id = 'q1'",
                 "2026-01-01 00:00:00|2025-12-01 00:00:00|32");
}

/* One value more in a check of scheduling_threads: it took twelve tables their rows. */
static void check_threads(Walk *walk)
{
    walk_to(walk, 66);
    walk_fill(walk);
    run(walk, "INSERT INTO scheduling_slots (slot_id, thread_id, start_at, end_at, timezone, label)"
              " VALUES ('a', 't2', '1', '2', 'UTC', 'ours'), ('b', 't2', '2', '3', 'UTC', 'ours'),"
              " ('c', 't2', '3', '4', 'UTC', 'ours'), ('d', 't2', '4', '5', 'UTC', 'ours'),"
              " ('e', 't2', '5', '6', 'UTC', 'ours')");
    run(walk, "INSERT INTO open_slots (id, thread_id, token, workspace_id, owner_user_id, time_min,"
              " time_max, created_at, updated_at, expires_at)"
              " VALUES ('o1', 't2', 'open', 'w', 'ann', '1', '2', '1', '1', '2')");
    run(walk,
        "INSERT INTO workspaces (id, name, slug, owner_user_id) VALUES ('w', 'W', 'w', 'ann')");
    run(walk,
        "INSERT INTO pending_actions (id, workspace_id, owner_user_id, thread_id, action_type,"
        " source_type, payload_json, summary_json, confirm_token, expires_at)"
        " VALUES ('p1', 'w', 'ann', 't2', 'add_slots', 'list', '{}', '{}', 'confirm', '2')");
    walk_to(walk, 67);
    check_answer(walk, "SELECT count(*) FROM scheduling_slots WHERE label = 'ours'", "5");
    check_answer(walk, "SELECT thread_id FROM open_slots WHERE id = 'o1'", "t2");
    check_answer(walk, "SELECT thread_id FROM pending_actions WHERE id = 'p1'", "t2");
    check_answer(walk,
                 "SELECT name, dflt_value FROM pragma_table_info('scheduling_threads')"
                 " WHERE name IN ('workspace_id', 'proposal_version', 'additional_propose_count',"
                 " 'timezone', 'kind', 'topology') AND \"notnull\" ORDER BY name",
                 "additional_propose_count|0\nkind|'external'\nproposal_version|1\n"
                 "timezone|'Asia/Tokyo'\ntopology|'one_on_one'\nworkspace_id|'ws-default'");
}

/* Users who booked can be deleted; the booking stays. */
static void check_bookings(Walk *walk)
{
    walk_to(walk, 69);
    run(walk, "INSERT INTO users (id) VALUES ('dee')");
    run(walk,
        "INSERT INTO pools (id, workspace_id, owner_user_id, name) VALUES ('p', 'w', 'ann', 'P')");
    run(walk, "INSERT INTO pool_slots (id, workspace_id, pool_id, start_at, end_at)"
              " VALUES ('s', 'w', 'p', '1', '2')");
    run(walk, "INSERT INTO pool_bookings (id, workspace_id, pool_id, slot_id, assignee_user_id,"
              " requester_user_id) VALUES ('b', 'w', 'p', 's', 'ann', 'dee')");
    walk_to(walk, 70);
    run(walk, "DELETE FROM users WHERE id = 'dee'");
    check_answer(walk,
                 "SELECT assignee_user_id, requester_user_id FROM pool_bookings WHERE id = 'b'",
                 "ann|(null)");
}

TEST(workspace)
{
    sqlite3 *connection = NULL;
    CHECK(sqlite3_open(":memory:", &connection) == SQLITE_OK);
    Walk walk = {.dialect = &sqlite_dialect,
                 .schema = &workspace_schema,
                 .db = schemac_sqlite(connection),
                 .ask = ask,
                 .tables = "SELECT name FROM sqlite_schema WHERE type = 'table'"
                           " AND name NOT LIKE 'sqlite%' AND name NOT LIKE 'schemac%'",
                 .indexes =
                     "SELECT name FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL",
                 .fates = fates};
    run(&walk, "PRAGMA foreign_keys = ON");
    walk_begin(&walk, "schema/workspace/workspace.schema");
    walk_to(&walk, 2);
    walk_fill(&walk);
    check_relationships(&walk);
    check_invitations(&walk);
    check_contacts(&walk);
    check_requests(&walk);
    check_threads(&walk);
    check_bookings(&walk);
    walk_end(&walk);
    check_answer(&walk, "PRAGMA foreign_keys", "1");
    sqlite3_close(connection);
}
