/* SPDX-License-Identifier: MIT
 * One query per table gives the values of its columns as one text, whatever the order of rows. */
#include "chain/survey.h"

#include <string.h>

#include "engine.h"
#include "memory.h"

typedef struct Surveyed {
    const Object *from, *to; /* tables; from with the names that the database has before */
    VEC(const Object *) before, after; /* the columns that are compared, in the same order */
    const char *values;                /* before; NULL: not taken */
    bool is_changed;
} Surveyed;

struct Survey {
    Cx *cx;
    const Dialect *dialect;
    const Schema *old_schema, *new_schema;
    VEC(Surveyed) tables;
    VEC(const Object *) gone; /* tables of from alone: dropped, or renamed by a mark of then */
    memory memory;
};

/* ---- which columns ---- */

static bool visit_original(void *state, const Object *object)
{
    ((const Object **)state)[object->id] = object;
    return true;
}

static const Type *written_type(const Column *column, DialectId dialect)
{
    const Column *written = column->object.origin ? (const Column *)column->object.origin : column;
    return marked_type_for(&written->type, dialect);
}

static bool same_labels(const Object *a, const Object *b)
{
    if (a->members.count != b->members.count) return false;
    for (size_t i = 0; i < a->members.count; i++)
        if (!name_is(a->members.items[i]->name, b->members.items[i]->name)) return false;
    return true;
}

/* A value that is converted, filled in or made by the database may be another one afterwards. */
static bool keeps_values(const Column *from, const Column *to, DialectId dialect)
{
    const Type *before = written_type(from, dialect), *after = written_type(to, dialect);
    bool is_generated = !marked_none(&from->generated) || !marked_none(&to->generated);
    if (is_generated || (from->is_nullable && !to->is_nullable)) return false;
    if (!before || !after || !type_equal(before, after)) return false;
    if (before->scalar == SCALAR_ENUM) return same_labels(before->named, after->named);
    return before->scalar != SCALAR_DOMAIN;
}

static void survey_table(Survey *survey, const Changes *changes, const Object **originals,
                         const Object *to)
{
    const Object *from = changes->partner_of_to[to->id];
    Surveyed table = {.from = originals[from->id], .to = to};
    for (size_t i = 0; i < to->members.count; i++) {
        const Object *column = to->members.items[i], *partner = changes->partner_of_to[column->id];
        if (column->kind != KIND_COLUMN || !partner || partner->kind != KIND_COLUMN) continue;
        const Object *original = originals[partner->id];
        if (!keeps_values((const Column *)original, (const Column *)column, survey->dialect->id))
            continue;
        vec_push(survey->cx->arena, &table.before, original);
        vec_push(survey->cx->arena, &table.after, column);
    }
    vec_push(survey->cx->arena, &survey->tables, table);
}

static bool is_made_of(const Column *column, const Object *type, DialectId dialect)
{
    const Type *own = marked_type_for(&column->type, dialect);
    while (own && own->named && own->named != type)
        own = own->scalar == SCALAR_DOMAIN ? ((const Domain *)own->named)->type : NULL;
    return own && own->named;
}

static bool has_type(const Object *table, const Object *type, DialectId dialect)
{
    for (size_t i = 0; i < table->members.count; i++) {
        const Object *member = table->members.items[i];
        if (member->kind == KIND_COLUMN && is_made_of((const Column *)member, type, dialect))
            return true;
    }
    return false;
}

/* A table, what is in it, or the type of a column. */
static void mark_changed(Survey *survey, const Object *object)
{
    const Object *above = object->parent ? object->parent : object;
    for (size_t i = 0; i < survey->tables.count; i++) {
        const Object *table = survey->tables.items[i].to;
        if (table == above || has_type(table, above, survey->dialect->id))
            survey->tables.items[i].is_changed = true;
    }
}

static bool is_left(const Survey *survey, const Object *target)
{
    for (size_t i = 0; i < survey->gone.count; i++)
        if (survey->gone.items[i] == target) return false;
    for (size_t i = 0; i < survey->tables.count; i++)
        if (survey->tables.items[i].from == target) return !survey->tables.items[i].is_changed;
    return true;
}

static bool refers_to_changed(const Survey *survey, const Object *from)
{
    for (size_t i = 0; i < from->members.count; i++) {
        if (from->members.items[i]->kind != KIND_FOREIGN_KEY) continue;
        const ForeignKey *key = (const ForeignKey *)from->members.items[i];
        if (!is_left(survey, &key->target->object)) return true;
    }
    return false;
}

