/* SPDX-License-Identifier: MIT
 * grant select, insert on table notes to app with grant option (insert);
 * revoke execute on function f(int) from public;
 * owner app of table notes;
 *
 * A grant is what one role may do with one object, or with one column. One without privileges says
 * that the role has none, where the engine would give it some. */
#include <ctype.h>
#include <string.h>

#include "model/grant.h"
#include "model/kind.h"
#include "model/list.h"
#include "model/print.h"

/* Foreign tables and aggregates have a word of their own, and the privileges of tables and
 * functions. */
static const char *class_word(const Object *on, bool is_catalog)
{
    switch (on->kind) {
    case KIND_NAMESPACE: return "namespace";
    case KIND_SEQUENCE: return "sequence";
    case KIND_FUNCTION: return "function";
    case KIND_TABLE:
    case KIND_COLUMN:
    case KIND_VIEW: return "table";
    case KIND_NATIVE: {
        const char *word = object_word(on);
        bool is_type = strcmp(word, "base type") == 0 || strcmp(word, "shell type") == 0;
        if (is_catalog && is_type) return "type";
        if (is_catalog && strcmp(word, "foreign table") == 0) return "table";
        return is_catalog && strcmp(word, "aggregate") == 0 ? "function" : word;
    }
    case KIND_FUTURE: return "new";
    default: return "type";
    }
}

/* Default privileges of a namespace only add to those that hold in all. */
static const char *usual_of_new(const Future *future)
{
    if (!name_none(future->in)) return NULL;
    if (name_equals(future->what, "functions")) return "execute";
    return name_equals(future->what, "types") ? "usage" : NULL;
}

const char *grant_usual(const Object *on)
{
    const char *word = class_word(on, true);
    if (on->kind == KIND_FUTURE) return usual_of_new((const Future *)on);
    if (strcmp(word, "function") == 0) return "execute";
    bool is_used = strcmp(word, "type") == 0 || strcmp(word, "language") == 0;
    return is_used || object_is_public(on) ? "usage" : NULL;
}

Name grant_column(const Grant *grant)
{
    bool is_object = grant->on && grant->on->kind == KIND_COLUMN;
    return is_object ? grant->on->name : grant->column;
}

void grant_word_upper(Text *out, const char *word)
{
    for (; *word; word++) text_add_char(out, (char)toupper((unsigned char)*word));
}

void grant_privileges(Text *out, const NameList *privileges, const NameList *grantable)
{
    for (size_t i = 0; i < privileges->count; i++) {
        if (i) text_add(out, ", ");
        grant_word_upper(out, name_text(privileges->items[i]));
        if (names_have(grantable, privileges->items[i])) text_add_char(out, '*');
    }
}

/* "tables of boss in kb"; write: of the names */
static void add_new(Text *out, const Object *on, void (*write)(Text *, Name))
{
    const Future *future = (const Future *)on;
    text_printf(out, "%s of ", name_text(future->what));
    write(out, future->role);
    if (name_none(future->in)) return;
    text_add(out, " in ");
    write(out, name_none(on->space) ? future->in : on->space);
}

const Object *future_of(Cx *cx, Schema *schema, Name what, Name role, Name in)
{
    const char *phrase = arena_printf(cx->arena, "%s of %s%s", name_text(what), name_text(role),
                                      name_none(in) ? "" : " in");
    Name name = name_from(cx->names, phrase);
    Name space = name_is(in, schema->default_space) ? NO_NAME : in;
    const Object *found = schema_find(schema, KIND_FUTURE, space, name);
    if (found) return found;
    Future *made = (Future *)schema_add(cx, schema, NULL, KIND_FUTURE, space, name);
    made->object.dialects = POSTGRES;
    made->what = what;
    made->role = role;
    made->in = in;
    return &made->object;
}

