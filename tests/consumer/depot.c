/* SPDX-License-Identifier: MIT
 * A program that uses generated code: the same text for SQLite (DEPOT_sqlite3) and PostgreSQL
 * (DEPOT_pq), for C99, C11 and C++17. It makes the database, checks it, and moves rows
 * with every generated function. The last argument: the path of the database, or a conninfo. */
#include "depot.h"

#include <stdio.h>
#include <string.h>

#include "check.h"

#ifdef DEPOT_sqlite3
#include <sqlite3.h>
#else
#include <libpq-fe.h>
#endif

static bool holds(schemac_bytes bytes, const char *want, size_t size)
{
    return bytes.size == size && memcmp(bytes.data, want, size) == 0;
}

/* ---- every type ---- */

static depot_things_new sample(void)
{
    depot_things_new form;
    memset(&form, 0, sizeof form);
    form.flag = true;
    form.small = -32768;
    form.middle = 1073741823;
    form.narrow = 0.1f;
    form.wide = -1e300;
    form.amount = schemac_text_of("1234567890.12");
    form.name = schemac_text_of("it's \"quoted\" \\ \xc3\xa9");
    form.short_name = schemac_text_of("0123456789");
    form.code = schemac_text_of("ab");
    form.data.data = "\0\1\xff'";
    form.data.size = 4;
    form.day = 20778;
    form.at = 86399999999;
    form.local = -1;
    form.instant.value = 1795228380123456;
    form.instant.is_set = true;
    form.span.months = -1;
    form.span.days = 2;
    form.span.microseconds = 3500000;
    form.document.value = schemac_text_of("{\"a\": [1, null]}");
    form.document.is_set = true;
    form.note = schemac_text_of("[1,  2]");
    form.mood.value = DEPOT_MOOD__QUOTED__________;
    form.mood.is_set = true;
    form.label = schemac_text_of("fragile");
    return form;
}

static void check_sample(const depot_things *row)
{
    const depot_things_new want = sample();
    CHECK(row->flag);
    CHECK(row->small == want.small && row->middle == want.middle);
    CHECK(memcmp(&row->narrow, &want.narrow, sizeof want.narrow) == 0);
    CHECK(memcmp(&row->wide, &want.wide, sizeof want.wide) == 0);
    CHECK(is(row->amount, "1234567890.12"));
    CHECK(is(row->name, want.name.data));
    CHECK(is(row->short_name, "0123456789"));
    CHECK(is(row->code, "ab"));
    CHECK(holds(row->data, "\0\1\xff'", 4));
    CHECK(row->day == want.day && row->at == want.at && row->local == want.local);
    CHECK(row->instant == want.instant.value);
    CHECK(row->span.months == -1 && row->span.days == 2 && row->span.microseconds == 3500000);
    CHECK(is(row->document, "{\"a\": [1, null]}"));
    CHECK(is(row->note, "[1,  2]"));
    CHECK(row->mood == want.mood.value);
    CHECK(is(row->label, "fragile"));
    CHECK(row->twice == 2 * want.middle);
}

static void try_things(schemac_db db)
{
    static const schemac_uuid zero = {{0}};
    depot_things_new form = sample();
    depot_things row, again;
    OK(depot_things_insert(db, &form, &row, &answer));
    CHECK(row.id == 1 && memcmp(&row.key, &zero, sizeof zero) != 0);
    check_sample(&row);
    OK(depot_things_get(db, row.id, &again, &answer));
    check_sample(&again);
    CHECK(memcmp(&row.key, &again.key, sizeof row.key) == 0);

    again.name = schemac_text_of("");
    again.middle = -5;
    again.mood = DEPOT_MOOD_HAPPY;
    OK(depot_things_update(db, &again, &answer));
    OK(depot_things_get(db, 1, &again, &answer));
    CHECK(again.name.size == 0 && again.middle == -5 && again.twice == -10);
    CHECK(again.mood == DEPOT_MOOD_HAPPY && is(again.label, "fragile"));

    form.id.is_set = true;
    form.id.value = 7;
    form.document.is_set = form.instant.is_set = form.mood.is_set = false;
    OK(depot_things_insert(db, &form, &row, &answer));
    CHECK(row.id == 7 && is(row.document, "{}") && row.mood == DEPOT_MOOD_HAPPY);
    CHECK(row.instant > 1700000000000000 && row.instant < 4000000000000000);
    OK(depot_things_insert(db, &form, NULL, &answer) == SCHEMAC_DATABASE ? SCHEMAC_OK
                                                                         : SCHEMAC_BUG);
    CHECK(answer.message[0] != '\0' && answer.code[0] != '\0');
    OK(depot_things_delete(db, 7, &answer));
    CHECK(depot_things_delete(db, 7, &answer) == SCHEMAC_NO_ROW);
    CHECK(depot_things_get(db, 7, &row, &answer) == SCHEMAC_NO_ROW);
    row.id = 7;
    CHECK(depot_things_update(db, &row, &answer) != SCHEMAC_OK);
}

