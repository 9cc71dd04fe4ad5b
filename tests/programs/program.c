/* SPDX-License-Identifier: MIT
 * A program as one version of a schema made it: prints what it can still do with the rows of the
 * table items. program WHERE start: "start N" is what schemac_migrate came to, as at every start;
 * make: and a row; program WHERE NUMBER: "read", "write" and what went wrong are its typed calls,
 * with a row of that number, whatever a start would say. */
#include "app.h"

#include <stdio.h>
#include <stdlib.h>

#ifdef APP_SQLITE
#include <sqlite3.h>
#else
#include <libpq-fe.h>
#endif

/* Room for any row or form of the tests, and in the union for the strictest of all types. */
typedef union Buffer {
    long double aligned;
    char bytes[4096];
} Buffer;

#define PUT(T, VALUE)                                                                              \
    do {                                                                                           \
        if (is_maybe) {                                                                            \
            schemac_maybe_##T maybe = {.is_set = true};                                            \
            maybe.value = VALUE;                                                                   \
            memcpy(at, &maybe, sizeof maybe);                                                      \
        } else {                                                                                   \
            __typeof__(((schemac_maybe_##T *)0)->value) value = VALUE;                              \
            memcpy(at, &value, sizeof value);                                                      \
        }                                                                                          \
    } while (0)

/* What a program writes that knows this column. Labels are zero: the first. */
static void put(const schemac_column *column, void *at, int number, bool is_maybe)
{
    static const char *const texts[] = {"", "one", "two", "three", "four", "five"};
    switch (column->type) {
    case SCHEMAC_BOOL: PUT(bool, number % 2 == 1); break;
    case SCHEMAC_INT16: PUT(int16, (int16_t)number); break;
    case SCHEMAC_INT32: PUT(int32, number); break;
    case SCHEMAC_INT64: PUT(int64, number); break;
    case SCHEMAC_FLOAT: PUT(float, (float)number); break;
    case SCHEMAC_DOUBLE: PUT(double, number); break;
    case SCHEMAC_TEXT: PUT(text, schemac_text_of(texts[number])); break;
    case SCHEMAC_BYTES: PUT(bytes, ((schemac_bytes){"ab", 2})); break;
    case SCHEMAC_UUID: PUT(uuid, ((schemac_uuid){{(uint8_t)number}})); break;
    case SCHEMAC_DATE: PUT(date, number); break;
    case SCHEMAC_TIME: PUT(time, number); break;
    case SCHEMAC_TIMESTAMP:
    case SCHEMAC_TIMESTAMPTZ: PUT(timestamp, number); break;
    case SCHEMAC_INTERVAL: PUT(interval, ((schemac_interval){number, 0, 0})); break;
    case SCHEMAC_LABEL: break;
    }
}

static const schemac_table *const items = &app_items_table;

static void fill_form(Buffer *form, int number)
{
    memset(form, 0, sizeof *form);
    for (uint32_t i = 0; i < items->column_count; i++) {
        const schemac_column *column = &items->columns[i];
        bool is_left_out = column->flags & (SCHEMAC_READ_ONLY | SCHEMAC_OPTIONAL) && strcmp(column->name, "id");
        if (!is_left_out)
            put(column, form->bytes + column->form_offset, number, column->flags & SCHEMAC_OPTIONAL);
    }
}

static bool is_fine(const char *what, schemac_status status, const schemac_answer *answer)
{
    if (status != SCHEMAC_OK) printf("%s: %d %s\n", what, (int)status, answer->message);
    return status == SCHEMAC_OK;
}

static bool get(schemac_db db, int number, Buffer *row, schemac_answer *answer)
{
    int64_t id = number;
    const void *key[] = {&id};
    return is_fine("get", schemac_row_get(db, items, key, row, answer), answer);
}

/* The row that was there from the beginning is read, one more is made, altered and removed. */
static void use(schemac_db db, int number)
{
    schemac_answer answer = {0};
    Buffer form, row = {0};
    int64_t id = number;
    const void *key[] = {&id};
    bool can_read = get(db, 1, &row, &answer);
    fill_form(&form, number);
    bool can_write = is_fine("insert", schemac_row_insert(db, items, &form, &row, &answer), &answer) &&
                     get(db, number, &row, &answer) &&
                     is_fine("update", schemac_row_update(db, items, &row, &answer), &answer) &&
                     is_fine("delete", schemac_row_delete(db, items, key, &answer), &answer) &&
                     get(db, 1, &row, &answer) &&
                     is_fine("update of the first", schemac_row_update(db, items, &row, &answer), &answer);
    printf("%s%s", can_read ? "read\n" : "", can_read && can_write ? "write\n" : "");
    schemac_answer_free(&answer);
}

/* As its rows would be filled by the version before: one row of its own. */
static int make(schemac_db db)
{
    schemac_answer answer = {0};
    Buffer form;
    fill_form(&form, 1);
    bool done = is_fine("insert", schemac_row_insert(db, items, &form, NULL, &answer), &answer);
    schemac_answer_free(&answer);
    return done ? 0 : 1;
}

int main(int count, char **arguments)
{
    schemac_report report = {0};
    if (count < 3) return 2;
#ifdef APP_SQLITE
    sqlite3 *connection = NULL;
    if (sqlite3_open(arguments[1], &connection) != SQLITE_OK) return 5;
    schemac_db db = schemac_sqlite(connection);
#else
    PGconn *connection = PQconnectdb(arguments[1]);
    if (PQstatus(connection) != CONNECTION_OK) return 5;
    schemac_db db = schemac_postgres(connection);
#endif
    bool is_made = strcmp(arguments[2], "make") == 0, is_start = strcmp(arguments[2], "start") == 0;
    int status = 0;
    if (is_made || is_start) {
        schemac_options options = {.no_backup = true};
        status = (int)schemac_migrate(db, &app_schema, &options, &report);
        printf("start %d\n%s\n", status, report.message);
        schemac_report_free(&report);
        if (is_made && !status) status = make(db);
    } else
        use(db, atoi(arguments[2]));
#ifdef APP_SQLITE
    sqlite3_close(connection);
#else
    PQfinish(connection);
#endif
    return status;
}
