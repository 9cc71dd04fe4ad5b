/* SPDX-License-Identifier: MIT
 * Ranges. With a range come its multirange and the functions that make values of both; none of them
 * follows when the range is renamed or moved, so that each is told to. Servers before 14 have no
 * multiranges. */
#include <string.h>

#include "dialect/postgres/change.h"

static void add_part(Text *out, const char *word, Name space, Name name)
{
    if (name_none(name)) return;
    text_printf(out, ",\n    %s = ", word);
    postgres_qualified(out, space, name);
}

void postgres_create_range(Cx *cx, Text *out, const Schema *schema, const Object *object)
{
    (void)cx;
    const Range *range = (const Range *)object;
    text_add(out, "CREATE TYPE ");
    postgres_path(out, schema, object);
    text_add(out, " AS RANGE (\n    SUBTYPE = ");
    postgres_type(out, schema, range->subtype);
    add_part(out, "SUBTYPE_OPCLASS", range->opclass_space, range->opclass);
    add_part(out, "COLLATION", range->collation_space, range->collation);
    add_part(out, "CANONICAL", range->canonical_space, range->canonical);
    add_part(out, "SUBTYPE_DIFF", range->difference_space, range->difference);
    if (!name_none(range->multirange))
        add_part(out, "MULTIRANGE_TYPE_NAME", postgres_space(schema, object), range->multirange);
    text_add(out, "\n)");
}

/* ---- what comes with a range ---- */

typedef struct Parts {
    Text *out;
    const Schema *schema;
    const Range *range; /* as it is called now */
    Name space, name, multirange; /* how the rest is called still */
    const char *action, *multirange_action;
} Parts;

static void add_function(const Parts *parts, Name name, const char *arguments, const char *action)
{
    text_add(parts->out, ";\nALTER FUNCTION ");
    postgres_qualified(parts->out, parts->space, name);
    text_printf(parts->out, "(%s) %s", arguments, action);
}

static void add_constructors(const Parts *parts)
{
    Text type = {0}, more = {0};
    postgres_type(&type, parts->schema, parts->range->subtype);
    text_printf(&more, "%s, %s", type.data, type.data);
    add_function(parts, parts->name, more.data, parts->action);
    text_add(&more, ", text");
    add_function(parts, parts->name, more.data, parts->action);
    text_free(&type);
    text_free(&more);
}

static void add_multirange(const Parts *parts)
{
    Text type = {0}, many = {0};
    postgres_path(&type, parts->schema, &parts->range->object);
    text_printf(&many, "%s[]", type.data);
    text_add(parts->out, ";\nALTER TYPE ");
    postgres_qualified(parts->out, parts->space, parts->multirange);
    text_printf(parts->out, " %s", parts->multirange_action);
    add_function(parts, parts->multirange, "", parts->multirange_action);
    add_function(parts, parts->multirange, type.data, parts->multirange_action);
    add_function(parts, parts->multirange, many.data, parts->multirange_action);
    text_free(&type);
    text_free(&many);
}

/* Where the oldest server may have none: only if it is there. */
static void add_multirange_if(const Parts *parts)
{
    Text path = {0}, inner = {0};
    Parts own = *parts;
    own.out = &inner;
    if (postgres_version(parts->schema) >= 14) {
        add_multirange(parts);
        return;
    }
    postgres_qualified(&path, parts->space, parts->multirange);
    add_multirange(&own);
    text_add(parts->out, ";\nDO $do$ BEGIN IF to_regtype(");
    postgres_literal(parts->out, path.data, path.length);
    text_printf(parts->out, ") IS NOT NULL THEN%s; END IF; END $do$", inner.data + strlen(";"));
    text_free(&path);
    text_free(&inner);
}

static char *action_text(Cx *cx, const char *words, Name name)
{
    Text text = {0};
    text_add(&text, words);
    postgres_identifier(&text, name);
    return text_keep(&text, cx->arena);
}

void postgres_rename_range(Cx *cx, Text *out, const Schema *schema, const Range *from,
                           const Range *to)
{
    Name before = range_multirange(cx->names, from), after = range_multirange(cx->names, to);
    Parts parts = {.out = out, .schema = schema, .range = to,
                   .space = postgres_space(schema, &from->object), .name = from->object.name,
                   .multirange = before};
    text_add(out, "ALTER TYPE ");
    postgres_path(out, schema, &from->object);
    text_add(out, " RENAME TO ");
    postgres_identifier(out, to->object.name);
    parts.action = action_text(cx, "RENAME TO ", to->object.name);
    parts.multirange_action = action_text(cx, "RENAME TO ", after);
    add_constructors(&parts);
    if (!name_is(before, after)) add_multirange_if(&parts);
}

void postgres_move_range(Cx *cx, Text *out, const Schema *schema, const Range *from,
                         const Range *to)
{
    Name space = postgres_space(schema, &to->object), name = from->object.name;
    Parts parts = {.out = out, .schema = schema, .range = to,
                   .space = postgres_space(schema, &from->object), .name = name,
                   .multirange = range_multirange(cx->names, from)};
    parts.action = parts.multirange_action = action_text(cx, "SET SCHEMA ", space);
    text_add(out, "ALTER TYPE ");
    postgres_path(out, schema, &from->object);
    text_printf(out, " %s", parts.action);
    add_constructors(&parts);
    add_multirange_if(&parts);
}
