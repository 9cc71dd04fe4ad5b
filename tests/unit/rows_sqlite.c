/* SPDX-License-Identifier: MIT
 * The row calls on a real SQLite database, with a description written by hand: every type goes in
 * and comes back, and a stored value that is not of its type is reported, not returned. */
#include "tests/unit/test.h"

#include <sqlite3.h>
#include <stdlib.h>

#include "runtime/schemac.h"

typedef enum colour { RED, GREEN, BLUE } colour;
typedef struct maybe_colour {
    colour value;
    bool is_set, is_null;
} maybe_colour;

static const char *const colour_labels[] = {"red", "green", "deep blue", NULL};
static const schemac_enum colour_enum = {"colour", colour_labels, 3, sizeof(colour)};

typedef struct thing {
    int64_t id;
    bool flag;
    int16_t small;
    int32_t middle;
    float narrow;
    double wide;
    schemac_text name;
    schemac_bytes data;
    schemac_uuid uuid;
    schemac_date day;
    schemac_time at;
    schemac_timestamp local;
    schemac_timestamp instant;
    schemac_interval span;
    colour paint;
    schemac_maybe_text note;
    maybe_colour trim;
    schemac_maybe_timestamp seen;
    schemac_text shout; /* generated */
} thing;

typedef struct thing_new {
    schemac_maybe_int64 id;
    bool flag;
    int16_t small;
    int32_t middle;
    float narrow;
    double wide;
    schemac_text name;
    schemac_bytes data;
    schemac_uuid uuid;
    schemac_date day;
    schemac_time at;
    schemac_timestamp local;
    schemac_timestamp instant;
    schemac_interval span;
    colour paint;
    schemac_maybe_text note;
    maybe_colour trim;
    schemac_maybe_timestamp seen;
} thing_new;

#define BOTH(member) offsetof(thing, member), offsetof(thing_new, member)
#define MAYBE (SCHEMAC_NULLABLE | SCHEMAC_OPTIONAL)

static const schemac_column thing_columns[] = {
    {"id", SCHEMAC_INT64, SCHEMAC_KEY | SCHEMAC_OPTIONAL, BOTH(id), NULL},
    {"flag", SCHEMAC_BOOL, 0, BOTH(flag), NULL},
    {"small", SCHEMAC_INT16, 0, BOTH(small), NULL},
    {"middle", SCHEMAC_INT32, 0, BOTH(middle), NULL},
    {"narrow", SCHEMAC_FLOAT, 0, BOTH(narrow), NULL},
    {"wide", SCHEMAC_DOUBLE, 0, BOTH(wide), NULL},
    {"name", SCHEMAC_TEXT, 0, BOTH(name), NULL},
    {"data", SCHEMAC_BYTES, 0, BOTH(data), NULL},
    {"uuid", SCHEMAC_UUID, 0, BOTH(uuid), NULL},
    {"day", SCHEMAC_DATE, 0, BOTH(day), NULL},
    {"at", SCHEMAC_TIME, 0, BOTH(at), NULL},
    {"local", SCHEMAC_TIMESTAMP, 0, BOTH(local), NULL},
    {"instant", SCHEMAC_TIMESTAMPTZ, 0, BOTH(instant), NULL},
    {"span", SCHEMAC_INTERVAL, 0, BOTH(span), NULL},
    {"paint", SCHEMAC_LABEL, 0, BOTH(paint), &colour_enum},
    {"note", SCHEMAC_TEXT, MAYBE, BOTH(note), NULL},
    {"trim", SCHEMAC_LABEL, MAYBE, BOTH(trim), &colour_enum},
    {"seen", SCHEMAC_TIMESTAMPTZ, MAYBE, BOTH(seen), NULL},
    {"shout", SCHEMAC_TEXT, SCHEMAC_READ_ONLY, offsetof(thing, shout), 0, NULL},
};
static const schemac_table thing_table = {"thing", "public", thing_columns, 19, sizeof(thing), 0};

static const char create[] =
    "CREATE TABLE thing (id INTEGER PRIMARY KEY, flag INTEGER NOT NULL, small, middle, narrow, wide,"
    " name, data, uuid, day, at, local, instant, span, paint, note DEFAULT 'none', trim, seen,"
    " shout AS (upper(name)))";

