/* SPDX-License-Identifier: MIT
 * The messaging server from its first table to today, with rows. Its own migrations failed on a
 * table with one row, threw the ciphertext of all messages away, gave each message the same place
 * in its conversation, and began anew with an empty schema. */
#include "generated/messaging/messaging.c"
#include "tests/live/histories.h"
#include "tests/live/postgres_server.h"

static char *ask(Walk *walk, const char *sql)
{
    PGresult *result = PQexec(walk->db.handle, sql);
    Text text = {0};
    text_add(&text, PQresultErrorMessage(result));
    for (int row = 0; row < PQntuples(result); row++) {
        if (row) text_add_char(&text, '\n');
        for (int i = 0; i < PQnfields(result); i++)
            text_printf(&text, "%s%s", i ? "|" : "", PQgetvalue(result, row, i));
    }
    PQclear(result);
    text_string(&text);
    return text.data;
}

static void run(Walk *walk, const char *sql)
{
    if (test_ok) CHECK(execute(walk->db.handle, sql));
}

/* With the greenfield schema some indexes began to be others on the same columns; those without an
 * heir were of columns that went, or no query asked for them. */
static const Fate fates[] = {
    {8, "message_attachments", NULL},
    {8, "idx_message_attachments_message", NULL},
    {8, "idx_messages_convo_sent", "idx_messages_convo_created"},
    {8, "idx_messages_content_type", NULL},
    {8, "idx_messages_payload_provider", NULL},
    {9, "idx_blobs_uploaded_at", "idx_blobs_created"},
    {9, "idx_blobs_convo", NULL},
    {9, "idx_blobs_size", NULL},
    {9, "idx_blobs_uploaded_by", NULL},
    {9, "idx_conversations_creator_did", "idx_conversations_creator"},
    {9, "idx_conversations_created_at", NULL},
    {9, "idx_cursors_updated_at", "idx_cursors_updated"},
    {9, "idx_envelopes_delivered", "idx_envelopes_pending"},
    {9, "idx_event_stream_convo_cursor", "idx_event_stream_convo"},
    {9, "idx_key_packages_consumed", "idx_key_packages_consumed_at"},
    {9, "idx_key_packages_did_suite", "idx_key_packages_available"},
    {9, "idx_key_packages_unique", "idx_key_packages_hash"},
    {9, "idx_members_left_at", "idx_members_active"},
    {9, "idx_members_mailbox", NULL},
    {9, "idx_messages_convo_created", "idx_messages_convo"},
    {9, "idx_messages_convo_epoch", "idx_messages_epoch"},
    {9, "idx_messages_convo_seq", NULL},
    {9, "idx_messages_pagination", "idx_messages_convo"},
    {17, "reactions", "message_reactions"},
    {17, "idx_reactions_message", "idx_reactions_by_message"},
    {17, "idx_reactions_actor", "idx_reactions_by_user"},
    {20, "idx_messages_sender", NULL},
    {27, "idx_idempotency_cache_endpoint", NULL},
    {0, NULL, NULL},
};

static void write_first(Walk *walk)
{
    walk_to(walk, 6);
    walk_fill(walk);
    run(walk, "INSERT INTO conversations (id, creator_did, title) VALUES ('c1', 'ann', 'Lunch'),"
              " ('c2', 'bob', NULL)");
    run(walk, "INSERT INTO members (convo_id, member_did) VALUES ('c1', 'ann'), ('c1', 'bob')");
    run(walk,
        "INSERT INTO messages (id, convo_id, sender_did, message_type, epoch, ciphertext, sent_at)"
        " VALUES ('m1', 'c1', 'ann', 'app', 1, '\\x0102', '2024-10-01 00:00Z'),"
        " ('m2', 'c1', 'bob', 'app', 1, '\\xff00ff', '2024-10-02 00:00Z'),"
        " ('m3', 'c2', 'bob', 'commit', 0, '\\x03', '2024-10-03 00:00Z')");
    run(walk, "INSERT INTO reactions (id, convo_id, message_id, actor_did, kind)"
              " VALUES ('r1', 'c1', 'm1', 'bob', 'yes')");
    run(walk, "INSERT INTO key_packages (id, did, cipher_suite, key_data, expires_at, consumed)"
              " VALUES (1000, 'ann', 's', '\\x61', '2030-01-01 00:00Z', true)");
    run(walk,
        "INSERT INTO blobs (cid, data, size, uploaded_by_did) VALUES ('b1', '\\x00', 1, 'ann')");
}

/* Columns without a default and NOT NULL, on a table with rows; the bytes stay where they are. */
static void check_payloads(Walk *walk)
{
    walk_to(walk, 7);
    check_answer(
        walk,
        "SELECT id, encode(ciphertext, 'hex'), payload_provider, payload_uri, payload_size,"
        " payload_sha256 = sha256(ciphertext) FROM messages WHERE id LIKE 'm_' ORDER BY id",
        "m1|0102|custom|messages:m1|2|t\nm2|ff00ff|custom|messages:m2|3|t\n"
        "m3|03|custom|messages:m3|1|t");
    run(walk,
        "INSERT INTO messages (id, convo_id, sender_did, message_type, epoch, payload_provider,"
        " payload_uri, payload_mime_type, payload_size, payload_sha256, sent_at)"
        " VALUES ('m4', 'c1', 'ann', 'app', 2, 's3', 's3://m4', 'message/mls', 9, sha256('x'),"
        " '2024-10-04 00:00Z')");
}

