/* SPDX-License-Identifier: MIT
 * Each kind has a function that gives an object what it cannot be without; everything else comes
 * through the Attr table: every attribute that the object may have is filled by chance, by the
 * type of its value, as the rules between attributes allow. */
#include "tests/property/generate.h"

#include <stdlib.h>

#include "model/serial.h"
#include "resolve/resolve.h"
#include "syntax/parse.h"
#include "tests/property/generate_value.h"

static void fill(Generator *g, Object *object);
static void fill_element(Generator *g, const Object *object, IndexElement *element);

/* ---- objects ---- */

static uint8_t any_dialects(Generator *g, uint8_t possible)
{
    uint8_t targets = g->options.targets;
    if (targets != DIALECTS_ALL || possible != DIALECTS_ALL) {
        bool is_all = (possible & targets) == targets && targets != DIALECTS_ALL;
        return is_all ? DIALECTS_ALL : possible;
    }
    return chance(g, 60) ? DIALECTS_ALL : chance(g, 50) ? POSTGRES : SQLITE;
}

/* The dialects that count. */
static uint8_t reach(const Generator *g, const Object *object)
{
    return object->dialects & g->options.targets;
}

/* SQLite has no namespaces. */
static Name any_space(Generator *g, uint8_t dialects)
{
    const Object *space = any_object(g, 1u << KIND_NAMESPACE, POSTGRES);
    bool is_postgres = (dialects & g->options.targets) == POSTGRES;
    return space && is_postgres && chance(g, 40) ? space->name : NO_NAME;
}

static Object *new_object(Generator *g, Object *parent, Kind kind, bool is_named)
{
    const KindInfo *info = kind_info(kind);
    uint8_t dialects = parent ? parent->dialects : any_dialects(g, info->dialects);
    Name space = info->has_namespace ? any_space(g, dialects) : NO_NAME;
    Name name = is_named ? fresh_name(g, info->word[0] == 'v' ? "v" : "x") : NO_NAME;
    Object *object = schema_add(g->cx, g->schema, parent, kind, space, name);
    object->is_named = is_named;
    object->doc = any_doc(g);
    object->dialects = dialects;
    return object;
}

static void make_column(Generator *g, Object *table)
{
    Column *column = (Column *)new_object(g, table, KIND_COLUMN, true);
    bool may_differ = table->dialects == DIALECTS_ALL && g->options.targets == DIALECTS_ALL;
    if (column->object.position > 0 && may_differ && chance(g, 10))
        column->object.dialects = chance(g, 50) ? POSTGRES : SQLITE;
    const Type *made = made_type(g, reach(g, &column->object));
    column->type.any = made ? made : any_type(g, reach(g, &column->object));
    column->is_nullable = made != NULL; /* no value comes to mind */
    if (reach(g, &column->object) == DIALECTS_ALL && chance(g, 10))
        column->type.only[DIALECT_SQLITE] = new_type(g, PICK(g, "text", "json", "bytes"));
    fill(g, &column->object);
}

/* In the long form, which is written short; where not all is as usual, it is not. */
static void make_serial(Generator *g, Object *table)
{
    Column *column = (Column *)new_object(g, table, KIND_COLUMN, true);
    column->object.dialects = any_dialects(g, POSTGRES) & table->dialects;
    column->type.any = new_type(g, PICK(g, "smallint", "int", "bigint"));
    Name name = chance(g, 70) ? serial_name(g->cx->names, table->name, column->object.name)
                              : fresh_name(g, "s");
    Object *object = schema_add(g->cx, g->schema, NULL, KIND_SEQUENCE, table->space, name);
    Sequence *sequence = (Sequence *)object;
    object->is_named = true;
    object->dialects = column->object.dialects;
    sequence->type = column->type.any;
    sequence->owned_by = column;
    if (chance(g, 20)) sequence->start = "42";
    column->initial.any = serial_default(g->cx, NO_SPAN, object);
    Type *regclass = (Type *)column->initial.any->args[0]->type; /* as it is once resolved */
    regclass->space = word(g, dialect_word(DIALECT_POSTGRES));
}

