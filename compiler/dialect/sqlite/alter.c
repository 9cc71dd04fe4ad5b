/* SPDX-License-Identifier: MIT
 * Changes that SQLite makes in place: ADD, DROP and RENAME COLUMN, RENAME TABLE, and what is
 * simply dropped and created. */
#include <string.h>
#include <strings.h>

#include "dialect/sqlite/alter.h"

const char *sqlite_called(const Alter *alter, const Object *object)
{
    Text path = {0};
    object_path(&path, alter->plan->to, object);
    return text_keep(&path, alter->cx->arena);
}

static Step step_on(const Object *table, const char *why, unsigned effects)
{
    return (Step){.on = table, .why = why, .lock = LOCK_DATABASE, .phase = PHASE_MAIN,
                  .effects = effects};
}

static void begin_alter(Text *out, const Schema *schema, const Object *table)
{
    text_add(out, "ALTER TABLE ");
    sqlite_path(out, schema, table);
}

/* ---- columns ---- */

static void add_backfill(Alter *alter, Text *sql, const Column *column, const char *path)
{
    const char *value = sqlite_backfill(alter->cx, alter->plan->to, column);
    if (!value) return;
    text_add(sql, "UPDATE ");
    sqlite_path(sql, alter->plan->to, column->object.parent);
    text_add(sql, " SET ");
    sqlite_identifier(sql, column->object.name);
    text_printf(sql, " = %s", value);
    const char *why = arena_printf(alter->cx->arena, "what %s holds in the rows that are there",
                                   path);
    alter_step(alter, sql, step_on(column->object.parent, why, STEP_REWRITES | STEP_REFERS));
}

/* Its checks are held against the rows; so is every row of a strict table. */
static unsigned effects_of_added(const Column *column)
{
    const Table *table = (const Table *)column->object.parent;
    bool has_check = false;
    for (size_t i = 0; i < table->object.members.count; i++) {
        const Object *member = table->object.members.items[i];
        has_check |= member->kind == KIND_CHECK && sqlite_mentions(member, &column->object);
    }
    return (has_check ? STEP_REJECTS : 0u) |
           (has_check || !table->is_not_strict ? STEP_SCANS : 0u);
}

void sqlite_add_column(Alter *alter, const Object *to)
{
    const char *path = sqlite_called(alter, to);
    Text sql = {0};
    if (((const Column *)to)->generated.any) {
        Copy copy = sqlite_copy(alter, alter_partner(alter, to->parent), to->parent);
        sqlite_find_column(&copy, sqlite_copied(&copy, to->name));
        sqlite_check_column(&copy, sqlite_copied(&copy, to->name));
    }
    alter->dialect->kinds[to->kind].create(alter->cx, &sql, alter->plan->to, to);
    alter_step(alter, &sql,
               step_on(to->parent, arena_printf(alter->cx->arena, "column %s is new", path),
                       effects_of_added((const Column *)to)));
    add_backfill(alter, &sql, (const Column *)to, path);
    text_free(&sql);
}

void sqlite_remove_column(Alter *alter, const Object *from)
{
    Text sql = {0};
    const char *why = arena_printf(alter->cx->arena, "column %s is no longer in the schema",
                                   sqlite_called(alter, from));
    bool is_computed = ((const Column *)from)->generated.any != NULL;
    bool is_virtual = is_computed && name_equals(((const Column *)from)->storage, "virtual");
    alter->dialect->kinds[from->kind].drop(alter->cx, &sql, alter->plan->to, from);
    const Object *table = alter->changes->partner_of_from[from->parent->id];
    alter_step(alter, &sql, step_on(table, why,
                                    (is_virtual ? 0u : STEP_REWRITES) |
                                        (is_computed ? 0u : STEP_LOSES)));
    text_free(&sql);
}

/* Of a column whose values only mean something else. */
void sqlite_alter_column(Alter *alter, const Change *change)
{
    Copy copy = sqlite_copy(alter, change->from->parent, change->to->parent);
    const CopyColumn *column = sqlite_copied(&copy, change->to->name);
    sqlite_find_column(&copy, column);
    sqlite_check_column(&copy, column);
}

/* SQLite 3.40 takes the INTEGER key of a table without rowid for the rowid, and loses its way if
 * another key mentions it: "no such column" after the rename. */
