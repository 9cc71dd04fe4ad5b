/* SPDX-License-Identifier: MIT
 * What the values of a column may lose, or which of them forbid a change, on SQLite: told before,
 * so that the author allows it by name. What is the same on every engine (dropped columns, new
 * keys) plan finds itself. The ids are those of PostgreSQL's half, so that one line allows both. */
#include <string.h>

#include "dialect/sqlite/alter.h"

/* ---- one finding ---- */

/* Where the wanted schema speaks of the object, or of what it stood in. */
static Span span_of(const Alter *alter, const Object *object)
{
    const Changes *changes = alter->changes;
    for (; object; object = object->parent) {
        bool is_old = object->id < changes->from->object_count;
        const Object *now = is_old ? changes->partner_of_from[object->id] : NULL;
        if (now && alter_partner(alter, now) == object) return now->span;
        bool is_new = object->id < changes->to->object_count;
        if (is_new && alter_partner(alter, object)) return object->span;
    }
    return changes->to->span;
}

void sqlite_find(Alter *alter, const char *id, const Object *object, const char *message,
                 const char *hint)
{
    Text path = {0};
    object_path(&path, alter->plan->to, object);
    alter_finding(alter, (Finding){.id = id, .path = text_keep(&path, alter->cx->arena),
                                   .span = span_of(alter, object), .object = object,
                                   .message = message,
                                   .hint = hint, .must_be_allowed = true});
}

static const char *describe(const Copy *copy, const Object *object)
{
    return object_describe(copy->alter->cx, object);
}

static void find(const Copy *copy, const char *id, const Object *object, const char *what,
                 const char *hint)
{
    const char *message = arena_printf(copy->alter->cx->arena, "%s %s", describe(copy, object),
                                       what);
    sqlite_find(copy->alter, id, object, message, hint);
}

/* ---- types ---- */

static const char hint_using[] =
    "write 'using EXPR' behind the column: how the old value becomes the new one";

static const char *type_words(const Column *column)
{
    const Type *written = sqlite_written_type(column);
    return name_text(written ? written->name : column->type.any->name);
}

static void refuse(const Copy *copy, const CopyColumn *column)
{
    Diag *diag = copy->alter->cx->diag;
    diag_error(diag, column->to->object.span, "no-cast",
               "%s becomes %s: there is no conversion of %s that could be meant",
               describe(copy, &column->to->object), type_words(column->to),
               type_words(column->from));
    diag_hint(diag, "%s", hint_using);
}

static void find_conversion(const Copy *copy, const CopyColumn *column)
{
    const Conversion *conversion = column->conversion;
    if (!conversion || (!conversion->valid && !conversion->loses)) return;
    const char *what = arena_printf(
        copy->alter->cx->arena, "was %s and becomes %s: %s", type_words(column->from),
        type_words(column->to),
        conversion->loses ? "values may lose what does not fit"
                          : "a value that does not fit refuses it");
    find(copy, "narrow-type", &column->to->object, what, hint_using);
}

static int32_t length_limit(const Column *column)
{
    const Type *type = sqlite_written_type(column);
    bool is_limited = type && (type->scalar == SCALAR_VARCHAR || type->scalar == SCALAR_CHAR);
    return is_limited && type->arg[0] > 0 ? type->arg[0] : INT32_MAX;
}

static void find_shorter(const Copy *copy, const CopyColumn *column)
{
    if (length_limit(column->to) >= length_limit(column->from) || !column->is_same) return;
    find(copy, "narrow-type", &column->to->object,
         "takes shorter texts than before: a longer one refuses it", hint_using);
}

static void find_enum(const Copy *copy, const CopyColumn *column)
{
    const Type *from = sqlite_written_type(column->from), *to = sqlite_written_type(column->to);
    bool is_enum = to && to->scalar == SCALAR_ENUM, was_enum = from && from->scalar == SCALAR_ENUM;
    if (!is_enum || was_enum || !column->is_same) return;
    find(copy, "narrow-type", &column->to->object,
         "takes only the values of an enum from now on: another refuses it", hint_using);
}

void sqlite_find_column(const Copy *copy, const CopyColumn *column)
{
    if (sqlite_may_compute_null(column))
        find(copy, column->from ? "set-not-null" : "add-not-null", &column->to->object,
             "takes no NULL, and what it is computed from may be NULL: such a row refuses it",
             "allow NULL with '?' behind the type, or compute it with coalesce(...)");
    if (!column->from) return;
    if (column->is_impossible) refuse(copy, column);
    bool is_computed = column->to->generated.any != NULL;
    if (is_computed && !column->from->generated.any)
        find(copy, "drop-column", &column->to->object,
             "becomes a computed column: its values are lost", NULL);
    if (is_computed) return;
    find_conversion(copy, column);
    find_shorter(copy, column);
    find_enum(copy, column);
}