/* ---- nothing has to be there ---- */

static void try_maybe(schemac_db db)
{
    depot_maybe_things_new form;
    depot_maybe_things row;
    memset(&form, 0, sizeof form);
    form.id = 1;
    OK(depot_maybe_things_insert(db, &form, &row, &answer));
    CHECK(row.flag.is_null && row.small.is_null && row.middle.is_null && row.narrow.is_null);
    CHECK(row.wide.is_null && row.amount.is_null && row.data.is_null && row.key.is_null);
    CHECK(row.day.is_null && row.at.is_null && row.local.is_null && row.instant.is_null);
    CHECK(row.span.is_null && row.document.is_null && !row.span.is_set);
    CHECK(row.name.is_set && !row.name.is_null && is(row.name.value, "nobody"));
    CHECK(row.mood.is_set && row.mood.value == DEPOT_MOOD_A_B);

    row.name.is_set = false;
    row.mood.is_set = false;
    row.flag.is_set = row.wide.is_set = row.key.is_set = row.at.is_set = true;
    row.wide.value = 0.5;
    row.at.value = 1;
    OK(depot_maybe_things_update(db, &row, &answer));
    OK(depot_maybe_things_get(db, 1, &row, &answer));
    CHECK(row.name.is_null && row.mood.is_null && row.middle.is_null);
    CHECK(row.flag.is_set && !row.flag.value && row.key.is_set && row.key.value.bytes[15] == 0);
    CHECK(row.wide.value > 0.4 && row.at.value == 1);

    form.id = 2;
    form.name.is_null = form.mood.is_null = true;
    OK(depot_maybe_things_insert(db, &form, &row, &answer));
    CHECK(row.name.is_null && row.mood.is_null);
}

/* What sets a maybe, as an initializer and assigned. */
#ifdef __cplusplus
#define ASSIGNED(TYPE)
#else
#define ASSIGNED(TYPE) (TYPE)
#endif

static void try_initializers(void)
{
    schemac_maybe_text note = SCHEMAC_SET(schemac_text_of("set")), no_note = SCHEMAC_NULL;
    schemac_maybe_uuid key = SCHEMAC_SET({{1, 2}}), no_key = SCHEMAC_NULL;
    schemac_maybe_bool no_flag = SCHEMAC_NULL;
    depot_maybe_mood mood = SCHEMAC_SET(DEPOT_MOOD_HAPPY), no_mood = SCHEMAC_NULL;
    struct {
        int id;
        schemac_maybe_double ratio;
    } form = {1, SCHEMAC_SET(0.5)};
    CHECK(note.is_set && !note.is_null && is(note.value, "set"));
    CHECK(key.is_set && !key.is_null && key.value.bytes[1] == 2 && key.value.bytes[2] == 0);
    CHECK(mood.is_set && !mood.is_null && mood.value == DEPOT_MOOD_HAPPY);
    CHECK(form.ratio.is_set && form.ratio.value > 0.4);
    CHECK(no_note.is_null && !no_note.is_set && no_key.is_null && no_flag.is_null && no_mood.is_null);
    form.ratio = ASSIGNED(schemac_maybe_double) SCHEMAC_NULL;
    note = ASSIGNED(schemac_maybe_text) SCHEMAC_SET(schemac_text_of("again"));
    CHECK(form.ratio.is_null && !form.ratio.is_set && note.is_set && is(note.value, "again"));
}

/* ---- names ---- */

