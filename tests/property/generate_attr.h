/* SPDX-License-Identifier: MIT
 * Only for generate.c: a value for any attribute, by its type; where the type does not say enough,
 * by its word. */
#ifndef TESTS_PROPERTY_GENERATE_ATTR_H
#define TESTS_PROPERTY_GENERATE_ATTR_H

static const char *any_word(Generator *g, const Object *object, const char *attr)
{
    if (strcmp(attr, "volatility") == 0) return PICK(g, "immutable", "stable", "volatile");
    if (strcmp(attr, "parallel") == 0) return PICK(g, "safe", "restricted", "unsafe");
    if (strcmp(attr, "storage") == 0) return PICK(g, "stored", "virtual");
    if (strcmp(attr, "identity") == 0) return PICK(g, "always", "by default");
    if (strcmp(attr, "on conflict") == 0) { /* as a key that is new, two of them would let rows go */
        const char *word = PICK(g, "rollback", "fail", "ignore", "replace", "abort");
        bool lets_go = strcmp(word, "ignore") == 0 || strcmp(word, "replace") == 0;
        return g->options.is_edited && lets_go ? "fail" : word;
    }
    if (strcmp(attr, "match") == 0) return "full";
    if (strcmp(attr, "on delete") == 0) return PICK(g, "cascade", "restrict", "set null");
    if (strcmp(attr, "on update") == 0) return PICK(g, "cascade", "restrict", "set null", "no action");
    if (strcmp(attr, "command") == 0) return PICK(g, "all", "select", "insert", "update", "delete");
    if (strcmp(attr, "enabled") == 0) return PICK(g, "never", "replica", "always");
    if (strcmp(attr, "replica identity") == 0) return PICK(g, "full", "nothing");
    if (strcmp(attr, "key triggers") == 0) return PICK(g, "never", "replica", "always");
    return object->kind == KIND_TRIGGER ? "after" : NULL;
}

static Name any_name(Generator *g, const Object *object, const char *attr)
{
    uint8_t there = reach(g, object);
    if (strcmp(attr, "in") == 0) {
        const Object *space = any_object(g, 1u << KIND_NAMESPACE, POSTGRES);
        return space ? space->name : NO_NAME;
    }
    if (strcmp(attr, "method") == 0)
        return word(g, object->kind == KIND_EXCLUDE ? "hash" : PICK(g, "btree", "hash", "brin"));
    if (strcmp(attr, "collate") != 0) return fresh_name(g, "n");
    if (there == DIALECTS_ALL) return NO_NAME;
    return word(g, there == POSTGRES ? PICK(g, "C", "POSIX") : PICK(g, "nocase", "rtrim"));
}

static const char *any_number(Generator *g, const char *attr)
{
    if (strcmp(attr, "version") == 0) return PICK(g, "1.3", "2", "next");
    if (strcmp(attr, "start") == 0) return PICK(g, "10", "20");
    if (strcmp(attr, "minimum") == 0) return PICK(g, "1", "-5");
    if (strcmp(attr, "maximum") == 0) return "9999";
    if (strcmp(attr, "increment") == 0) return PICK(g, "2", "10");
    return PICK(g, "5", "50");
}

/* The columns of the table on which or in which the object stands. */
static Row row_of(Generator *g, const Object *object)
{
    Row row = {.dialects = object->dialects, .table = object->parent};
    if (object->kind == KIND_POLICY) row.table = &((const Policy *)object)->on->object;
    if (object->kind == KIND_TRIGGER) {
        row.table = ((const Trigger *)object)->on;
        row.prefix = word(g, "new");
    }
    if (object->kind == KIND_COLUMN) row.but = object;
    return row;
}

static const Type *type_of(const Object *object)
{
    if (object->kind == KIND_DOMAIN) return ((const Domain *)object)->type;
    return ((const Column *)object)->type.any;
}

static const Expr *any_expr(Generator *g, const Object *object, const char *attr)
{
    Row row = row_of(g, object);
    if (strcmp(attr, "default") == 0) return value_of(g, type_of(object));
    if (strcmp(attr, "generated") != 0) return bool_expr(g, &row, 2);
    bool is_text = class_of(type_of(object)) == CLASS_TEXT;
    return is_text ? text_expr(g, &row, 2) : int_expr(g, &row, 2);
}

