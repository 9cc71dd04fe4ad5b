/* SPDX-License-Identifier: MIT
 * app FILE [bare]: an example of a program from its start to its first answer: with schemac, or with
 * the bare connection of a program that trusts its database. */
#include <sqlite3.h>
#include <stdio.h>

#include "shop.h"

int main(int count, char **arguments)
{
    sqlite3 *connection = NULL;
    sqlite3_stmt *row = NULL;
    if (count < 2 || sqlite3_open(arguments[1], &connection) != SQLITE_OK) return 1;
    schemac_report report = {0};
    if (count < 3 && schemac_migrate(schemac_sqlite(connection), &shop_schema, NULL, &report) != SCHEMAC_OK) {
        fprintf(stderr, "%s\n", schemac_report_text(&report));
        return 1;
    }
    schemac_report_free(&report);
    sqlite3_prepare_v2(connection, "SELECT count(*) FROM orders", -1, &row, NULL);
    int code = sqlite3_step(row);
    sqlite3_finalize(row);
    sqlite3_close(connection);
    return code == SQLITE_ROW ? 0 : 1;
}