/* Rows that refer to rows which are to go have to go with them. */
static void mark_users(Survey *survey)
{
    for (bool is_new = true; is_new;) {
        is_new = false;
        for (size_t i = 0; i < survey->tables.count; i++) {
            Surveyed *table = &survey->tables.items[i];
            if (table->is_changed || !refers_to_changed(survey, table->from)) continue;
            table->is_changed = is_new = true;
        }
    }
}

static bool has_rows(const Object *object)
{
    return object->kind == KIND_TABLE && !((const Table *)object)->virtual_using;
}

/* ---- tables that are made of others ---- */

/* The rows of a part are its table's as well, while it is one; each part is looked at by itself. */
static void leave_out(Survey *survey, const Object *const *partners, const Object *part)
{
    ObjectList parents = table_parents(part);
    for (size_t i = 0; i < parents.count; i++) {
        const Object *to = partners ? partners[parents.items[i]->id] : parents.items[i];
        size_t kept = 0;
        for (size_t j = 0; j < survey->tables.count; j++)
            if (survey->tables.items[j].to != to)
                survey->tables.items[kept++] = survey->tables.items[j];
        survey->tables.count = kept;
        leave_out(survey, partners, parents.items[i]);
    }
}

static bool has_same_parents(const Object *const *partners, const Object *from, const Object *to)
{
    ObjectList before = table_parents(from), after = table_parents(to);
    for (size_t i = 0; before.count == after.count && i < before.count; i++)
        if (partners[before.items[i]->id] != after.items[i]) return false;
    return before.count == after.count;
}

static void leave_out_wholes(Survey *survey, const Changes *changes)
{
    for (size_t i = 0; i < changes->from->objects.count; i++) {
        const Object *from = changes->from->objects.items[i];
        const Object *to = changes->partner_of_from[from->id];
        if (!has_rows(from) || (to && !has_rows(to))) continue;
        if (to && has_same_parents(changes->partner_of_from, from, to)) continue;
        leave_out(survey, changes->partner_of_from, from);
        if (to) leave_out(survey, NULL, to);
    }
}

Survey *survey_new(Cx *cx, const Dialect *dialect, const Schema *from, const Changes *changes)
{
    Survey *survey = arena_make(cx->arena, Survey);
    *survey = (Survey){.cx = cx, .dialect = dialect, .old_schema = from, .new_schema = changes->to};
    const Object **originals = arena_array(cx->arena, const Object *, from->object_count);
    schema_walk(from, visit_original, originals);
    for (size_t i = 0; i < changes->to->objects.count; i++) {
        const Object *object = changes->to->objects.items[i];
        if (has_rows(object) && changes->partner_of_to[object->id])
            survey_table(survey, changes, originals, object);
    }
    for (size_t i = 0; i < changes->from->objects.count; i++) {
        const Object *object = changes->from->objects.items[i];
        if (has_rows(object) && !changes->partner_of_from[object->id])
            vec_push(cx->arena, &survey->gone, originals[object->id]);
    }
    leave_out_wholes(survey, changes);
    for (size_t i = 0; i < changes->items.count; i++) {
        const Object *gone = changes->items.items[i].from, *object = changes->items.items[i].to;
        if (!object && gone->parent) object = changes->partner_of_from[gone->parent->id];
        if (object) mark_changed(survey, object);
    }
    mark_users(survey);
    return survey;
}

void survey_mark_named(Survey *survey, const Script *script)
{
    DialectId id = survey->dialect->id;
    for (size_t i = 0; i < survey->tables.count; i++) {
        Surveyed *table = &survey->tables.items[i];
        if (script_names(script, id, table->from) || script_names(script, id, table->to))
            table->is_changed = true;
    }
    mark_users(survey);
}

size_t survey_tables(const Survey *survey)
{
    return survey->tables.count;
}

/* ---- the query ---- */

static void add_columns(Text *out, const Dialect *dialect, const Object *const *columns,
                        size_t count)
{
    for (size_t i = 0; i < count; i++) {
        bool is_sqlite = dialect->id == DIALECT_SQLITE;
        if (i) text_add(out, is_sqlite ? " || ',' || " : ", ");
        if (is_sqlite) text_add(out, "quote(");
        dialect->identifier(out, columns[i]->name);
        if (is_sqlite) text_add_char(out, ')');
    }
}