/* Sometimes one for each dialect. */
static void fill_expr(Generator *g, Object *object, const Attr *attr)
{
    Marked *marked = attr_field(object, attr, Marked);
    bool is_both = reach(g, object) == DIALECTS_ALL && g->options.targets == DIALECTS_ALL;
    marked->any = any_expr(g, object, attr->word);
    /* what is marked for SQLite is in its own words, and it has no now() */
    if (!marked->any || !is_both || !chance(g, 25) || marked->any->kind == EXPR_CALL) return;
    marked->only[chance(g, 50) ? DIALECT_SQLITE : DIALECT_POSTGRES] = any_expr(g, object, attr->word);
    if (chance(g, 50)) marked->only[DIALECT_POSTGRES] = any_expr(g, object, attr->word);
    if (marked->only[0] && marked->only[1] && chance(g, 50)) marked->any = NULL;
}

static NameList any_names(Generator *g, Object *object, const char *attr)
{
    Name *names = arena_array(g->cx->arena, Name, 2);
    Row row = row_of(g, object);
    if (strcmp(attr, "on delete columns") == 0) return ((ForeignKey *)object)->columns;
    if (strcmp(attr, "roles") == 0) {
        names[0] = fresh_name(g, "r");
        return (NameList){names, 1};
    }
    if (strcmp(attr, "extensions") == 0) {
        names[0] = word(g, "plpgsql"); /* each database has it */
        return (NameList){names, 1};
    }
    if (strcmp(attr, "columns") == 0) {
        names[0] = fresh_name(g, "a");
        return (NameList){names, 1};
    }
    const Column *column = any_column(g, &row, ~0u);
    if (!column) return (NameList){0};
    names[0] = column->object.name;
    return (NameList){names, 1};
}

static NameList any_strings(Generator *g)
{
    Name *names = arena_array(g->cx->arena, Name, 2);
    for (int i = 0; i < 2; i++) names[i] = word(g, any_text(g));
    return (NameList){names, 1 + below(g, 2)};
}

static OptionList any_options(Generator *g, const Object *object, const char *attr)
{
    Option *items = arena_array(g->cx->arena, Option, 2);
    const View *view = (const View *)object;
    size_t count = 1;
    items[0] = (Option){word(g, "fillfactor"), PICK(g, "70", "90")};
    if (object->kind == KIND_TABLE && chance(g, 50))
        items[count++] = (Option){word(g, "autovacuum_enabled"), PICK(g, "true", "false")};
    if (object->kind == KIND_TABLE && !g->options.is_live && chance(g, 50))
        items[0].name = word(g, "toast.autovacuum_vacuum_cost_limit"); /* only if it has one */
    if (object->kind == KIND_VIEW && !view->is_materialized)
        items[0] = (Option){word(g, "security_barrier"), "true"};
    if (object->kind == KIND_COLUMN) /* of any type */
        items[0] = chance(g, 50) ? (Option){word(g, "statistics"), PICK(g, "0", "500")}
                                 : (Option){word(g, "n_distinct"), PICK(g, "40", "-0.5")};
    if (strcmp(attr, "comments") == 0)
        items[0] = (Option){word(g, strchr(view->body, '"') ? "A" : "a"), PICK(g, "it's", "a $$ b")};
    if (strcmp(attr, "part comments") == 0)
        items[0] = (Option){word(g, "array_type"), PICK(g, "it's", "a, b=$$ c")}, count = 1;
    if (strcmp(attr, "settings") == 0)
        items[0] = (Option){word(g, "search_path"), g->options.is_live ? "public" : any_text(g)};
    if (strcmp(attr, "identity options") == 0) {
        items[0] = (Option){word(g, "start"), "10"};
        if (chance(g, 50)) items[count++] = (Option){word(g, "increment"), "2"};
        else if (chance(g, 50)) items[count++] = (Option){word(g, "cycle"), "true"};
    }
    return (OptionList){items, count};
}

