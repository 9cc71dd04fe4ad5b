/* SPDX-License-Identifier: MIT
 * Names inside expressions. Which names an expression may use depends on whose it is: a default
 * has none, a check has its table's columns, a trigger has new.* and old.*, a domain has "value".
 * A name that cannot be resolved becomes EXPR_ERROR, which no later rule speaks of. */
#include "resolve/resolver.h"

typedef struct Binding {
    Resolver *r;
    Scope scope;
    Item *item;
} Binding;

static const Expr *broken(Binding *b, const Expr *expr)
{
    b->item->is_broken = true;
    return expr_new(b->r->cx, EXPR_ERROR, expr->span);
}

static Expr *bound(Binding *b, const Expr *expr, const Object *object)
{
    Expr *copy = arena_make(b->r->cx->arena, Expr);
    *copy = *expr;
    copy->ref = object;
    return copy;
}

/* ---- names ---- */

/* Columns that the engines have in every table. */
static bool is_system_column(Name name)
{
    return name_is_one_of(name, "ctid xmin xmax cmin cmax tableoid oid rowid _rowid_");
}

/* Tables whose columns are not known to the schema: virtual ones, views. */
static bool is_opaque(const Object *table)
{
    return table->kind != KIND_TABLE || ((const Table *)table)->virtual_using != NULL;
}

static const Expr *bind_column(Binding *b, const Expr *expr, const Object *table)
{
    const Object *column = member_find(b->r, table, expr->name, b->scope.dialects);
    if (column) {
        check_reach(b->r, expr->span, b->scope.dialects, column);
        return bound(b, expr, column);
    }
    if (is_opaque(table) || is_system_column(expr->name)) return expr;
    report_unknown_column(b->r, expr->span, table, expr->name);
    return broken(b, expr);
}

/* An insert has no old row, a delete no new one. With several events SQLite sees null there;
 * PostgreSQL refuses the trigger. */
static bool lacks_row(const Binding *b, const char *event)
{
    const Trigger *trigger = b->scope.trigger;
    bool is_strict = b->scope.dialects & b->r->targets & 1u << DIALECT_POSTGRES;
    for (size_t i = 0; i < trigger->events.count; i++)
        if (name_equals(trigger->events.items[i], event))
            return is_strict || trigger->events.count == 1;
    return false;
}

/* new.column and old.column, where the event has such a row. */
static const Expr *bind_trigger_row(Binding *b, const Expr *expr)
{
    const Trigger *trigger = b->scope.trigger;
    bool is_new = name_equals(expr->space, "new"), is_old = name_equals(expr->space, "old");
    const char *lacking = is_new ? "delete" : "insert";
    if (!is_new && !is_old) {
        report(b->r, expr->span, "unknown-name", "a trigger knows new.%s and old.%s",
               name_text(expr->name), name_text(expr->name));
        return broken(b, expr);
    }
    if (lacks_row(b, lacking)) {
        report(b->r, expr->span, "no-such-row", "a trigger on %s has no '%s' row", lacking,
               name_text(expr->space));
        return broken(b, expr);
    }
    return trigger->on ? bind_column(b, expr, trigger->on) : broken(b, expr);
}

static const Expr *bind_domain_value(Binding *b, const Expr *expr)
{
    if (name_equals(expr->name, "value") && name_none(expr->space))
        return bound(b, expr, &b->scope.domain->object);
    report(b->r, expr->span, "unknown-name", "unknown name '%s'", name_text(expr->name));
    report_hint(b->r, "the check of a domain speaks of 'value'");
    return broken(b, expr);
}

static const Expr *refuse_name(Binding *b, const Expr *expr)
{
    const Object *owner = b->item->object->parent;
    bool is_column = owner && owner->kind == KIND_TABLE &&
                     member_find(b->r, owner, expr->name, b->scope.dialects);
    if (is_column) {
        report(b->r, expr->span, "column-in-default", "%s cannot use the column '%s'",
               b->scope.what, name_text(expr->name));
        report_hint(b->r, "a value computed from other columns is 'generated always as (...)'");
    } else {
        report(b->r, expr->span, "unknown-name", "unknown name '%s'", name_text(expr->name));
        if (name_is_one_of(expr->name, "now random uuid gen_random_uuid clock_timestamp"))
            report_hint(b->r, "a function is called: %s()", name_text(expr->name));
        else if (name_is_one_of(expr->name, "user username"))
            report_hint(b->r, "write current_user");
        else
            report_hint(b->r, "a text is written in quotes: '%s'", name_text(expr->name));
    }
    return broken(b, expr);
}

static bool names_table(const Resolver *r, const Expr *expr, const Object *table)
{
    if (!name_is(expr->space, table->name)) return false;
    return name_none(expr->outer) || name_is(space_of(r, expr->outer), table->space);
}