/* Up to `most` columns that exist wherever the object does; a primary key wants them not null. */
static ElementList any_columns(Generator *g, const Object *object, unsigned most)
{
    const Object *table = object->parent;
    IndexElement *items = arena_array(g->cx->arena, IndexElement, most);
    size_t count = 0;
    for (size_t i = 0; i < table->members.count && count < most; i++) {
        const Column *column = (const Column *)table->members.items[i];
        bool is_primary = object->kind == KIND_PRIMARY_KEY;
        if (column->object.kind != KIND_COLUMN || chance(g, 50)) continue;
        if ((column->object.dialects & object->dialects) != object->dialects) continue;
        if (is_primary && (column->is_nullable || !marked_none(&column->generated))) continue;
        if (class_of(column->type.any) == CLASS_OTHER || class_of(column->type.any) == CLASS_JSON)
            continue; /* json has no order */
        items[count] = (IndexElement){.expr = name_expr(g, &column->object, NO_NAME)};
        fill_element(g, object, &items[count++]);
    }
    return (ElementList){items, count};
}

/* Two keys of the same columns are refused: PostgreSQL would make one. */
static bool is_there(const Object *table, const ElementList *columns)
{
    for (size_t i = 0; i < table->members.count; i++) {
        const Object *member = table->members.items[i];
        const Key *key = (const Key *)member;
        bool is_key = member->kind == KIND_PRIMARY_KEY || member->kind == KIND_UNIQUE;
        if (!is_key || key->columns.count != columns->count) continue;
        size_t j = 0;
        while (j < columns->count && columns->items[j].expr->ref == key->columns.items[j].expr->ref)
            j++;
        if (j == columns->count) return true;
    }
    return false;
}

/* Adds a key, if there are columns that suit. */
static void make_key(Generator *g, Object *table, Kind kind)
{
    Object trial = {.kind = kind, .parent = table, .dialects = table->dialects};
    ElementList columns = any_columns(g, &trial, 2);
    if (columns.count == 0 || is_there(table, &columns)) return;
    Key *key = (Key *)new_object(g, table, kind, chance(g, 30));
    key->columns = columns;
    fill(g, &key->object);
}

static const Key *primary_key(const Object *table)
{
    return (const Key *)object_member(table, KIND_PRIMARY_KEY, NO_NAME);
}

/* A column of the type that the other table's key has, and the reference. */
static void make_reference(Generator *g, Object *table)
{
    const Object *target = any_object(g, 1u << KIND_TABLE, table->dialects);
    const Key *primary = target ? primary_key(target) : NULL;
    if (!primary || primary->columns.count != 1 || primary->is_deferrable) return;
    if (((const Table *)target)->is_unlogged && !((const Table *)table)->is_unlogged) return;
    const Object *other = primary->columns.items[0].expr->ref;
    Column *column = (Column *)new_object(g, table, KIND_COLUMN, true);
    column->type = ((const Column *)other)->type;
    column->is_nullable = true;
    ForeignKey *key = (ForeignKey *)new_object(g, table, KIND_FOREIGN_KEY, chance(g, 30));
    Name *names = arena_array(g->cx->arena, Name, 2);
    names[0] = column->object.name;
    names[1] = other->name;
    key->columns = (NameList){names, 1};
    key->target_columns = (NameList){names + 1, 1};
    key->target = (const Table *)target;
    fill(g, &key->object);
}

static void make_check(Generator *g, Object *table)
{
    Check *check = (Check *)new_object(g, table, KIND_CHECK, chance(g, 50));
    Row row = {.table = table, .dialects = table->dialects};
    check->expr.any = bool_expr(g, &row, 2);
    if (table->dialects == DIALECTS_ALL && g->options.targets == DIALECTS_ALL && chance(g, 20))
        check->expr.only[DIALECT_SQLITE] = bool_expr(g, &row, 1);
    fill(g, &check->object);
}

static void make_index(Generator *g, Object *table)
{
    Object trial = {.kind = KIND_INDEX, .parent = table, .dialects = table->dialects};
    ElementList columns = any_columns(g, &trial, 3);
    if (columns.count == 0) return;
    Index *index = (Index *)new_object(g, table, KIND_INDEX, chance(g, 60));
    index->elements = columns;
    fill(g, &index->object);
}