static void try_names(schemac_db db)
{
    depot_Odd_Names_new form;
    depot_Odd_Names row;
    memset(&form, 0, sizeof form);
    form.class_ = 1;
    form.int_ = 2;
    form.row = 4;
    form.a_b = schemac_text_of("b");
    form.x_y = schemac_text_of("y");
    form.quo_te.value = schemac_text_of("quoted");
    form.quo_te.is_set = true;
    OK(depot_Odd_Names_insert(db, &form, &row, &answer));
    CHECK(row.errno_ == 3 && is(row._9_lives.value, "nine") && is(row.quo_te.value, "quoted"));
    OK(depot_Odd_Names_get(db, 4, schemac_text_of("b"), 2, &row, &answer));
    row.select.value = schemac_text_of("chosen");
    row.select.is_set = true;
    OK(depot_Odd_Names_update(db, &row, &answer));
    OK(depot_Odd_Names_get(db, 4, schemac_text_of("b"), 2, &row, &answer));
    CHECK(is(row.select.value, "chosen"));
    CHECK(depot_Odd_Names_delete(db, 2, schemac_text_of("b"), 4, &answer) == SCHEMAC_NO_ROW);
    OK(depot_Odd_Names_delete(db, 4, schemac_text_of("b"), 2, &answer));

    depot_things_new_ taken;
    depot_things_new__new taken_form;
    memset(&taken_form, 0, sizeof taken_form);
    taken_form.id = 9;
    OK(depot_things_new__insert(db, &taken_form, &taken, &answer));
    CHECK(taken.id == 9 && taken.db.is_null);

    depot_schema__new setting;
    depot_schema_ found;
    memset(&setting, 0, sizeof setting);
    setting.key = schemac_text_of("k");
    OK(depot_schema__insert(db, &setting, NULL, &answer));
    OK(depot_schema__get(db, schemac_text_of("k"), &found, &answer));
    CHECK(is(found.key, "k"));
    CHECK(strcmp(DEPOT_ODD_NAMES_COL_CLASS_, "class") == 0 ||
          strcmp(DEPOT_ODD_NAMES_COL_CLASS_, "\"class\"") == 0);
    CHECK(strcmp(DEPOT_ODD_NAMES_TABLE, "\"Odd Names\"") == 0);
    CHECK(strcmp(DEPOT_THINGS_COL_DAY, "day") == 0);
}

static void try_small_tables(schemac_db db)
{
    depot_ticks_new nothing;
    depot_ticks tick;
    depot_links_new link;
    depot_log_new line;
    depot_log written;
    memset(&nothing, 0, sizeof nothing);
    OK(depot_ticks_insert(db, &nothing, &tick, &answer));
    CHECK(tick.id == 1);
    OK(depot_ticks_insert(db, &nothing, &tick, &answer));
    OK(depot_ticks_get(db, 2, &tick, &answer));
    OK(depot_ticks_delete(db, 2, &answer));
    CHECK(strstr(DEPOT_TICKS_INSERT, "DEFAULT VALUES") != NULL);

    link.thing = 1;
    link.other = 5;
    CHECK(depot_links_insert(db, &link, NULL, &answer) == SCHEMAC_DATABASE);
    line.line = schemac_text_of("one");
    OK(depot_log_insert(db, &line, &written, &answer));
    CHECK(is(written.line, "one"));
}

static void try_enum(void)
{
    depot_mood mood = DEPOT_MOOD_HAPPY;
    CHECK(is(depot_mood_text(DEPOT_MOOD_NOT_SO_HAPPY), "not so happy"));
    CHECK(is(depot_mood_text(DEPOT_MOOD__QUOTED__________), "\"quoted\" \\ ?\?= \xc3\xa9"));
    CHECK(depot_mood_from("class", 5, &mood) && mood == DEPOT_MOOD_CLASS);
    CHECK(!depot_mood_from("CLASS", 5, &mood) && mood == DEPOT_MOOD_CLASS);
}

/* ---- what only one dialect has ---- */

