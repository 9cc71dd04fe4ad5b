/* SPDX-License-Identifier: MIT
 * Lowering: a logical schema becomes what SQLite stores of it. Enums, domains, booleans and json
 * become plain types with checks, identity becomes INTEGER PRIMARY KEY, expressions are translated,
 * and what belongs to PostgreSQL alone is gone if it is marked and an error if it is not. */
#include "dialect/sqlite/lower.h"

#include <string.h>

enum { IN_SQLITE = 1 << DIALECT_SQLITE };

/* What is marked for PostgreSQL is gone; resolve has refused what should have been marked. Enums
 * and domains dissolve into their columns. */
static bool is_dropped(const Object *object)
{
    if (!(object->dialects & IN_SQLITE)) return true;
    if (object->kind == KIND_ENUM || object->kind == KIND_DOMAIN) return true;
    return !(kind_info(object->kind)->dialects & IN_SQLITE);
}

Translation lowering_translation(const Lowering *self, const Object *object, const Marked *marked)
{
    bool is_own = marked && marked->only[DIALECT_SQLITE];
    bool is_only = !self->logical->targets[DIALECT_POSTGRES].is_target ||
                   object->dialects == IN_SQLITE;
    return (Translation){.cx = self->cx, .version = self->version, .is_own = is_own,
                         .is_only = is_only,
                         .types = self->types};
}

/* ---- pieces ---- */

static Marked only(const Expr *expr)
{
    return (Marked){.any = expr};
}

static Marked lower_condition(const Lowering *self, const Object *object, const Marked *from,
                              bool may_vary)
{
    Translation in = lowering_translation(self, object, from);
    in.may_vary = may_vary;
    return only(sqlite_translate(&in, marked_for(from, DIALECT_SQLITE)));
}

/* SQLite sorts by bytes unless it is told otherwise, and knows two other ways. */
void lower_collation(const Lowering *self, const Object *object, Name *space, Name *name)
{
    static const char *const by_bytes[] = {"C", "POSIX", "ucs_basic", "binary"};
    if (name_none(*name)) return;
    char *folded = arena_copy(self->cx->arena, name_text(*name), name_length(*name));
    const char *lower = folded;
    for (char *c = folded; *c; c++)
        if (*c >= 'A' && *c <= 'Z') *c = (char)(*c - 'A' + 'a');
    for (size_t i = 0; i < sizeof by_bytes / sizeof *by_bytes; i++)
        if (name_equals(*name, by_bytes[i])) lower = "binary";
    Name own = name_from(self->cx->names, lower);
    bool is_builtin = name_equals(own, "binary") || name_equals(own, "nocase") ||
                      name_equals(own, "rtrim");
    bool is_ours = object->dialects == IN_SQLITE ||
                   !self->logical->targets[DIALECT_POSTGRES].is_target;
    if (!is_builtin && !(is_ours && name_none(*space))) {
        diag_error(self->cx->diag, object->span, "not-in-dialect", "SQLite has no collation '%s'",
                   name_text(*name));
        diag_hint(self->cx->diag, "binary, nocase and rtrim are there in every SQLite");
    }
    *space = NO_NAME;
    *name = own;
}

/* The collation that an element has without saying so. */
static Name inherited(const Expr *expr)
{
    const Object *ref = expr->kind == EXPR_NAME ? expr->ref : NULL;
    return ref && ref->kind == KIND_COLUMN ? ((const Column *)ref)->collation : NO_NAME;
}

static IndexElement lower_element(const Lowering *self, const Object *object,
                                  const IndexElement *from)
{
    Translation in = lowering_translation(self, object, NULL);
    IndexElement element = *from;
    element.expr = sqlite_translate(&in, from->expr);
    lower_collation(self, object, &element.collation_space, &element.collation);
    Name space = NO_NAME, own = inherited(from->expr);
    lower_collation(self, object, &space, &own);
    bool is_same = name_is(own, element.collation) ||
                   (name_none(own) && name_equals(element.collation, "binary"));
    if (is_same) element.collation = NO_NAME;
    element.nulls = 0;
    return element;
}

static ElementList lower_elements(const Lowering *self, const Object *object,
                                  const ElementList *from)
{
    IndexElement *items = arena_array(self->cx->arena, IndexElement, from->count);
    for (size_t i = 0; i < from->count; i++)
        items[i] = lower_element(self, object, &from->items[i]);
    return (ElementList){items, from->count};
}

/* ---- members ---- */

