/* SPDX-License-Identifier: MIT
 * Rows of what only SQLite has: keys that the engine gives, types by their affinity. The argument:
 * the path of the database. */
#include "attic.h"

#include <sqlite3.h>

#include "check.h"

static void try_keys(schemac_db db)
{
    attic_notes_new form;
    attic_notes row;
    memset(&form, 0, sizeof form);
    form.text = schemac_text_of("first");
    OK(attic_notes_insert(db, &form, &row, &answer));
    CHECK(row.id == 1);
    form.id.value = 10;
    form.id.is_set = true;
    OK(attic_notes_insert(db, &form, &row, &answer));
    form.id.is_set = false;
    OK(attic_notes_insert(db, &form, &row, &answer));
    CHECK(row.id == 11 && is(row.text, "first"));

    attic_pairs_new pair;
    attic_pairs found;
    pair.a = 1;
    pair.b = -2;
    OK(attic_pairs_insert(db, &pair, NULL, &answer));
    OK(attic_pairs_get(db, 1, -2, &found, &answer));
    CHECK(found.a == 1 && found.b == -2);
    CHECK(attic_pairs_get(db, -2, 1, &found, &answer) == SCHEMAC_NO_ROW);
}

static void try_affinity(schemac_db db, sqlite3 *connection)
{
    attic_loose_new form;
    attic_loose row;
    memset(&form, 0, sizeof form);
    form.code = schemac_text_of("x");
    form.amount.value = schemac_text_of("12.50");
    form.ratio.value = 0.1;
    form.count.value = INT64_MAX;
    form.raw.value.data = "\0\1";
    form.raw.value.size = 2;
    form.amount.is_set = form.ratio.is_set = form.count.is_set = form.raw.is_set = true;
    OK(attic_loose_insert(db, &form, &row, &answer));
    CHECK(is(row.code, "x") && is(row.amount.value, "12.5"));
    CHECK(row.ratio.value > 0.09 && row.ratio.value < 0.11 && row.count.value == INT64_MAX);
    CHECK(row.raw.value.size == 2 && memcmp(row.raw.value.data, "\0\1", 2) == 0);

    CHECK(sqlite3_exec(connection, "UPDATE loose SET count = 'many'", NULL, NULL, NULL) == 0);
    CHECK(attic_loose_get(db, schemac_text_of("x"), &row, &answer) == SCHEMAC_DIFFERENT);
    CHECK(strcmp(answer.message,
                 "column count of table loose holds many, which is not a 64-bit integer") == 0);
}

int main(int argc, char **argv)
{
    sqlite3 *connection;
    if (argc != 2) return 2;
    remove(argv[1]);
    if (sqlite3_open(argv[1], &connection) != SQLITE_OK) return 1;
    schemac_db db = schemac_sqlite(connection);
    int status = start(db, &attic_schema);
    if (status == 0) {
        try_keys(db);
        try_affinity(db, connection);
    }
    CHECK(sqlite3_close(connection) == SQLITE_OK);
    return finish(status);
}