/* Makes what is there say more: order, nulls, operator classes. */
static void fill_element(Generator *g, const Object *object, IndexElement *element)
{
    uint8_t there = reach(g, object);
    const Column *column = (const Column *)element->expr->ref;
    bool is_text = class_of(column->type.any) == CLASS_TEXT &&
                   column->type.any->scalar != SCALAR_CHAR; /* has operator classes of its own */
    bool is_index = object->kind == KIND_INDEX;
    if ((is_index || there == SQLITE) && chance(g, 30)) element->is_descending = true;
    if (!is_index || there != POSTGRES) return;
    if (chance(g, 20)) element->nulls = (uint8_t)(1 + below(g, 2));
    if (!is_text && chance(g, 10))
        element->expr = operation(g, EXPR_IS, "null", element->expr, NULL);
    if (is_text && chance(g, 20)) element->collation = word(g, "C");
    if (is_text && chance(g, 20)) element->opclass = word(g, "text_pattern_ops");
    if (is_text && chance(g, 20)) element->expr = call(g, "lower", element->expr);
}

static const Object *any_reference(Generator *g, const Object *object)
{
    const Object *table = any_object(g, 1u << KIND_TABLE, POSTGRES);
    if (!table || !name_is(table->space, object->space)) return NULL;
    Row row = {.table = table, .dialects = POSTGRES};
    return (const Object *)any_column(g, &row, 1u << CLASS_INTEGER);
}

static void fill_qualified(Generator *g, Object *object, const Attr *attr)
{
    Name *names = attr_field(object, attr, Name);
    names[1] = any_name(g, object, attr->word);
    bool is_spaced = !g->options.is_live && reach(g, object) == POSTGRES && !name_none(names[1]);
    if (is_spaced && chance(g, 20)) names[0] = word(g, "pg_catalog");
}

static void fill_attr(Generator *g, Object *object, const Attr *attr)
{
#define SET(T, value) *attr_field(object, attr, T) = (value)
    switch (attr->type) {
    case VALUE_BOOL: SET(bool, true); break;
    case VALUE_NAME: SET(Name, any_name(g, object, attr->word)); break;
    case VALUE_WORD: SET(Name, word(g, any_word(g, object, attr->word))); break;
    case VALUE_TEXT: SET(const char *, any_number(g, attr->word)); break;
    case VALUE_BODY: break; /* there, or of no use */
    case VALUE_TYPE:
        if (object->kind == KIND_SEQUENCE) SET(const Type *, new_type(g, PICK(g, "int", "bigint")));
        break;
    case VALUE_MARKED_TYPE: break;
    case VALUE_EXPR: fill_expr(g, object, attr); break;
    case VALUE_NAMES: SET(NameList, any_names(g, object, attr->word)); break;
    case VALUE_STRINGS: SET(NameList, any_strings(g)); break;
    case VALUE_QUALIFIED: fill_qualified(g, object, attr); break;
    case VALUE_ELEMENTS: break;
    case VALUE_OPTIONS: SET(OptionList, any_options(g, object, attr->word)); break;
    case VALUE_PARAMETERS: break;
    case VALUE_OBJECT:
        if (object->kind == KIND_SEQUENCE) SET(const Object *, any_reference(g, object));
        break;
    case VALUE_OBJECTS: break;
    case VALUE_USES: break;
    }
#undef SET
}

size_t value_size(ValueType type)
{
    switch (type) {
    case VALUE_BOOL: return sizeof(bool);
    case VALUE_NAME:
    case VALUE_WORD: return sizeof(Name);
    case VALUE_QUALIFIED: return 2 * sizeof(Name);
    case VALUE_TEXT:
    case VALUE_BODY: return sizeof(char *);
    case VALUE_TYPE: return sizeof(Type *);
    case VALUE_MARKED_TYPE: return sizeof(MarkedType);
    case VALUE_EXPR: return sizeof(Marked);
    case VALUE_NAMES:
    case VALUE_STRINGS: return sizeof(NameList);
    case VALUE_ELEMENTS: return sizeof(ElementList);
    case VALUE_OPTIONS: return sizeof(OptionList);
    case VALUE_PARAMETERS: return sizeof(ParameterList);
    case VALUE_OBJECT: return sizeof(Object *);
    case VALUE_OBJECTS:
    case VALUE_USES: return sizeof(ObjectList);
    }
    return 0;
}

#endif