void grant_subject(Text *out, const Schema *schema, const Object *on)
{
    if (on->kind == KIND_FUTURE) {
        text_add(out, "new ");
        add_new(out, on, path_name);
        return;
    }
    text_printf(out, "%s ", class_word(on, true));
    object_path(out, schema, on->kind == KIND_COLUMN ? on->parent : on);
}

const char *grant_catalog_word(const Object *on)
{
    return class_word(on, true);
}

const char *grant_word(const Object *on)
{
    return class_word(on, false);
}

static void print_name(Text *out, Name name)
{
    name_print(out, name);
}

void grant_target(Text *out, const Object *on)
{
    if (on->kind == KIND_FUTURE) {
        add_new(out, on, print_name);
        return;
    }
    reference_print(out, on->kind == KIND_COLUMN ? on->parent : on);
    const ParameterList *parameters = object_arguments(on);
    if (parameters) signature_print(out, parameters);
}

static void print_target(Text *out, const char *before, const Object *on)
{
    text_printf(out, " %s %s ", before, grant_word(on));
    grant_target(out, on);
}

static void print_privileges(Text *out, const NameList *privileges, Name column)
{
    for (size_t i = 0; i < privileges->count; i++) {
        text_printf(out, "%s%s", i ? ", " : "", name_text(privileges->items[i]));
        if (name_none(column)) continue;
        text_add(out, " (");
        name_print(out, column);
        text_add_char(out, ')');
    }
}

static void print_grant(Text *out, const Object *object)
{
    const Grant *grant = (const Grant *)object;
    bool is_grant = grant->privileges.count;
    text_add(out, is_grant ? "grant " : "revoke all");
    print_privileges(out, &grant->privileges, grant_column(grant));
    print_target(out, "on", grant->on);
    text_add(out, is_grant ? " to " : " from ");
    name_print(out, object->name);
    if (!grant->grantable.count) return;
    text_add(out, " with grant option");
    if (grant->grantable.count == grant->privileges.count) return;
    text_add(out, " (");
    print_privileges(out, &grant->grantable, NO_NAME);
    text_add_char(out, ')');
}

static void print_owner(Text *out, const Object *object)
{
    text_add(out, "owner ");
    name_print(out, object->name);
    print_target(out, "of", ((const Ownership *)object)->on);
}

static const Attr grant_attrs[] = {
    {"on", VALUE_OBJECT, AT(Grant, on), ATTR_IDENTITY | ATTR_UNLISTED, .clause = NULL},
    {"column", VALUE_NAME, AT(Grant, column), ATTR_IDENTITY | ATTR_UNLISTED, .clause = NULL},
    {"privileges", VALUE_NAMES, AT(Grant, privileges), ATTR_UNLISTED, .clause = NULL},
    {"grantable", VALUE_NAMES, AT(Grant, grantable), ATTR_UNLISTED, .clause = NULL},
};

const KindInfo grant_kind = {
    .word = "grant",
    .plural = "grants",
    .size = sizeof(Grant),
    .dialects = POSTGRES,
    .names = NAMES_OF_GRANTS,
    .print = print_grant,
    .attrs = grant_attrs,
    .attr_count = sizeof grant_attrs / sizeof *grant_attrs,
};

const KindInfo future_kind = {
    .word = "new objects",
    .plural = "new objects",
    .size = sizeof(Future),
    .has_namespace = true,
    .dialects = POSTGRES,
    .names = NAMES_OF_FUTURES,
};

static const Attr owner_attrs[] = {
    {"on", VALUE_OBJECT, AT(Ownership, on), ATTR_IDENTITY | ATTR_UNLISTED, .clause = NULL},
};

const KindInfo owner_kind = {
    .word = "owner",
    .plural = "owners",
    .size = sizeof(Ownership),
    .dialects = POSTGRES,
    .names = NAMES_OF_OWNERS,
    .print = print_owner,
    .attrs = owner_attrs,
    .attr_count = sizeof owner_attrs / sizeof *owner_attrs,
};