static bool is_confusing(const Object *called)
{
    const Table *table = (const Table *)called->parent;
    const Object *column = called; /* of the table: called may bear a name for a while */
    for (size_t i = 0; i < table->object.members.count; i++)
        if (table->object.members.items[i]->id == called->id)
            column = table->object.members.items[i];
    const Key *key = sqlite_primary_key(table);
    bool is_key = table->is_without_rowid && key && key->columns.count == 1 &&
                  sqlite_mentions(&key->object, column) &&
                  name_equals(((const Column *)column)->type.any->name, "INTEGER");
    for (size_t i = 0; is_key && i < table->object.members.count; i++) {
        const Object *member = table->object.members.items[i];
        if (member->kind == KIND_UNIQUE && sqlite_mentions(member, column)) return true;
    }
    return false;
}

void sqlite_rename_column(Cx *cx, Text *out, const Schema *schema, const Object *from, Name space,
                          Name name)
{
    (void)space;
    if (is_confusing(from)) {
        diag_error(cx->diag, from->span, "not-in-dialect",
                   "SQLite cannot rename the primary key '%s' of a table without rowid while a "
                   "unique constraint holds it, too", name_text(from->name));
        diag_hint(cx->diag, "drop that constraint first, in a migration of its own");
    }
    begin_alter(out, schema, from->parent);
    text_add(out, " RENAME COLUMN ");
    sqlite_identifier(out, from->name);
    text_add(out, " TO ");
    sqlite_identifier(out, name);
}

/* ---- tables ---- */

void sqlite_rename_table(Cx *cx, Text *out, const Schema *schema, const Object *from, Name space,
                         Name name)
{
    (void)cx;
    (void)space;
    begin_alter(out, schema, from);
    text_add(out, " RENAME TO ");
    if (strcasecmp(name_text(from->name), name_text(name)) == 0) /* one name to SQLite */
        text_add(out, "schemac_renamed;\nALTER TABLE schemac_renamed RENAME TO ");
    sqlite_identifier(out, name);
}

static bool is_referred_to(const Schema *schema, const Object *table)
{
    for (size_t i = 0; i < schema->objects.count; i++) {
        const Object *other = schema->objects.items[i];
        for (size_t k = 0; k < other->members.count; k++) {
            const ForeignKey *key = (const ForeignKey *)other->members.items[k];
            if (key->object.kind == KIND_FOREIGN_KEY && &key->target->object == table) return true;
        }
    }
    return false;
}

/* DROP TABLE deletes the rows first, and with them, by the actions of foreign keys, those of other
 * tables: unless foreign keys are off. */
void sqlite_remove_table(Alter *alter, const Object *from)
{
    Text sql = {0};
    const char *why = arena_printf(alter->cx->arena, "table %s is no longer in the schema",
                                   sqlite_called(alter, from));
    if (is_referred_to(alter->plan->from, from)) alter->plan->rebuilds = true;
    alter->dialect->kinds[from->kind].drop(alter->cx, &sql, alter->plan->to, from);
    alter_step(alter, &sql, step_on(from, why, STEP_LOSES));
    text_free(&sql);
}

/* ---- indexes ---- */

static bool is_unique(const Object *index)
{
    return ((const Index *)index)->is_unique;
}

/* Behind what is written already. */
static void create_index(Alter *alter, Text *sql, const Object *to, const char *words)
{
    const char *why = arena_printf(alter->cx->arena, "index %s %s", sqlite_called(alter, to), words);
    alter->dialect->kinds[to->kind].create(alter->cx, sql, alter->plan->to, to);
    alter_step(alter, sql,
               step_on(to->parent, why, STEP_SCANS | (is_unique(to) ? STEP_REJECTS : 0u)));
}

void sqlite_add_index(Alter *alter, const Object *to)
{
    Text sql = {0};
    bool is_new = !alter_partner(alter, to);
    if (is_unique(to) && is_new) sqlite_check_unique(alter, to);
    create_index(alter, &sql, to, is_new ? "is new" : "is made again");
    text_free(&sql);
}

void sqlite_alter_index(Alter *alter, const Change *change)
{
    Text sql = {0};
    if (is_unique(change->to)) sqlite_check_unique(alter, change->to);
    alter->dialect->kinds[change->to->kind].drop(alter->cx, &sql, alter->plan->to, change->to);
    text_add(&sql, ";\n");
    create_index(alter, &sql, change->to, "is another now");
    text_free(&sql);
}