/* By what every type can: the same values. */
static void make_exclude(Generator *g, Object *table)
{
    Object trial = {.kind = KIND_EXCLUDE, .parent = table, .dialects = POSTGRES};
    ElementList columns = any_columns(g, &trial, 2);
    if (columns.count == 0 || !(reach(g, table) & POSTGRES)) return;
    Index *exclude = (Index *)new_object(g, table, KIND_EXCLUDE, chance(g, 60));
    IndexElement *items = arena_array(g->cx->arena, IndexElement, columns.count);
    for (size_t i = 0; i < columns.count; i++) {
        items[i] = columns.items[i];
        items[i].with = word(g, "=");
    }
    exclude->object.dialects = any_dialects(g, POSTGRES) & table->dialects;
    exclude->elements = (ElementList){items, columns.count};
    fill(g, &exclude->object);
}

static void make_table(Generator *g)
{
    Object *object = new_object(g, NULL, KIND_TABLE, true);
    if (reach(g, object) == SQLITE && chance(g, 10)) {
        ((Table *)object)->virtual_using = g->options.is_live ? "fts5(title, body)" : PICK(g, "fts5(title, body)", "fts5(a, tokenize = 'porter, x')");
        return;
    }
    for (unsigned i = 0, count = 1 + below(g, 6); i < count; i++) make_column(g, object);
    if (reach(g, object) & POSTGRES && chance(g, 20)) make_serial(g, object);
    make_key(g, object, KIND_PRIMARY_KEY);
    fill(g, object);
    while (chance(g, 40)) make_reference(g, object);
    while (chance(g, 30)) make_key(g, object, KIND_UNIQUE);
    while (chance(g, 40)) make_check(g, object);
    while (chance(g, 40)) make_index(g, object);
    if (chance(g, 10)) make_exclude(g, object);
}

/* Of a table that is divided by its first column: all rows are somewhere. */
static void make_partitions(Generator *g)
{
    Object *whole = new_object(g, NULL, KIND_TABLE, true);
    Column *column = (Column *)new_object(g, whole, KIND_COLUMN, true);
    IndexElement *key = arena_make(g->cx->arena, IndexElement);
    whole->dialects = column->object.dialects = any_dialects(g, POSTGRES);
    column->type.any = new_type(g, PICK(g, "int", "bigint"));
    key->expr = name_expr(g, &column->object, NO_NAME);
    ((Table *)whole)->partition_by = word(g, PICK(g, "range", "list"));
    ((Table *)whole)->partition_key = (ElementList){key, 1};
    if (chance(g, 50)) make_index(g, whole);
    bool is_range = name_equals(((Table *)whole)->partition_by, "range");
    for (unsigned i = 0; i < 2; i++) {
        Table *part = (Table *)new_object(g, NULL, KIND_TABLE, true);
        part->object.dialects = whole->dialects;
        part->partition_of = (const Table *)whole;
        part->bounds =
            word(g, i == 0 ? "default" : is_range ? "from (minvalue) to (42)" : "in (1, 2)");
    }
}

static void make_heir(Generator *g)
{
    const Object *parent = any_object(g, 1u << KIND_TABLE, POSTGRES);
    bool is_there = parent && reach(g, parent) & POSTGRES && !(parent->dialects & SQLITE);
    const Table *table = (const Table *)parent;
    if (!is_there || table->partition_of || !name_none(table->partition_by)) return;
    Table *heir = (Table *)new_object(g, NULL, KIND_TABLE, true);
    const Object **items = arena_array(g->cx->arena, const Object *, 1);
    items[0] = parent;
    heir->object.dialects = parent->dialects;
    heir->inherits = (ObjectList){items, 1};
    heir->is_unlogged = table->is_unlogged;
}

static void make_enum(Generator *g)
{
    Object *object = new_object(g, NULL, KIND_ENUM, true);
    for (unsigned i = 0, count = 1 + below(g, chance(g, 10) ? 30 : 4); i < count; i++)
        new_object(g, object, KIND_ENUM_VALUE, true);
}