static void lower_key(const Lowering *self, Key *key)
{
    key->columns = lower_elements(self, &key->object, &key->columns);
    if (name_equals(key->on_conflict, "abort")) key->on_conflict = NO_NAME;
}

static void lower_check(const Lowering *self, Check *check)
{
    check->expr = lower_condition(self, &check->object, &check->expr, false);
    check->expr.any = lower_own(self->cx, check->object.parent, check->expr.any);
}

static void lower_index(const Lowering *self, Index *index)
{
    index->elements = lower_elements(self, &index->object, &index->elements);
    index->where = lower_condition(self, &index->object, &index->where, false);
    for (size_t i = 0; i < index->elements.count; i++) {
        IndexElement *element = (IndexElement *)&index->elements.items[i];
        element->expr = lower_own(self->cx, index->object.parent, element->expr);
    }
    index->where.any = lower_own(self->cx, index->object.parent, index->where.any);
}

static void lower_member(const Lowering *self, Object *table, const Object *member)
{
    Object *copy = object_copy(self->cx, self->out, table, member);
    if (member->kind == KIND_COLUMN) lower_column(self, (Column *)copy);
    if (member->kind == KIND_PRIMARY_KEY || member->kind == KIND_UNIQUE)
        lower_key(self, (Key *)copy);
    if (member->kind == KIND_CHECK) lower_check(self, (Check *)copy);
    if (member->kind == KIND_INDEX) lower_index(self, (Index *)copy);
}

/* ---- objects ---- */

static void lower_table(const Lowering *self, Table *table, const Object *logical)
{
    size_t columns = 0;
    for (size_t i = 0; i < logical->members.count; i++) {
        const Object *member = logical->members.items[i];
        if (is_dropped(member)) continue;
        lower_member(self, &table->object, member);
        columns += member->kind == KIND_COLUMN && marked_none(&((const Column *)member)->generated);
    }
    if (table->virtual_using) table->is_not_strict = false; /* neither is said of a virtual one */
    if (columns == 0 && !table->virtual_using)
        diag_error(self->cx->diag, logical->span, "not-in-dialect",
                   "SQLite has no tables without a column that is not generated");
    lower_keys_of_table(self, table);
    add_type_checks(self, table, logical);
}

static void lower_trigger(const Lowering *self, Trigger *trigger)
{
    const Object *object = &trigger->object;
    Translation in = lowering_translation(self, object, NULL);
    trigger->when = lower_condition(self, object, &trigger->when, true);
    const Expr *when = trigger->when.any;
    bool is_alone = when && when->kind == EXPR_RAW && trigger->on && !sqlite_selects(when);
    if (is_alone) trigger->when.any = lower_own(self->cx, trigger->on, when);
    if (trigger->events.count > 1)
        sqlite_refuse(&in, object->span, "triggers for more than one event: write one for each");
    for (size_t i = 0; i < trigger->events.count; i++)
        if (name_equals(trigger->events.items[i], "truncate"))
            sqlite_refuse(&in, object->span, "truncate");
    bool is_instead = name_equals(trigger->timing, "instead of");
    bool is_view = trigger->on && trigger->on->kind == KIND_VIEW;
    if (trigger->on && is_instead != is_view)
        sqlite_refuse(&in, object->span, is_view ? "triggers on views but 'instead of'"
                                                 : "'instead of' triggers on tables");
    if (!trigger->body && name_none(trigger->function))
        sqlite_refuse(&in, object->span, "triggers without a body");
}

static void lower_object(const Lowering *self, const Object *object)
{
    if (is_dropped(object)) return;
    Object *copy = object_copy(self->cx, self->out, NULL, object);
    if (object->kind == KIND_TABLE) lower_table(self, (Table *)copy, object);
    if (object->kind == KIND_TRIGGER) lower_trigger(self, (Trigger *)copy);
    schema_settle(self->cx, self->out, copy);
}

const Schema *sqlite_lower(Cx *cx, const Schema *logical)
{
    Schema *out = schema_new(cx, logical->name);
    Lowering self = {.cx = cx, .logical = logical, .out = out, .types = map_new(cx->arena)};
    int version = logical->targets[DIALECT_SQLITE].version;
    self.version = version ? version : sqlite_dialect.oldest;
    out->span = logical->span;
    out->doc = logical->doc;
    out->is_lowered = true;
    out->dialect = DIALECT_SQLITE;
    out->default_space = logical->default_space;
    memcpy(out->targets, logical->targets, sizeof out->targets);
    for (size_t i = 0; i < logical->objects.count; i++)
        lower_object(&self, logical->objects.items[i]);
    schema_rebind(cx, out);
    return out;
}
