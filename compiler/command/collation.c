/* SPDX-License-Identifier: MIT
 * Collations that a database speaks of and only its own programs have. SQLite refuses to parse a
 * schema without them, so a stand-in takes their place. What it would order cannot be known here:
 * the first two values that it is to compare stop the statement, unless the database is one that
 * is thrown away. */
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>

#include "base/excerpt.h"
#include "command/command.h"

typedef struct StandIn {
    sqlite3 *connection; /* NULL: it may order as it likes */
    bool is_told;
    char name[];
} StandIn;

static int compare(void *state, int left_size, const void *left, int right_size, const void *right)
{
    StandIn *self = state;
    int order = memcmp(left, right, (size_t)(left_size < right_size ? left_size : right_size));
    if (self->connection && !self->is_told) {
        Text name = {0};
        excerpt_clean(&name, self->name, strlen(self->name));
        fprintf(stderr, "schemac: collation '%s' is not known here: only a program that has it can order rows by it\n",
                text_string(&name));
        text_free(&name);
    }
    self->is_told = true;
    if (self->connection) sqlite3_interrupt(self->connection);
    return order ? order : left_size - right_size;
}

/* In UTF-16 SQLite asks for its own, too, before it finds what it has of them in UTF-8. */
static bool is_builtin(const char *name)
{
    static const char *const names[] = {"binary", "nocase", "rtrim"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (sqlite3_stricmp(name, names[i]) == 0) return true;
    return false;
}

static void stand_in(void *state, sqlite3 *connection, int encoding, const char *name)
{
    if (is_builtin(name)) return;
    StandIn *self = sqlite3_malloc64(sizeof *self + strlen(name) + 1);
    (void)encoding;
    if (!self) return;
    *self = (StandIn){.connection = state};
    strcpy(self->name, name);
    sqlite3_create_collation_v2(connection, name, SQLITE_UTF8, self, compare, sqlite3_free);
}

void collations_stand_in(sqlite3 *connection, bool may_order)
{
    sqlite3_collation_needed(connection, may_order ? NULL : connection, stand_in);
}