static const Expr *bind_name(Binding *b, const Expr *expr)
{
    const Object *table = b->scope.table;
    if (b->scope.trigger) return bind_trigger_row(b, expr);
    if (b->scope.domain) return bind_domain_value(b, expr);
    if (!table) return refuse_name(b, expr);
    if (!name_none(expr->space) && !names_table(b->r, expr, table)) {
        report(b->r, expr->span, "unknown-name", "only columns of %s can stand here",
               describe(b->r, table));
        return broken(b, expr);
    }
    return bind_column(b, expr, table);
}

/* ---- calls ---- */

static bool is_overload_of(const Object *function, uint8_t dialects)
{
    return (function->dialects & dialects) != 0;
}

/* Functions of other systems, by what they are here; NULL: none of these. */
static const char *meant_by(Name function)
{
    static const char *const known[][2] = {
        {"uuid newid", "gen_random_uuid()"},
        {"getdate getutcdate sysdate systimestamp sysdatetime", "now()"},
        {"curdate", "current_date"},
        {"ifnull nvl isnull", "coalesce(a, b)"},
        {"len", "length(a)"},
        {"rand", "random()"}};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (name_is_one_of(function, known[i][0])) return known[i][1];
    return NULL;
}

/* What no one knows may come from an extension; only near misses are surely mistakes, and what other
 * systems have. */
static void suspect_call(Binding *b, const Expr *expr)
{
    if (b->r->has_extensions || !report_may_suggest(b->r)) return;
    const char *meant = meant_by(expr->name);
    if (meant && b->scope.dialects & b->r->targets & 1u << DIALECT_POSTGRES) {
        report(b->r, expr->span, "unknown-function", "unknown function '%s'", name_text(expr->name));
        report_hint(b->r, "write %s", meant);
        return;
    }
    Suggest suggest = suggest_for(name_text(expr->name));
    function_suggest(b->r, &suggest, b->scope.dialects);
    for (size_t i = 0; i < b->r->schema->objects.count; i++)
        if (b->r->schema->objects.items[i]->kind == KIND_FUNCTION)
            suggest_try(&suggest, name_text(b->r->schema->objects.items[i]->name));
    if (!suggest.best) return;
    report(b->r, expr->span, "unknown-function", "unknown function '%s'", name_text(expr->name));
    report_nearest(b->r, &suggest);
}

/* Functions that are known by name, and only there once their extension is. */
static void suspect_extension(Binding *b, const Expr *expr)
{
    static const struct {
        const char *extension, *functions, *instead;
    } brought[] = {
        {"uuid-ossp", "uuid_generate_v1 uuid_generate_v4", " or write gen_random_uuid()"},
        {"pgcrypto", "crypt gen_salt digest hmac gen_random_bytes pgp_sym_encrypt pgp_sym_decrypt", ""}};
    if (!(b->scope.dialects & b->r->targets & 1u << DIALECT_POSTGRES)) return;
    for (size_t i = 0; i < sizeof brought / sizeof *brought; i++) {
        Name extension = name_from(b->r->cx->names, brought[i].extension);
        if (!name_is_one_of(expr->name, brought[i].functions)) continue;
        if (schema_find(b->r->schema, KIND_EXTENSION, NO_NAME, extension)) return;
        Text text = {0};
        name_print(&text, extension);
        report(b->r, expr->span, "undeclared-extension",
               "function '%s' comes with an extension that is not declared", name_text(expr->name));
        report_hint(b->r, "declare it: extension %s @postgres;%s",
                    text_keep(&text, b->r->cx->arena), brought[i].instead);
    }
}

static const Expr *bind_call(Binding *b, const Expr *expr)
{
    b->item->has_call = true;
    const Object *function = schema_find(b->r->schema, KIND_FUNCTION, expr->space, expr->name);
    while (function && !is_overload_of(function, b->scope.dialects)) function = function->namesake;
    bool is_known = function_fact(b->r, expr->name) != NULL;
    if (function) {
        Expr *call = bound(b, expr, function);
        if (is_known && name_none(expr->space)) call->flags |= EXPR_SHARED;
        return call;
    }
    if (!is_known && name_none(expr->space)) suspect_call(b, expr);
    if (name_none(expr->space)) suspect_extension(b, expr);
    return expr;
}

/* 'numbers'::regclass is how PostgreSQL itself writes names of objects in expressions. */
static const Type *catalog_type(Binding *b, const Type *type)
{
    bool is_own = name_none(type->space) && name_is_one_of(type->name, "regclass regtype regproc");
    if (!is_own) return type;
    Type *native = arena_make(b->r->cx->arena, Type);
    *native = *type;
    native->space = name_from(b->r->cx->names, dialect_word(DIALECT_POSTGRES));
    return native;
}

static const Expr *bind_typed(Binding *b, const Expr *expr)
{
    Expr *copy = arena_make(b->r->cx->arena, Expr);
    *copy = *expr;
    copy->type = type_bind(b->r, catalog_type(b, expr->type), b->scope.dialects);
    return copy;
}