static sqlite3 *connection;
static schemac_db db;
static schemac_answer answer;

static void run(const char *sql)
{
    char *error = NULL;
    if (sqlite3_exec(connection, sql, NULL, NULL, &error) == SQLITE_OK) return;
    CHECK_STRING(error, "no error");
    sqlite3_free(error);
}

static void start(void)
{
    sqlite3_close(connection);
    sqlite3_open(":memory:", &connection);
    db = schemac_sqlite(connection);
    run(create);
}

/* The first column of the first row; valid until the next call. */
static const char *ask(const char *sql)
{
    static char found[200];
    sqlite3_stmt *statement = NULL;
    sqlite3_prepare_v2(connection, sql, -1, &statement, NULL);
    bool has_row = sqlite3_step(statement) == SQLITE_ROW;
    const char *text = has_row ? (const char *)sqlite3_column_text(statement, 0) : NULL;
    snprintf(found, sizeof found, "%s", text ? text : "(null)");
    sqlite3_finalize(statement);
    return found;
}

static thing_new sample(void)
{
    thing_new form = {
        .flag = true,
        .small = -32768,
        .middle = 2147483647,
        .narrow = 0.1f,
        .wide = 0.1,
        .name = schemac_text_of("it's"),
        .data = {"\0\1\2", 3},
        .uuid = {{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 255}},
        .day = 20778,
        .at = 9180123456,
        .local = -1,
        .instant = 1795228380123456,
        .span = {3500000, 2, 1},
        .paint = BLUE,
    };
    return form;
}

static bool same_text(schemac_text text, const char *want)
{
    return text.size == strlen(want) && memcmp(text.data, want, text.size) == 0;
}

static void check_sample(const thing *row)
{
    thing_new want = sample();
    CHECK(row->flag && row->small == want.small && row->middle == want.middle);
    CHECK(memcmp(&row->narrow, &want.narrow, sizeof want.narrow) == 0);
    CHECK(memcmp(&row->wide, &want.wide, sizeof want.wide) == 0);
    CHECK(same_text(row->name, "it's") && same_text(row->shout, "IT'S"));
    CHECK(row->data.size == 3 && memcmp(row->data.data, "\0\1\2", 3) == 0);
    CHECK(memcmp(&row->uuid, &want.uuid, sizeof want.uuid) == 0);
    CHECK(row->day == want.day && row->at == want.at && row->local == want.local);
    CHECK(row->instant == want.instant && row->paint == BLUE);
    CHECK(row->span.months == 1 && row->span.days == 2 && row->span.microseconds == 3500000);
}

TEST(every_type_goes_in_and_comes_back)
{
    thing row, again;
    thing_new form = sample();
    start();
    CHECK(schemac_row_insert(db, &thing_table, &form, &row, &answer) == SCHEMAC_OK);
    CHECK_STRING(answer.message, "");
    CHECK(row.id == 1);
    check_sample(&row);
    CHECK(row.note.is_set && !row.note.is_null && same_text(row.note.value, "none"));
    CHECK(!row.trim.is_set && row.trim.is_null && row.seen.is_null);

    const void *key[] = {&row.id};
    CHECK(schemac_row_get(db, &thing_table, key, &again, &answer) == SCHEMAC_OK);
    check_sample(&again);
}

TEST(stored_as_iso_text)
{
    thing_new form = sample();
    start();
    CHECK(schemac_row_insert(db, &thing_table, &form, NULL, &answer) == SCHEMAC_OK);
    CHECK_STRING(ask("SELECT day || ' ' || at || ' ' || span FROM thing"),
                 "2026-11-21 02:33:00.123456 P1M2DT3.5S");
    CHECK_STRING(ask("SELECT local || ' ' || instant FROM thing"),
                 "1969-12-31T23:59:59.999999 2026-11-21T02:33:00.123456Z");
    CHECK_STRING(ask("SELECT uuid || ' ' || paint FROM thing"),
                 "00010203-0405-0607-0809-0a0b0c0d0eff deep blue");
    CHECK_STRING(ask("SELECT typeof(flag) || typeof(data) || typeof(wide) FROM thing"),
                 "integerblobreal");
}