static void make_domain(Generator *g)
{
    Domain *domain = (Domain *)new_object(g, NULL, KIND_DOMAIN, true);
    domain->type = scalar_type(g);
    fill(g, &domain->object);
    if (!chance(g, 50)) return;
    Check *check = (Check *)new_object(g, &domain->object, KIND_CHECK, chance(g, 50));
    Expr *value = expr_new(g->cx, EXPR_NAME, NO_SPAN);
    value->name = word(g, "value");
    check->object.doc = NULL;
    check->expr.any = negated(g, operation(g, EXPR_IS, "null", value, NULL));
}

static void make_attributes(Generator *g, Object *type, unsigned count)
{
    for (unsigned i = 0; i < count; i++) {
        Attribute *attribute = (Attribute *)new_object(g, type, KIND_ATTRIBUTE, true);
        uint32_t kinds = 1u << KIND_ENUM | 1u << KIND_RANGE | 1u << KIND_TYPE;
        const Object *other = chance(g, 30) ? any_object(g, kinds, POSTGRES) : NULL;
        attribute->type = other && other != type ? named_type(g, other) : scalar_type(g);
        if (attribute->type->scalar == SCALAR_TEXT && chance(g, 30))
            attribute->collation = word(g, "C");
    }
}

static void make_type(Generator *g)
{
    make_attributes(g, new_object(g, NULL, KIND_TYPE, true), below(g, 4));
}

static void make_range(Generator *g)
{
    Range *range = (Range *)new_object(g, NULL, KIND_RANGE, true);
    range->subtype = new_type(g, PICK(g, "int", "decimal", "text", "timestamptz", "uuid"));
    if (range->subtype->scalar == SCALAR_TEXT && chance(g, 50)) range->collation = word(g, "C");
    if (g->options.postgres >= 14 && chance(g, 30)) range->multirange = fresh_name(g, "m");
}

/* Of those that name nothing else: what a body names keeps its name. */
static void make_native(Generator *g)
{
    static const struct {
        const char *what, *body;
    } samples[] = {{"collation", "(provider = icu, locale = 'de-DE')"},
                   {"aggregate", "(int) (sfunc = int4pl, stype = int, initcond = '0')"},
                   {"text search configuration", "(parser = \"default\")"},
                   {"text search dictionary", "(template = simple, stopwords = english)"},
                   {"operator family", NULL}};
    size_t at = below(g, COUNT_OF(samples));
    Native *native = (Native *)new_object(g, NULL, KIND_NATIVE, true);
    Parameter *argument = arena_make(g->cx->arena, Parameter);
    argument->type = new_type(g, "int");
    native->what = word(g, samples[at].what);
    native->body = samples[at].body;
    if (native_word(&native->object)->has_arguments)
        native->arguments = (ParameterList){argument, 1};
    if (!native->body) native->method = word(g, PICK(g, "btree", "hash"));
}

static void make_sequence(Generator *g)
{
    Sequence *sequence = (Sequence *)new_object(g, NULL, KIND_SEQUENCE, true);
    fill(g, &sequence->object);
}

static ParameterList any_parameters(Generator *g, bool is_table)
{
    unsigned count = below(g, 4);
    Parameter *items = arena_array(g->cx->arena, Parameter, count + 1);
    bool has_default = false;
    for (unsigned i = 0; i < count; i++) {
        items[i].type = scalar_type(g);
        if (chance(g, 70)) items[i].name = fresh_name(g, "p");
        if (!is_table && chance(g, 20)) items[i].mode = word(g, "inout");
        has_default = has_default || chance(g, 20);
        if (has_default) items[i].initial = expr_new(g->cx, EXPR_NULL, NO_SPAN);
    }
    if (is_table)
        items[count++] = (Parameter){.mode = word(g, "table"), .name = fresh_name(g, "c"),
                                     .type = scalar_type(g)};
    return (ParameterList){items, count};
}

static bool has_result(const ParameterList *parameters)
{
    for (size_t i = 0; i < parameters->count; i++)
        if (!name_none(parameters->items[i].mode)) return true;
    return false;
}

static void make_function(Generator *g)
{
    Function *function = (Function *)new_object(g, NULL, KIND_FUNCTION, true);
    function->is_procedure = chance(g, 20);
    function->language = word(g, g->options.is_live ? "plpgsql" : PICK(g, "sql", "plpgsql"));
    function->parameters = any_parameters(g, !function->is_procedure && chance(g, 20));
    if (!function->is_procedure && !has_result(&function->parameters))
        function->returns = scalar_type(g);
    function->body = PICK(g, "begin end", "begin /* $$ $a$ */ end", "begin\n  -- it's\nend;\n");
    fill(g, &function->object);
}