static void try_halves(schemac_db db)
{
    depot_halves_new form;
    depot_halves row;
    memset(&form, 0, sizeof form);
    form.id = 1;
    form.token.bytes[0] = 0xab;
    form.seen = 1795228380123456;
#ifdef DEPOT_sqlite3
    form.tags = schemac_text_of("[\"a\", \"b c\"]");
    form.raw.value = schemac_text_of("anything");
    form.raw.is_set = true;
#else
    form.tags = schemac_text_of("{a,\"b c\"}");
    form.search.value = schemac_text_of("'cat' 'dog'");
    form.search.is_set = true;
#endif
    OK(depot_halves_insert(db, &form, &row, &answer));
    OK(depot_halves_get(db, 1, &row, &answer));
    CHECK(is(row.tags, form.tags.data));
    CHECK(row.token.bytes[0] == 0xab && row.token.bytes[1] == 0);
    CHECK(row.seen == form.seen && row.last.is_null);
#ifdef DEPOT_sqlite3
    depot_only_here only;
    CHECK(is(row.raw.value, "anything") && !row.search.is_set && !row.search.is_null);
    CHECK(depot_only_here_get(db, 1, &only, &answer) == SCHEMAC_INVALID);
    CHECK(strstr(DEPOT_HALVES_COLUMNS_SQLITE, "search") == NULL);
#else
    depot_only_here_new range;
    depot_only_here only;
    memset(&range, 0, sizeof range);
    range.id = 1;
    range.span.value = schemac_text_of("[1,3]");
    range.span.is_set = true;
    OK(depot_only_here_insert(db, &range, &only, &answer));
    CHECK(is(only.span.value, "[1,4)"));
    CHECK(is(row.search.value, "'cat' 'dog'") && !row.raw.is_set && !row.raw.is_null);
    CHECK(strstr(DEPOT_HALVES_COLUMNS_POSTGRES, "raw") == NULL);
#endif
}

/* ---- statements of one's own, and the connection ---- */

#ifdef DEPOT_sqlite3
static void try_statements(sqlite3 *connection)
{
    sqlite3_stmt *statement;
    depot_things row;
    schemac_db db = schemac_sqlite(connection);
    OK(depot_things_get(db, 1, &row, &answer));
    CHECK(sqlite3_prepare_v2(connection, DEPOT_THINGS_INSERT, -1, &statement, NULL) == SQLITE_OK);
    for (row.id = 100; row.id < 103; row.id++) {
        OK(depot_things_bind_sqlite(statement, 1, &row, &answer));
        CHECK(sqlite3_step(statement) == SQLITE_DONE);
        sqlite3_reset(statement);
    }
    sqlite3_finalize(statement);

    int64_t id = 100;
    CHECK(sqlite3_prepare_v2(connection,
                             "SELECT 'mine', " DEPOT_THINGS_COLUMNS " FROM " DEPOT_THINGS_TABLE
                             " WHERE " DEPOT_THINGS_COL_ID " >= 100 ORDER BY " DEPOT_THINGS_COL_ID,
                             -1, &statement, NULL) == SQLITE_OK);
    while (sqlite3_step(statement) == SQLITE_ROW) {
        OK(depot_things_read_sqlite(statement, 1, &row, &answer));
        CHECK(row.id == id++ && row.middle == -5 && is(row.label, "fragile"));
    }
    CHECK(id == 103);
    sqlite3_finalize(statement);

    CHECK(sqlite3_exec(connection, "PRAGMA ignore_check_constraints = on; UPDATE things SET mood = "
                       "'gone' WHERE id = 100", NULL, NULL, NULL) == SQLITE_OK);
    CHECK(depot_things_get(db, 100, &row, &answer) == SCHEMAC_DIFFERENT);
    CHECK(strcmp(answer.message, "column mood of table things holds gone, which is not mood") == 0);
}

static int connect_and_run(const char *where, int (*run)(schemac_db db))
{
    sqlite3 *connection;
    remove(where);
    if (sqlite3_open(where, &connection) != SQLITE_OK) return 1;
    sqlite3_exec(connection, "PRAGMA foreign_keys = on", NULL, NULL, NULL);
    int status = run(schemac_sqlite(connection));
    if (status == 0) try_statements(connection);
    CHECK(sqlite3_close(connection) == SQLITE_OK);
    return status;
}
#else
static void read_back(PGconn *connection)
{
    depot_things row;
    PGresult *result =
        PQexecParams(connection,
                     "SELECT 'mine', " DEPOT_THINGS_COLUMNS " FROM " DEPOT_THINGS_TABLE
                     " WHERE " DEPOT_THINGS_COL_ID " >= 100 ORDER BY " DEPOT_THINGS_COL_ID,
                     0, NULL, NULL, NULL, NULL, 1);
    CHECK(PQntuples(result) == 3);
    for (int i = 0; i < PQntuples(result); i++) {
        OK(depot_things_read_postgres(result, i, 1, &row, &answer));
        CHECK(row.id == 100 + i && row.middle == -5 && is(row.label, "fragile"));
    }
    CHECK(depot_things_read_postgres(result, 3, 1, &row, &answer) == SCHEMAC_INVALID);
    CHECK(depot_things_read_postgres(result, 0, 2, &row, &answer) == SCHEMAC_DIFFERENT);
    CHECK(depot_things_read_postgres(result, 0, 0, &row, &answer) == SCHEMAC_DIFFERENT);
    PQclear(result);

    result = PQexec(connection, "SELECT " DEPOT_THINGS_COLUMNS " FROM things");
    CHECK(depot_things_read_postgres(result, 0, 0, &row, &answer) == SCHEMAC_INVALID);
    CHECK(strstr(answer.message, "resultFormat 1") != NULL);
    PQclear(result);
}