TEST(null_is_not_the_default)
{
    thing row;
    thing_new form = sample();
    start();
    form.note.is_null = true;
    form.trim = (maybe_colour){GREEN, true, false};
    CHECK(schemac_row_insert(db, &thing_table, &form, &row, &answer) == SCHEMAC_OK);
    CHECK(row.note.is_null && !row.note.is_set);
    CHECK(row.trim.is_set && row.trim.value == GREEN);
}

TEST(empty_text_is_not_null)
{
    thing row;
    thing_new form = sample();
    start();
    form.name = (schemac_text){NULL, 0};
    form.data = (schemac_bytes){NULL, 0};
    CHECK(schemac_row_insert(db, &thing_table, &form, &row, &answer) == SCHEMAC_OK);
    CHECK(row.name.size == 0 && row.data.size == 0);
    CHECK_STRING(ask("SELECT typeof(name) || typeof(data) FROM thing"), "textblob");
}

TEST(update_and_delete)
{
    thing row;
    thing_new form = sample();
    start();
    CHECK(schemac_row_insert(db, &thing_table, &form, &row, &answer) == SCHEMAC_OK);
    thing changed = row;
    changed.small = 7;
    changed.name = schemac_text_of("new");
    changed.note.is_set = false;
    CHECK(schemac_row_update(db, &thing_table, &changed, &answer) == SCHEMAC_OK);
    CHECK_STRING(ask("SELECT small || name || coalesce(note, '-') || shout FROM thing"), "7new-NEW");
    changed.id = 99;
    CHECK(schemac_row_update(db, &thing_table, &changed, &answer) == SCHEMAC_NO_ROW);
    const void *key[] = {&changed.id};
    CHECK(schemac_row_delete(db, &thing_table, key, &answer) == SCHEMAC_NO_ROW);
    CHECK(schemac_row_get(db, &thing_table, key, &row, &answer) == SCHEMAC_NO_ROW);
    CHECK(row.name.data == NULL && row.id == 0);
    changed.id = 1;
    CHECK(schemac_row_delete(db, &thing_table, key, &answer) == SCHEMAC_OK);
    CHECK_STRING(ask("SELECT count(*) FROM thing"), "0");
}

TEST(failures_have_words_and_a_code)
{
    thing row;
    thing_new form = sample();
    start();
    form.id = (schemac_maybe_int64){1, true, false};
    CHECK(schemac_row_insert(db, &thing_table, &form, &row, &answer) == SCHEMAC_OK);
    CHECK(schemac_row_insert(db, &thing_table, &form, &row, &answer) == SCHEMAC_DATABASE);
    CHECK_STRING(answer.message, "UNIQUE constraint failed: thing.id");
    CHECK_STRING(answer.code, "1555");
    CHECK(row.id == 0);
    run("DROP TABLE thing");
    CHECK(schemac_row_insert(db, &thing_table, &form, NULL, &answer) == SCHEMAC_DATABASE);
    CHECK_STRING(answer.message, "no such table: thing");
}

TEST(what_cannot_be_stored_is_not_sent)
{
    thing_new form = sample();
    start();
    form.day = INT32_MAX;
    CHECK(schemac_row_insert(db, &thing_table, &form, NULL, &answer) == SCHEMAC_INVALID);
    CHECK_STRING(answer.message, "the value for column day of table thing cannot be stored in SQLite");
    form = sample();
    form.paint = (colour)3;
    CHECK(schemac_row_insert(db, &thing_table, &form, NULL, &answer) == SCHEMAC_INVALID);
    CHECK_STRING(ask("SELECT count(*) FROM thing"), "0");
}

/* Stores a wrong value behind the runtime's back; the words with which reading refuses it. */
static const char *planted(const char *assignment)
{
    thing row;
    thing_new form = sample();
    int64_t id = 1;
    const void *key[] = {&id};
    char sql[200];
    start();
    CHECK(schemac_row_insert(db, &thing_table, &form, NULL, &answer) == SCHEMAC_OK);
    snprintf(sql, sizeof sql, "UPDATE thing SET %s", assignment);
    run(sql);
    CHECK(schemac_row_get(db, &thing_table, key, &row, &answer) == SCHEMAC_DIFFERENT);
    CHECK(row.id == 0 && row.name.data == NULL);
    return answer.message;
}