static void check_places(Walk *walk)
{
    walk_to(walk, 8);
    check_answer(
        walk,
        "SELECT id, seq, encode(ciphertext, 'hex'), embed_uri, created_at AT TIME ZONE 'UTC'"
        " FROM messages WHERE id LIKE 'm_' ORDER BY id",
        "m1|1|0102||2024-10-01 00:00:00\nm2|2|ff00ff||2024-10-02 00:00:00\n"
        "m3|1|03||2024-10-03 00:00:00\nm4|3||s3://m4|2024-10-04 00:00:00");
    check_answer(walk,
                 "SELECT count(*) FROM (SELECT FROM messages GROUP BY convo_id, seq"
                 " HAVING count(*) > 1) AS doubles",
                 "0");
    /* No plain index that goes takes the foreign keys of other tables with it. */
    check_answer(walk,
                 "SELECT count(*) FROM pg_constraint WHERE confrelid = 'messages'::regclass"
                 " AND convalidated",
                 "2");
}

static void check_refusal(Walk *walk, const char *why)
{
    schemac_options options = {.to_version = walk->version + 1};
    schemac_report report = {0};
    if (!test_ok) return;
    CHECK(schemac_migrate(walk->db, walk->schema, &options, &report) == SCHEMAC_REFUSED);
    CHECK(report.message && strstr(report.message, why));
    schemac_report_free(&report);
}

/* What lies elsewhere is fetched before the pointer to it goes, and what is to lie elsewhere is
 * moved before it goes: the migration says so and stops, and nothing is done. */
static void check_stops(Walk *walk)
{
    check_refusal(walk, "message m4 is not stored here: fetch it from s3://m4");
    check_answer(walk, "SELECT embed_uri FROM messages WHERE id = 'm4'", "s3://m4");
    run(walk, "UPDATE messages SET ciphertext = '\\x04' WHERE id = 'm4'");
    run(walk, "UPDATE blobs SET data = '' WHERE cid <> 'b1'");
    check_refusal(walk, "blob b1 has its bytes here");
    check_answer(walk, "SELECT encode(data, 'hex') FROM blobs WHERE cid = 'b1'", "00");
    run(walk, "UPDATE blobs SET data = '' WHERE cid = 'b1'");
}

static void check_greenfield(Walk *walk)
{
    walk_to(walk, 9);
    check_answer(
        walk,
        "SELECT id, seq, encode(ciphertext, 'hex') FROM messages WHERE id LIKE 'm_' ORDER BY id",
        "m1|1|0102\nm2|2|ff00ff\nm3|1|03\nm4|3|04");
    check_answer(walk,
                 "SELECT name, is_admin, member_did FROM conversations"
                 " JOIN members ON convo_id = id WHERE id = 'c1' ORDER BY member_did",
                 "Lunch|t|ann\nLunch|f|bob");
    check_answer(
        walk, "SELECT created_by_did FROM conversation_policy WHERE convo_id LIKE 'c_' ORDER BY 1",
        "ann\nbob");
    check_answer(
        walk,
        "SELECT did, consumed_at IS NOT NULL, key_package_hash = encode(sha256('a'), 'hex')"
        " FROM key_packages JOIN users ON did = owner_did WHERE did = 'ann'",
        "ann|t|t");
    check_answer(walk, "SELECT key, size_bytes, content_type FROM blobs WHERE key = 'b1'",
                 "b1|1|application/octet-stream");
}

static void check_later(Walk *walk)
{
    walk_to(walk, 16);
    walk_fill(walk);
    walk_to(walk, 17);
    check_answer(walk,
                 "SELECT message_id, user_did, reaction FROM message_reactions"
                 " WHERE message_id = 'm1' AND user_did = 'bob'",
                 "m1|bob|yes");
    walk_to(walk, 26);
    run(walk,
        "INSERT INTO idempotency_cache (key, endpoint, response_body, status_code, expires_at)"
        " VALUES ('k', 'e', '{}', 200, now())");
    walk_to(walk, 27);
    check_answer(walk,
                 "SELECT caller_did, endpoint, status_code FROM idempotency_cache WHERE key = 'k'",
                 "|e|200");
}

TEST(messaging)
{
    if (no_server()) return;
    PGconn *connection = fresh_database("histories");
    Walk walk = {
        .dialect = &postgres_dialect,
        .schema = &messaging_schema,
        .db = schemac_postgres(connection),
        .ask = ask,
        .tables = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
                  " AND tablename NOT LIKE 'schemac%'",
        .indexes =
            "SELECT c.relname FROM pg_class AS c JOIN pg_index AS i ON i.indexrelid = c.oid"
            " WHERE c.relnamespace = 'public'::regnamespace AND c.relname NOT LIKE 'schemac%'"
            " AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = c.oid)",
        .fates = fates};
    walk_begin(&walk, "schema/messaging/messaging.schema");
    write_first(&walk);
    check_payloads(&walk);
    check_places(&walk);
    check_stops(&walk);
    check_greenfield(&walk);
    check_later(&walk);
    walk_end(&walk);
    PQfinish(connection);
}