/* What the triggers of PostgreSQL call. */
static const Function *trigger_function(Generator *g)
{
    for (size_t i = 0; i < g->schema->objects.count; i++) {
        const Function *function = (const Function *)g->schema->objects.items[i];
        bool is_function = function->object.kind == KIND_FUNCTION;
        if (is_function && function->returns && name_equals(function->returns->name, "trigger"))
            return function;
    }
    Function *function = (Function *)new_object(g, NULL, KIND_FUNCTION, true);
    Type *type = new_type(g, "trigger");
    type->scalar = SCALAR_NATIVE;
    function->language = word(g, "plpgsql");
    function->returns = type;
    function->body = "begin return new; end";
    return function;
}

static void make_view(Generator *g)
{
    View *view = (View *)new_object(g, NULL, KIND_VIEW, true);
    view->is_materialized = reach(g, &view->object) == POSTGRES && chance(g, 40);
    view->body = PICK(g, "select 1 as a", "select 1 as a -- $$", "\nselect 1 as a\n", "select 1 as \"A\"");
    fill(g, &view->object);
}

static void make_trigger(Generator *g)
{
    Trigger *trigger = (Trigger *)new_object(g, NULL, KIND_TRIGGER, true);
    if (trigger->object.dialects == DIALECTS_ALL && g->options.targets == DIALECTS_ALL)
        trigger->object.dialects = chance(g, 50) ? POSTGRES : SQLITE;
    trigger->on = any_object(g, 1u << KIND_TABLE, trigger->object.dialects);
    if (!trigger->on || ((const Table *)trigger->on)->virtual_using) {
        g->schema->objects.count--; /* nothing to stand on */
        g->schema->object_count--;
        return;
    }
    bool is_sqlite = reach(g, &trigger->object) == SQLITE;
    Name *events = arena_array(g->cx->arena, Name, 3);
    size_t count = 0;
    for (size_t i = 0; i < 3; i++) {
        static const char *const words[] = {"insert", "update", "delete"};
        if (chance(g, 40) && !(is_sqlite && count)) events[count++] = word(g, words[i]);
    }
    if (count == 0) events[count++] = word(g, "update");
    trigger->events = (NameList){events, count};
    trigger->timing = word(g, PICK(g, "before", "after"));
    if (is_sqlite) trigger->body = PICK(g, "begin select 1; end", "begin select '$$'; end");
    else {
        trigger->function = trigger_function(g)->object.name;
        trigger->function_space = trigger_function(g)->object.space;
    }
    fill(g, &trigger->object);
}

static void make_policy(Generator *g)
{
    Policy *policy = (Policy *)new_object(g, NULL, KIND_POLICY, true);
    policy->on = (const Table *)any_object(g, 1u << KIND_TABLE, policy->object.dialects);
    if (policy->on) {
        fill(g, &policy->object);
        return;
    }
    g->schema->objects.count--;
    g->schema->object_count--;
}

/* ---- attributes ---- */

#include "tests/property/generate_attr.h"
#include "tests/property/generate_rules.h"

static void fill(Generator *g, Object *object)
{
    const KindInfo *info = kind_info(object->kind);
    for (size_t i = 0; i < info->attr_count; i++) {
        const Attr *attr = &info->attrs[i];
        if (attr_is_default(object, attr) && chance(g, 25) && may_have(g, object, attr))
            fill_attr(g, object, attr);
    }
}

/* ---- the whole ---- */

static void make_any(Generator *g)
{
    static void (*const makers[])(Generator *) = {make_table,    make_table,   make_table,
                                                  make_view,     make_trigger, make_function,
                                                  make_sequence, make_policy};
    size_t count = COUNT_OF(makers);
    void (*make)(Generator *) = makers[below(g, count)];
    bool is_postgres = make == make_function || make == make_sequence || make == make_policy;
    if (!is_postgres || g->options.targets & POSTGRES) make(g);
}