TEST(bad_stored_values_are_reported)
{
    CHECK_STRING(planted("flag = 2"), "column flag of table thing holds 2, which is not a bool");
    CHECK_STRING(planted("small = 32768"),
                 "column small of table thing holds 32768, which is not a 16-bit integer");
    CHECK_STRING(planted("middle = -2147483649"),
                 "column middle of table thing holds -2147483649, which is not a 32-bit integer");
    CHECK_STRING(planted("middle = 1.5"),
                 "column middle of table thing holds 1.5, which is not a 32-bit integer");
    CHECK_STRING(planted("wide = 'x'"),
                 "column wide of table thing holds x, which is not a floating-point number");
    CHECK_STRING(planted("name = x'00'"),
                 "column name of table thing holds a blob, which is not text");
    CHECK_STRING(planted("data = 'text'"),
                 "column data of table thing holds text, which is not bytes");
    CHECK_STRING(planted("uuid = 'abc'"), "column uuid of table thing holds abc, which is not a uuid");
    CHECK_STRING(planted("day = '2026-02-30'"),
                 "column day of table thing holds 2026-02-30, which is not a date");
    CHECK_STRING(planted("at = '25:00'"), "column at of table thing holds 25:00, which is not a time");
    CHECK_STRING(planted("instant = 'yesterday'"),
                 "column instant of table thing holds yesterday, which is not a timestamp");
    CHECK_STRING(planted("span = '1 day'"),
                 "column span of table thing holds 1 day, which is not an interval");
    CHECK_STRING(planted("paint = 'pink'"),
                 "column paint of table thing holds pink, which is not colour");
    CHECK_STRING(planted("name = NULL"), "column name of table thing holds NULL, which is not text");
}

TEST(statements_of_your_own)
{
    thing row;
    sqlite3_stmt *statement;
    thing_new form = sample();
    start();
    CHECK(schemac_row_insert(db, &thing_table, &form, &row, &answer) == SCHEMAC_OK);
    row.id = 5;
    sqlite3_prepare_v2(connection,
                       "INSERT INTO thing SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12,"
                       " ?13, ?14, ?15, ?16, ?17, ?18", -1, &statement, NULL);
    CHECK(schemac_row_bind_sqlite(statement, 1, &thing_table, &row, &answer) == SCHEMAC_OK);
    CHECK(sqlite3_step(statement) == SQLITE_DONE);
    sqlite3_finalize(statement);

    sqlite3_prepare_v2(connection, "SELECT 'before', * FROM thing ORDER BY id", -1, &statement, NULL);
    for (int64_t id = 1; sqlite3_step(statement) == SQLITE_ROW; id += 4) {
        CHECK(schemac_row_read_sqlite(statement, 1, &thing_table, &row, &answer) == SCHEMAC_OK);
        CHECK(row.id == id);
        check_sample(&row);
    }
    sqlite3_finalize(statement);

    sqlite3_prepare_v2(connection, "SELECT id, flag FROM thing", -1, &statement, NULL);
    sqlite3_step(statement);
    CHECK(schemac_row_read_sqlite(statement, 0, &thing_table, &row, &answer) == SCHEMAC_INVALID);
    CHECK_STRING(answer.message, "the statement has no column for small of table thing");
    sqlite3_finalize(statement);
}

TEST(nothing_is_left)
{
    schemac_answer_free(&answer);
    CHECK(answer.message[0] == '\0' && answer.memory == NULL);
    CHECK(sqlite3_close(connection) == SQLITE_OK);
    connection = NULL;
}

TEST(labels)
{
    uint32_t value = 7;
    CHECK(same_text(schemac_enum_text(&colour_enum, BLUE), "deep blue"));
    CHECK(same_text(schemac_enum_text(&colour_enum, 3), ""));
    CHECK(schemac_enum_find(&colour_enum, "green", 5, &value) && value == GREEN);
    CHECK(!schemac_enum_find(&colour_enum, "gree", 4, &value));
    CHECK(!schemac_enum_find(&colour_enum, "green!", 6, &value));
}