/* $$ ... $$ is one dialect's own text, so it must be clear which. */
static const Expr *bind_raw(Binding *b, const Expr *expr)
{
    uint8_t needed = b->scope.dialects & b->r->targets;
    if ((needed & (needed - 1)) == 0) return expr;
    report(b->r, expr->span, "raw-without-mark", "an expression in $$ needs a dialect mark");
    report_hint(b->r, "say which dialect's words these are: @postgres $$...$$");
    return broken(b, expr);
}

static const Expr *bind_node(Cx *cx, void *state, const Expr *expr)
{
    Binding *b = state;
    (void)cx;
    if (expr->kind == EXPR_NAME) return bind_name(b, expr);
    if (expr->kind == EXPR_CALL) return bind_call(b, expr);
    if (expr->kind == EXPR_CAST || expr->kind == EXPR_TYPED) return bind_typed(b, expr);
    if (expr->kind == EXPR_RAW) return bind_raw(b, expr);
    return expr;
}

/* ---- whose names ---- */

static Scope scope_of(const Item *item, const Attr *attr)
{
    const Object *object = item->object;
    Scope scope = {.what = attr->word, .dialects = object->dialects};
    bool is_default = strcmp(attr->word, "default") == 0;
    if (is_default && item->is_serial) scope.dialects &= 1u << DIALECT_POSTGRES;
    if (is_default)
        scope.what = "a default";
    else if (object->kind == KIND_TRIGGER)
        scope.trigger = (const Trigger *)object;
    else if (object->kind == KIND_POLICY) {
        const Table *table = ((const Policy *)object)->on;
        scope.table = table ? &table->object : NULL;
    } else if (object->parent && object->parent->kind == KIND_DOMAIN)
        scope.domain = (const Domain *)object->parent;
    else
        scope.table = object->parent ? object->parent : object; /* by what a table is divided */
    return scope;
}

static const Expr *bind_words(Binding *b, const Expr *expr, uint8_t dialects)
{
    b->scope.dialects = dialects;
    return expr_map(b->r->cx, expr, bind_node, b);
}

/* Its meaning counts, not its parentheses. */
static const Expr *bind_one(Binding *b, const Expr *expr, uint8_t dialects)
{
    return expr ? bind_words(b, expr_open(b->r->cx, expr, true), dialects) : NULL;
}

/* What stands behind its own mark reaches SQLite as it was written. */
static const Expr *bind_own(Binding *b, const Expr *expr, DialectId id)
{
    return bind_words(b, expr_open(b->r->cx, expr, id != DIALECT_SQLITE), (uint8_t)(1u << id));
}

static void bind_marked(Binding *b, Marked *marked)
{
    uint8_t rest = b->scope.dialects;
    for (DialectId id = 0; id < DIALECT_COUNT; id++) {
        if (!marked->only[id]) continue;
        rest = (uint8_t)(rest & ~(1u << id));
        marked->only[id] = bind_own(b, marked->only[id], id);
    }
    marked->any = bind_one(b, marked->any, rest ? rest : b->item->object->dialects);
}

static void bind_elements(Binding *b, ElementList *elements)
{
    IndexElement *items = (IndexElement *)elements->items; /* made in this room */
    for (size_t i = 0; i < elements->count; i++)
        items[i].expr = bind_one(b, items[i].expr, b->item->object->dialects);
}

static void bind_parameters(Binding *b, ParameterList *parameters)
{
    Parameter *items = (Parameter *)parameters->items; /* made in this room */
    b->scope = (Scope){.what = "a default"};
    for (size_t i = 0; i < parameters->count; i++)
        items[i].initial = bind_one(b, items[i].initial, b->item->object->dialects);
}

static void bind_attr(Resolver *r, Item *item, const Attr *attr)
{
    Object *object = item->object;
    bool is_key = object->kind == KIND_PRIMARY_KEY || object->kind == KIND_UNIQUE;
    Binding b = {.r = r, .scope = scope_of(item, attr), .item = item};
    if (attr_is_default(object, attr)) return;
    if (attr->type == VALUE_EXPR) bind_marked(&b, attr_field(object, attr, Marked));
    if (attr->type == VALUE_ELEMENTS && !is_key)
        bind_elements(&b, attr_field(object, attr, ElementList));
    if (attr->type == VALUE_PARAMETERS)
        bind_parameters(&b, attr_field(object, attr, ParameterList));
}

void expressions_bind(Resolver *r, Item *item)
{
    const KindInfo *info = kind_info(item->object->kind);
    item->has_call = item->object->kind == KIND_POLICY && !((const Policy *)item->object)->on;
    if (item->has_call) return; /* no one knows what its names could mean */
    for (size_t i = 0; i < info->attr_count; i++) bind_attr(r, item, &info->attrs[i]);
}