/* Without a column in common the number of rows is compared. */
static void add_query(Text *out, const Dialect *dialect, const Schema *schema, const Object *table,
                      const Object *const *columns, size_t count)
{
    bool is_sqlite = dialect->id == DIALECT_SQLITE;
    text_add(out, is_sqlite
                      ? "SELECT count(*) || coalesce(char(10) || group_concat(r, char(10)), '') "
                        "FROM (SELECT "
                      : "SELECT count(*) || coalesce(E'\\n' || string_agg(r, E'\\n' ORDER BY r), "
                        "'') FROM (SELECT ");
    if (!count)
        text_add(out, "''");
    else if (!is_sqlite)
        text_add(out, "ROW(");
    if (count) add_columns(out, dialect, columns, count);
    if (count && !is_sqlite) text_add(out, ")::text COLLATE \"C\"");
    text_add(out, " AS r FROM ");
    if (!is_sqlite && name_none(((const Table *)table)->partition_by))
        text_add(out, "ONLY "); /* heirs are tables of their own */
    dialect->path(out, schema, table);
    text_add(out, is_sqlite ? " ORDER BY 1) q" : ") q");
}

static const char *ask(Survey *survey, schemac_db db, const Surveyed *table, bool is_after,
                       const char **error)
{
    Text sql = {0};
    const char *value = NULL;
    *error = NULL;
    add_query(&sql, survey->dialect, is_after ? survey->new_schema : survey->old_schema,
              is_after ? table->to : table->from,
              is_after ? table->after.items : table->before.items, table->before.count);
    schemac_status status =
        db.engine->ask(db.handle, &survey->memory, text_string(&sql), NULL, &value, error);
    const char *kept = NULL;
    if (status == SCHEMAC_OK && value) kept = arena_copy(survey->cx->arena, value, strlen(value));
    if (!kept) *error = arena_printf(survey->cx->arena, "%s", *error ? *error : "no answer");
    memory_free(&survey->memory);
    text_free(&sql);
    return kept;
}

bool survey_before(Survey *survey, schemac_db db, const char **error)
{
    for (size_t i = 0; i < survey->tables.count; i++) {
        Surveyed *table = &survey->tables.items[i];
        table->values = ask(survey, db, table, false, error);
        if (!table->values) return false;
    }
    return true;
}

static const char *path_of(Survey *survey, const Object *table)
{
    Text path = {0};
    object_path(&path, survey->new_schema, table);
    return text_keep(&path, survey->cx->arena);
}

/* The first line that differs, of each. */
static const char *difference(Cx *cx, const char *before, const char *after)
{
    const char *b = before, *a = after;
    for (; *b && *b == *a; b++, a++) {
    }
    while (b > before && b[-1] != '\n') b--, a--;
    return arena_printf(cx->arena, "was %.*s, is %.*s", (int)strcspn(b, "\n"), b,
                        (int)strcspn(a, "\n"), a);
}

const char *survey_after(Survey *survey, schemac_db db, const char **why)
{
    *why = NULL;
    for (size_t i = 0; i < survey->tables.count; i++) {
        const Surveyed *table = &survey->tables.items[i];
        const char *after = ask(survey, db, table, true, why);
        if (!after) return path_of(survey, table->to);
        if (strcmp(table->values, after) == 0) continue;
        *why = difference(survey->cx, table->values, after);
        return path_of(survey, table->to);
    }
    return NULL;
}

static bool empty(Survey *survey, schemac_db db, const Object *table, const char **error)
{
    bool is_sqlite = survey->dialect->id == DIALECT_SQLITE;
    Text sql = {0};
    text_add(&sql, is_sqlite ? "DELETE FROM " : "TRUNCATE ");
    survey->dialect->path(&sql, survey->old_schema, table);
    if (!is_sqlite) text_add(&sql, " CASCADE");
    bool is_fine =
        db.engine->run(db.handle, &survey->memory, text_string(&sql), NULL, error) == SCHEMAC_OK;
    if (!is_fine) *error = arena_printf(survey->cx->arena, "%s", *error ? *error : "");
    text_free(&sql);
    memory_free(&survey->memory);
    return is_fine;
}

/* Foreign keys are off on SQLite meanwhile; what refers to the rows is among the tables. */
bool survey_empty_changed(Survey *survey, schemac_db db, const char **error)
{
    bool is_fine = true;
    *error = NULL;
    for (size_t i = 0; i < survey->tables.count && is_fine; i++)
        if (survey->tables.items[i].is_changed)
            is_fine = empty(survey, db, survey->tables.items[i].from, error);
    for (size_t i = 0; i < survey->gone.count && is_fine; i++)
        is_fine = empty(survey, db, survey->gone.items[i], error);
    return is_fine;
}