static void try_extremes(PGconn *connection, schemac_db db)
{
    depot_maybe_things row;
    OK(depot_maybe_things_get(db, 1, &row, &answer));
    row.day.is_set = row.local.is_set = row.instant.is_set = true;
    row.day.value = INT32_MAX;
    row.local.value = INT64_MIN;
    row.instant.value = INT64_MAX;
    OK(depot_maybe_things_update(db, &row, &answer));
    PGresult *result = PQexec(connection, "SELECT day || ' ' || local || ' ' || instant"
                                          " FROM maybe_things WHERE id = 1");
    CHECK(strcmp(PQgetvalue(result, 0, 0), "infinity -infinity infinity") == 0);
    PQclear(result);
    OK(depot_maybe_things_get(db, 1, &row, &answer));
    CHECK(row.day.value == INT32_MAX && row.local.value == INT64_MIN);
    CHECK(row.instant.value == INT64_MAX);
    row.name.value.data = "a\0b";
    row.name.value.size = 3;
    row.name.is_set = true;
    CHECK(depot_maybe_things_update(db, &row, &answer) == SCHEMAC_INVALID);
}

static void try_statements(PGconn *connection)
{
    depot_things row;
    schemac_parameters parameters;
    schemac_db db = schemac_postgres(connection);
    OK(depot_things_get(db, 1, &row, &answer));
    PQclear(PQprepare(connection, "add", DEPOT_THINGS_INSERT, 0, NULL));
    for (row.id = 100; row.id < 103; row.id++) {
        OK(depot_things_bind_postgres(&row, &parameters, &answer));
        PGresult *result = PQexecPrepared(connection, "add", parameters.count, parameters.values,
                                          parameters.lengths, parameters.formats, 1);
        CHECK(PQresultStatus(result) == PGRES_COMMAND_OK);
        PQclear(result);
    }
    read_back(connection);
    try_extremes(connection, db);
    PQclear(PQexec(connection, "ALTER TYPE mood ADD VALUE 'new'"));
    PQclear(PQexec(connection, "UPDATE things SET mood = 'new' WHERE id = 100"));
    CHECK(depot_things_get(db, 100, &row, &answer) == SCHEMAC_DIFFERENT);
    CHECK(strcmp(answer.message, "column mood of table things holds new, which is not mood") == 0);
}

static int connect_and_run(const char *where, int (*run)(schemac_db db))
{
    PGconn *connection = PQconnectdb(where);
    PQclear(PQexec(connection, "SET client_min_messages = warning"));
    PQclear(PQexec(connection, "DROP SCHEMA public CASCADE; CREATE SCHEMA public"));
    int status = PQstatus(connection) == CONNECTION_OK ? run(schemac_postgres(connection)) : 1;
    if (status == 0) try_statements(connection);
    PQfinish(connection);
    return status;
}
#endif

static int run(schemac_db db)
{
    int status = start(db, &depot_schema);
    if (status != 0) return status;
    try_things(db);
    try_maybe(db);
    try_initializers();
    try_names(db);
    try_small_tables(db);
    try_enum();
    try_halves(db);
    CHECK(strlen(DEPOT_SCHEMA_FINGERPRINT) == 64 && DEPOT_SCHEMA_VERSION == 0);
    return 0;
}

int main(int argc, char **argv)
{
    return finish(argc == 2 ? connect_and_run(argv[1], run) : 2);
}