/* References to tables that come later, so that some stand in a circle. */
static void make_circles(Generator *g)
{
    for (size_t i = 0; i < g->schema->objects.count; i++) {
        Object *object = g->schema->objects.items[i];
        const Table *table = (const Table *)object;
        bool is_plain =
            object->kind == KIND_TABLE && !table->virtual_using && !table->partition_of;
        if (is_plain && chance(g, 10)) make_reference(g, object);
    }
}

static void make_namespaces(Generator *g)
{
    if (!(g->options.targets & POSTGRES)) return;
    while (chance(g, 40)) new_object(g, NULL, KIND_NAMESPACE, true);
    if (chance(g, 20))
        g->schema->default_space = new_object(g, NULL, KIND_NAMESPACE, true)->name;
    if (!g->options.is_live && chance(g, 40)) fill(g, new_object(g, NULL, KIND_EXTENSION, true));
}

Schema *generate(Cx *cx, uint64_t seed, const GenerateOptions *options)
{
    Generator generator = {.cx = cx, .options = *options, .state = seed * 2 + 1};
    Generator *g = &generator;
    for (int i = 0; i < 4; i++) below(g, 2); /* near seeds differ from the start */
    if (!g->options.targets) g->options.targets = (uint8_t)(1 + below(g, DIALECTS_ALL));
    if (!g->options.postgres) g->options.postgres = 18;
    if (!g->options.size) g->options.size = 1 + below(g, 12);
    g->schema = schema_new(cx, fresh_name(g, "schema"));
    g->schema->doc = any_doc(g);
    const int oldest[] = {[DIALECT_POSTGRES] = g->options.postgres,
                          [DIALECT_SQLITE] = g->options.sqlite ? g->options.sqlite : 3040001};
    for (DialectId id = 0; id < DIALECT_COUNT; id++)
        if (g->options.targets & 1u << id) g->schema->targets[id] = (Target){true, oldest[id], NO_SPAN};
    make_namespaces(g);
    while (chance(g, 50)) make_enum(g);
    while (chance(g, 50)) make_domain(g);
    bool is_postgres = g->options.targets & POSTGRES;
    while (is_postgres && chance(g, 30)) make_type(g);
    while (is_postgres && chance(g, 20)) make_range(g);
    bool has_natives = is_postgres && !g->options.is_live; /* tests/kinds has them */
    while (has_natives && chance(g, 20)) make_native(g);
    for (unsigned i = 0; i < g->options.size; i++) make_any(g);
    bool has_heirs = g->options.targets & POSTGRES;
    if (has_heirs && chance(g, 15)) make_partitions(g);
    if (has_heirs && chance(g, 15)) make_heir(g);
    make_circles(g);
    return g->schema;
}

Cx generate_cx(void)
{
    Cx cx = {.arena = arena_new()};
    cx.names = names_new(cx.arena);
    cx.sources = sources_new(cx.arena);
    cx.diag = diag_new(cx.arena, cx.sources);
    return cx;
}

const Schema *generate_read(Cx *cx, const char *text, size_t length)
{
    size_t errors = diag_errors(cx->diag);
    const Tree *tree = parse_text(cx, "generated", text, length);
    const Schema *schema = tree->has_errors ? NULL : resolve(cx, tree);
    return diag_errors(cx->diag) == errors ? schema : NULL;
}

const Schema *generate_resolved(Cx *cx, uint64_t seed, const GenerateOptions *options)
{
    Text text = {0};
    schema_print(&text, generate(cx, seed, options));
    char *kept = text_keep(&text, cx->arena); /* sources take no copy */
    return generate_read(cx, kept, strlen(kept));
}

void generate_clear(Object *object, const Attr *attr)
{
    memset(attr_field(object, attr, char), 0, value_size(attr->type));
}

static uint64_t from_environment(const char *variable, uint64_t fallback)
{
    const char *text = getenv(variable);
    return text ? strtoull(text, NULL, 10) : fallback;
}

PropertyRun property_run(uint64_t seed, unsigned count)
{
    return (PropertyRun){from_environment("PROPERTY_SEED", seed),
                         count * (unsigned)from_environment("PROPERTY_TIMES", 1) /
                             (unsigned)from_environment("PROPERTY_PART", 1)};
}

#include "tests/property/generate_edit.h"
