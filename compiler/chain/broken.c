/* SPDX-License-Identifier: MIT
 * Asks SQLite itself: a table without meaning is renamed until nobody complains any more. */
#include "chain/broken.h"

#include <sqlite3.h>
#include <string.h>

#include "plan/plan.h"

static bool has_body(const Object *object)
{
    bool is_here = object->dialects & 1u << DIALECT_SQLITE;
    return is_here && (object->kind == KIND_VIEW || object->kind == KIND_TRIGGER);
}

static bool has_bodies(const Schema *schema)
{
    for (size_t i = 0; i < schema->objects.count; i++)
        if (has_body(schema->objects.items[i])) return true;
    return false;
}

/* Modules and collations that only the database's programs have are missing: then not all is made. */
static bool make_all(sqlite3 *connection, const Plan *plan)
{
    bool is_whole = true;
    for (size_t i = 0; i < plan->steps.count; i++)
        if (sqlite3_exec(connection, plan->steps.items[i].sql, NULL, NULL, NULL) != SQLITE_OK)
            is_whole = false;
    return is_whole;
}

/* "error in view v: no such table: main.gone", "error in trigger t after rename: ...": whose it is,
 * and *why. */
static const Object *accused(const Schema *schema, const char *message, const char **why)
{
    const Object *found = NULL;
    for (size_t i = 0; i < schema->objects.count; i++) {
        const Object *object = schema->objects.items[i];
        Text head = {0};
        if (!has_body(object)) continue;
        text_printf(&head, "error in %s %s", kind_info(object->kind)->word, name_text(object->name));
        const char *rest = message + head.length;
        bool is_it = strncmp(message, head.data, head.length) == 0 && (*rest == ':' || *rest == ' ');
        text_free(&head);
        if (!is_it || (found && name_length(found->name) > name_length(object->name))) continue;
        found = object;
        rest = strstr(rest, ": ");
        *why = rest ? rest + 2 : "";
    }
    return found;
}

static bool drop(sqlite3 *connection, const Object *object)
{
    char *sql = sqlite3_mprintf("DROP %s \"%w\"", kind_info(object->kind)->word,
                                name_text(object->name));
    bool is_done = sql && sqlite3_exec(connection, sql, NULL, NULL, NULL) == SQLITE_OK;
    sqlite3_free(sql);
    return is_done;
}

static void accuse_all(Cx *cx, sqlite3 *connection, const Schema *schema, Broken *broken)
{
    static const char probe[] = "CREATE TABLE IF NOT EXISTS schemac_probe (a);"
                                "ALTER TABLE schemac_probe RENAME TO schemac_probed";
    while (sqlite3_exec(connection, probe, NULL, NULL, NULL) != SQLITE_OK) {
        const char *why = NULL;
        const Object *object = accused(schema, sqlite3_errmsg(connection), &why);
        if (!object) return;
        BrokenBody body = {object, arena_copy(cx->arena, why, strlen(why))};
        vec_push(cx->arena, &broken->items, body);
        if (!drop(connection, object)) return;
    }
}

/* What the dialect cannot say is found by who plans. */
static const Plan *baseline(Cx *cx, const Schema *schema)
{
    Cx silent = *cx;
    silent.diag = diag_new(cx->arena, cx->sources);
    return plan_evolve(&silent, dialects[DIALECT_SQLITE], NULL, schema, NULL);
}

Broken broken_find(Cx *cx, const Schema *schema)
{
    Broken broken = {.is_whole = true};
    sqlite3 *connection = NULL;
    bool is_asked = schema->targets[DIALECT_SQLITE].is_target && has_bodies(schema);
    const Plan *plan = is_asked ? baseline(cx, schema) : NULL;
    if (plan && sqlite3_open(":memory:", &connection) == SQLITE_OK) {
        broken.is_whole = make_all(connection, plan);
        accuse_all(cx, connection, schema, &broken);
    }
    sqlite3_close(connection);
    return broken;
}

const BrokenBody *broken_get(const Broken *broken, uint32_t id)
{
    for (size_t i = 0; i < broken->items.count; i++)
        if (broken->items.items[i].object->id == id) return &broken->items.items[i];
    return NULL;
}
