/* SPDX-License-Identifier: MIT
 * catalog_print: the catalog text (docs/catalog.md) of a lowered schema, through the Attr tables.
 * What the tables cannot say has a function of its own here: the values of an enum, the signature of a
 * function, and SQLite's paths of keys and checks, which have no names there. */
#include <ctype.h>
#include <stdlib.h>

#include "model/grant.h"
#include "model/kind.h"
#include "model/print.h"
#include "model/writer.h"

static bool is_sqlite(const Writer *writer)
{
    return writer->schema->dialect == DIALECT_SQLITE;
}

/* ---- values ---- */

static void add_normalized(Writer *writer, Text *out, const char *sql, size_t length)
{
    const char *normal = catalog_normalize(&writer->memory, sql, length);
    if (normal) text_add(out, normal);
}

static void add_expr(Writer *writer, Text *out, const Expr *expr)
{
    if (!is_sqlite(writer)) {
        writer->write(writer->cx, out, writer->schema, expr);
        return;
    }
    text_clear(&writer->sql);
    writer->write(writer->cx, &writer->sql, writer->schema, expr);
    add_normalized(writer, out, text_string(&writer->sql), writer->sql.length);
}

/* What belongs to the engine itself stands without a namespace. */
static void add_qualified(Text *out, Name space, Name name)
{
    if (!name_none(space) && !name_equals(space, "pg_catalog")) {
        path_name(out, space);
        text_add_char(out, '.');
    }
    path_name(out, name);
}

static void to_case(Text *out, size_t from, int (*convert)(int))
{
    for (char *c = out->data + from; from < out->length; from++, c++)
        if ((unsigned char)*c < 0x80) *c = (char)convert((unsigned char)*c);
}

/* SQLite tells neither collations nor types apart by case. */
static void add_collation(const Writer *writer, Text *out, Name space, Name name)
{
    size_t from = out->length;
    if (!is_sqlite(writer)) {
        add_qualified(out, space, name);
        return;
    }
    text_add(out, name_text(name));
    to_case(out, from, tolower);
}

/* Of the rows of a table always with the namespace: a table may be called as a type is. */
static void add_named(const Writer *writer, Text *out, const Type *type)
{
    const Object *named = type->named;
    bool is_row = kind_info(named->kind)->names == NAMES_OF_RELATIONS ||
                  native_find(writer->schema, "foreign table", named->space, named->name) == named;
    if ((is_row || type->is_hidden) && name_none(named->space) && !is_sqlite(writer)) {
        path_name(out, writer->schema->default_space);
        text_add_char(out, '.');
    }
    object_path(out, writer->schema, named);
}

static void add_type(const Writer *writer, Text *out, const Type *type)
{
    size_t from = out->length;
    bool is_own = !type->named && !type->is_quoted; /* the engine's: may be several words */
    if (type->is_multirange)
        add_qualified(out, type->named->space,
                      range_multirange(writer->schema->names, (const Range *)type->named));
    else if (type->named) add_named(writer, out, type);
    else if (is_own) text_add(out, name_text(type->name));
    else add_qualified(out, type->space, type->name);
    if (type->args) text_printf(out, "(%s)", type->args);
    if (type->dims) text_add(out, "[]");
    if (is_sqlite(writer)) to_case(out, from, toupper);
}

static void add_names(Text *out, const NameList *names)
{
    for (size_t i = 0; i < names->count; i++) {
        if (i) text_add(out, ", ");
        path_name(out, names->items[i]);
    }
}

static void add_strings(Text *out, const NameList *strings)
{
    for (size_t i = 0; i < strings->count; i++) {
        if (i) text_add(out, ", ");
        string_print(out, name_text(strings->items[i]));
    }
}

/* ---- elements of keys and indexes ---- */

static bool is_column(const Expr *expr)
{
    return expr->kind == EXPR_NAME;
}

/* An element inherits the collation of its column. */
static bool has_own_collation(const IndexElement *element)
{
    const Object *ref = element->expr->ref;
    if (name_none(element->collation)) return false;
    if (!is_column(element->expr) || !ref || ref->kind != KIND_COLUMN) return true;
    const Column *column = (const Column *)ref;
    return !name_is(column->collation, element->collation) ||
           !name_is(column->collation_space, element->collation_space);
}

static void add_order(Text *out, const IndexElement *element)
{
    enum { FIRST = 1, LAST = 2 };
    if (element->is_descending) text_add(out, " desc");
    if (element->nulls == FIRST && !element->is_descending) text_add(out, " nulls first");
    if (element->nulls == LAST && element->is_descending) text_add(out, " nulls last");
}

static void add_element(Writer *writer, Text *out, const IndexElement *element)
{
    if (is_column(element->expr)) path_name(out, element->expr->name);
    else add_expr(writer, out, element->expr);
    if (has_own_collation(element)) {
        text_add(out, " collate ");
        add_collation(writer, out, element->collation_space, element->collation);
    }
    if (!name_none(element->opclass)) {
        bool is_own = native_find(writer->schema, "operator class", element->opclass_space,
                                  element->opclass);
        text_add_char(out, ' ');
        add_qualified(out, is_own ? element->opclass_space : NO_NAME, element->opclass);
        if (element->opclass_args) text_printf(out, "(%s)", element->opclass_args);
    }
    add_order(out, element);
    if (name_none(element->with)) return;
    text_add(out, " with ");
    if (!name_none(element->with_space)) path_name(out, element->with_space);
    text_printf(out, "%s%s", name_none(element->with_space) ? "" : ".", name_text(element->with));
}

static void add_elements(Writer *writer, Text *out, const ElementList *elements)
{
    for (size_t i = 0; i < elements->count; i++) {
        if (i) text_add(out, ", ");
        add_element(writer, out, &elements->items[i]);
    }
}

/* ---- functions ---- */

/* PostgreSQL forgets the modifiers: varchar(80) is varchar, timestamp(3) is timestamp. */
static void add_bare_type(const Writer *writer, Text *out, const Type *type)
{
    size_t from = out->length;
    add_type(writer, out, type);
    char *open = type->named ? NULL : strchr(out->data + from, '(');
    const char *close = open ? strchr(open, ')') : NULL;
    if (!close) return;
    size_t gap = (size_t)(close + 1 - open);
    memmove(open, close + 1, strlen(close + 1) + 1);
    out->length -= gap;
}

/* As pg_get_function_arguments writes it: "OUT total integer", "b integer DEFAULT 1". */
static void add_parameter(Writer *writer, Text *out, const Parameter *parameter)
{
    size_t from = out->length;
    if (!name_none(parameter->mode) && !name_equals(parameter->mode, "in") &&
        !name_equals(parameter->mode, "table")) {
        text_printf(out, "%s ", name_text(parameter->mode));
        to_case(out, from, toupper);
    }
    if (!name_none(parameter->name)) {
        path_name(out, parameter->name);
        text_add_char(out, ' ');
    }
    add_bare_type(writer, out, parameter->type);
    if (!parameter->initial) return;
    text_add(out, " DEFAULT ");
    add_expr(writer, out, parameter->initial);
}

static void add_parameters(Writer *writer, Text *out, const ParameterList *parameters,
                           bool is_result)
{
    const char *comma = "";
    for (size_t i = 0; i < parameters->count; i++) {
        if (name_equals(parameters->items[i].mode, "table") != is_result) continue;
        text_add(out, comma);
        add_parameter(writer, out, &parameters->items[i]);
        comma = ", ";
    }
}

static bool has_initial(const ParameterList *parameters)
{
    for (size_t i = 0; i < parameters->count; i++)
        if (parameters->items[i].initial) return true;
    return false;
}

/* As pg_get_function_result writes it; parameters that go out are a result too. */
static void add_result(Writer *writer, Text *out, const Function *function)
{
    const Type *type = function->returns, *sent = NULL;
    size_t sent_count = 0, columns = 0;
    for (size_t i = 0; i < function->parameters.count; i++) {
        const Parameter *parameter = &function->parameters.items[i];
        columns += name_equals(parameter->mode, "table");
        if (!name_equals(parameter->mode, "out") && !name_equals(parameter->mode, "inout")) continue;
        sent = parameter->type;
        sent_count++;
    }
    if (function->is_procedure) return;
    if (columns) text_add(out, "TABLE(");
    if (columns) add_parameters(writer, out, &function->parameters, true);
    if (columns) text_add_char(out, ')');
    if (columns) return;
    if (function->returns_set) text_add(out, "SETOF ");
    if (type || sent_count == 1) add_bare_type(writer, out, type ? type : sent);
    else text_add(out, sent_count ? "record" : "void");
}

static void add_call_path(Writer *writer, Text *out, const Object *object)
{
    const char *comma = "";
    const ParameterList *arguments = object_arguments(object);
    add_qualified(out, object->space, object->name);
    text_add_char(out, '(');
    for (size_t i = 0; i < arguments->count; i++) {
        if (!parameter_is_input(&arguments->items[i])) continue;
        text_add(out, comma);
        add_bare_type(writer, out, arguments->items[i].type);
        comma = ", ";
    }
    text_add_char(out, ')');
}

static void set(Writer *writer, const char *word)
{
    if (writer->value.length)
        lines_set(writer->lines, word, writer->value.data, writer->value.length);
    text_clear(&writer->value);
}

/* ---- owners and privileges ---- */

static void add_subject(Writer *writer, Text *out, const Object *on)
{
    if (object_arguments(on)) {
        text_printf(out, "%s ", grant_catalog_word(on));
        add_call_path(writer, out, on);
    } else
        grant_subject(out, writer->schema, on);
}

/* app on table kb.notes (body) */
static void add_grant_path(Writer *writer, Text *out, const Object *object)
{
    path_name(out, object->name);
    text_add(out, " on ");
    add_subject(writer, out, object_base(object));
    Name column = object->kind == KIND_GRANT ? grant_column((const Grant *)object) : NO_NAME;
    if (name_none(column)) return;
    text_add(out, " (");
    path_name(out, column);
    text_add_char(out, ')');
}

static void put_rights(Writer *writer, const Object *object)
{
    add_subject(writer, &writer->value, object_base(object));
    set(writer, "of");
    const Grant *grant = (const Grant *)object;
    if (object->kind == KIND_GRANT)
        grant_privileges(&writer->value, &grant->privileges, &grant->grantable);
    set(writer, "privileges");
}

static bool is_said(const Schema *schema, const Object *on, const char *role)
{
    for (size_t i = 0; i < schema->objects.count; i++) {
        const Object *object = schema->objects.items[i];
        if (object->kind == KIND_GRANT && object_base(object) == on &&
            (!role || name_equals(object->name, role)))
            return true;
    }
    return false;
}

/* Where a schema speaks of a function or type, everyone has what the engine gives, if not told
 * otherwise. */
static void put_usual(Writer *writer, const Object *on)
{
    const char *usual = grant_usual(on);
    if (is_sqlite(writer) || !usual || !is_said(writer->schema, on, NULL)) return;
    if (is_said(writer->schema, on, "public")) return;
    text_clear(&writer->path);
    text_add(&writer->path, "public on ");
    add_subject(writer, &writer->path, on);
    lines_begin(writer->lines, &(Object){.kind = KIND_GRANT}, &writer->path);
    add_subject(writer, &writer->value, on);
    set(writer, "of");
    grant_word_upper(&writer->value, usual);
    set(writer, "privileges");
    lines_end(writer->lines);
}

/* ---- attributes ---- */

static void add_paths(const Writer *writer, Text *out, const ObjectList *objects)
{
    for (size_t i = 0; i < objects->count; i++) {
        if (i) text_add(out, ", ");
        object_path(out, writer->schema, objects->items[i]);
    }
}

void writer_add_value(Writer *writer, Text *out, const Object *object, const Attr *attr)
{
    const Schema *schema = writer->schema;
    switch (attr->type) {
    case VALUE_BOOL: text_add(out, "yes"); break;
    case VALUE_NAME: path_name(out, *attr_value(object, attr, Name)); break;
    case VALUE_WORD: text_add(out, name_text(*attr_value(object, attr, Name))); break;
    case VALUE_TEXT: text_add(out, *attr_value(object, attr, const char *)); break;
    case VALUE_BODY: {
        const char *body = *attr_value(object, attr, const char *);
        if (is_sqlite(writer)) add_normalized(writer, out, body, strlen(body));
        else text_add(out, body);
        break;
    }
    case VALUE_TYPE: add_type(writer, out, *attr_value(object, attr, const Type *)); break;
    case VALUE_MARKED_TYPE:
        add_type(writer, out,
                 marked_type_for(attr_value(object, attr, MarkedType), schema->dialect));
        break;
    case VALUE_EXPR:
        add_expr(writer, out, marked_for(attr_value(object, attr, Marked), schema->dialect));
        break;
    case VALUE_NAMES: add_names(out, attr_value(object, attr, NameList)); break;
    case VALUE_STRINGS: add_strings(out, attr_value(object, attr, NameList)); break;
    case VALUE_QUALIFIED: {
        const Name *names = attr_value(object, attr, Name);
        add_collation(writer, out, names[0], names[1]);
        break;
    }
    case VALUE_ELEMENTS: add_elements(writer, out, attr_value(object, attr, ElementList)); break;
    case VALUE_OPTIONS:
        options_add(writer->cx->arena, out, attr_value(object, attr, OptionList));
        break;
    case VALUE_PARAMETERS:
        add_parameters(writer, out, attr_value(object, attr, ParameterList), false);
        break;
    case VALUE_OBJECT: object_path(out, schema, attr_object(object, attr)); break;
    case VALUE_OBJECTS: add_paths(writer, out, attr_value(object, attr, ObjectList)); break;
    case VALUE_USES: break;
    }
}

/* PostgreSQL keeps a tree and prints it in its own words. */
static bool is_engine_text(const Writer *writer, const Object *object, const Attr *attr)
{
    if (is_sqlite(writer)) return false;
    if (attr->flags & ATTR_ENGINE_TEXT) return true;
    if (attr->type == VALUE_BODY)
        return object->kind == KIND_FUNCTION && function_is_read((const Function *)object);
    if (attr->type == VALUE_PARAMETERS)
        return has_initial(attr_value(object, attr, ParameterList));
    if (attr->type != VALUE_ELEMENTS) return false;
    const ElementList *elements = attr_value(object, attr, ElementList);
    for (size_t i = 0; i < elements->count; i++)
        if (!is_column(elements->items[i].expr)) return true;
    return false;
}

/* A value for the other dialect is none here. */
bool writer_leaves_out(const Writer *writer, const Object *object, const Attr *attr)
{
    if (!attr_is_listed(attr, writer->schema->dialect) || attr_is_default(object, attr)) return true;
    if (attr->type != VALUE_EXPR) return false;
    const Expr *expr = marked_for(attr_value(object, attr, Marked), writer->schema->dialect);
    return value_is_none(writer->schema->dialect, object, expr);
}

void writer_put_attr(Writer *writer, const Object *object, const Attr *attr)
{
    if (writer_leaves_out(writer, object, attr)) return;
    if (is_engine_text(writer, object, attr)) text_add_char(&writer->value, '~');
    writer_add_value(writer, &writer->value, object, attr);
    if (attr->type == VALUE_BODY && !writer->value.length)
        lines_set(writer->lines, attr->word, "", 0); /* there, but empty */
    set(writer, attr->word);
}

/* ---- what the tables cannot say ---- */

/* orders(a, b) -> people, orders: total > 0 */
static void add_parts(Writer *writer, Text *out, const Object *object)
{
    const KindInfo *info = kind_info(object->kind);
    object_path(out, writer->schema, object->parent);
    for (size_t i = 0; i < info->attr_count; i++) {
        const Attr *attr = &info->attrs[i];
        if (!(attr->flags & ATTR_IDENTITY) || object->kind == KIND_PRIMARY_KEY) continue;
        bool is_list = attr->type == VALUE_ELEMENTS || attr->type == VALUE_NAMES;
        text_add(out, is_list ? "(" : attr->type == VALUE_OBJECT ? " -> " : ": ");
        writer_add_value(writer, out, object, attr);
        if (is_list) text_add_char(out, ')');
    }
}

static void put_column_comments(Writer *writer, const View *view)
{
    const Option *sorted = options_in_order(writer->cx->arena, &view->comments);
    for (size_t i = 0; i < view->comments.count; i++) {
        if (i) text_add(&writer->value, ", ");
        path_name(&writer->value, sorted[i].name);
        text_add_char(&writer->value, ' ');
        string_print(&writer->value, sorted[i].value);
    }
    set(writer, "comments");
}

static void put_enum_values(Writer *writer, const Object *object)
{
    for (size_t i = 0; i < object->members.count; i++) {
        if (i) text_add(&writer->value, ", ");
        string_print(&writer->value, name_text(object->members.items[i]->name));
    }
    set(writer, "values");
}

/* SQLite makes a column virtual where nothing is said, so it is always written there. */
static void put_storage(Writer *writer, const Column *column)
{
    if (marked_none(&column->generated)) return;
    text_add(&writer->value,
             name_none(column->storage) ? "stored" : name_text(column->storage));
    set(writer, "storage");
}

/* What is stated, though it goes without saying (catalog_is_moot). */
static void put_moot(Writer *writer, const Object *object)
{
    const Column *column = (const Column *)object;
    bool is_column = object->kind == KIND_COLUMN;
    bool is_implied = object->kind == KIND_FOREIGN_KEY &&
                      ((const ForeignKey *)object)->targets_primary;
    if (is_implied) lines_set(writer->lines, "implied", "yes", strlen("yes"));
    if (is_column && column->states_null) lines_set(writer->lines, "default", "null", strlen("null"));
    if (is_column && name_equals(column->null_conflict, "abort"))
        lines_set(writer->lines, "on conflict", "abort", strlen("abort"));
}

static void put_extras(Writer *writer, const Object *object)
{
    Name state = is_sqlite(writer) ? NO_NAME : key_state(object);
    if (!name_none(state)) lines_set(writer->lines, "enabled", name_text(state), name_length(state));
    if (object->kind == KIND_ENUM) put_enum_values(writer, object);
    if (object->kind == KIND_OWNER || object->kind == KIND_GRANT) put_rights(writer, object);
    if (object->kind == KIND_FUNCTION) {
        add_result(writer, &writer->value, (const Function *)object);
        set(writer, "returns");
    }
    if (!is_sqlite(writer) && object->kind == KIND_VIEW)
        put_column_comments(writer, (const View *)object);
    if (is_sqlite(writer)) {
        if (object->kind == KIND_COLUMN) put_storage(writer, (const Column *)object);
        put_moot(writer, object);
        if (object_is_told_by_parts(writer->schema, object) && object->is_named)
            lines_set(writer->lines, "name", name_text(object->name), name_length(object->name));
    } else if (object->doc && *object->doc && object->kind != KIND_EXTENSION) {
        lines_set(writer->lines, "comment", object->doc, strlen(object->doc));
    }
}

static bool is_special(const Writer *writer, const Object *object, const Attr *attr)
{
    if (attr->flags & (ATTR_DETAIL | ATTR_OPEN)) return true;
    if (object->kind == KIND_FUNCTION) return attr->type == VALUE_TYPE;
    return is_sqlite(writer) && object->kind == KIND_COLUMN && !strcmp(attr->word, "storage");
}

static void put_object(Writer *writer, const Object *object)
{
    const KindInfo *info = kind_info(object->kind);
    text_clear(&writer->path);
    if (object_is_told_by_parts(writer->schema, object)) add_parts(writer, &writer->path, object);
    else if (object_arguments(object))
        add_call_path(writer, &writer->path, object);
    else if (object->kind == KIND_GRANT || object->kind == KIND_OWNER)
        add_grant_path(writer, &writer->path, object);
    else object_path(&writer->path, writer->schema, object);
    lines_begin(writer->lines, object, &writer->path);
    for (size_t i = 0; i < info->attr_count; i++)
        if (!is_special(writer, object, &info->attrs[i]))
            writer_put_attr(writer, object, &info->attrs[i]);
    put_extras(writer, object);
    lines_end(writer->lines);
    details_put(writer, object);
}

static bool is_same_value(const Schema *schema, const Marked *a, const Marked *b)
{
    const Expr *left = marked_for(a, schema->dialect), *right = marked_for(b, schema->dialect);
    return left && right ? expr_equal(left, right) : left == right;
}

/* It is said again for the order of the columns alone. */
static bool is_as_above(const Schema *schema, const Object *object)
{
    const Column *column = (const Column *)object;
    if (object->kind != KIND_COLUMN || !column->is_inherited) return false;
    Column above;
    bool is_disputed;
    if (!column_merge(object->parent, object->name, &above, &is_disputed) || is_disputed) return false;
    return above.is_nullable == column->is_nullable && (!object->doc || !*object->doc) &&
           is_same_value(schema, &above.initial, &column->initial);
}

static bool is_told(const Schema *schema, const Object *object)
{
    if (is_as_above(schema, object)) return false;
    bool is_usual = object->kind == KIND_NAMESPACE &&
                    (name_is(object->name, schema->default_space) || object_is_public(object));
    return object->kind != KIND_ENUM_VALUE && !object_is_given(object) && !is_usual;
}

static bool visit(void *state, const Object *object)
{
    Writer *writer = state;
    if (is_told(writer->schema, object)) put_object(writer, object);
    else if (object_is_public(object)) details_put(writer, object);
    put_usual(writer, object);
    return true;
}

static void end(Writer *writer)
{
    text_free(&writer->sql);
    text_free(&writer->path);
    text_free(&writer->value);
    memory_free(&writer->memory);
}

void catalog_print(Cx *cx, Text *out, const Schema *schema, CatalogExpr *write)
{
    Writer writer = {.cx = cx, .schema = schema, .write = write, .lines = lines_new(cx->arena)};
    schema_walk(schema, visit, &writer);
    lines_print(writer.lines, out);
    end(&writer);
}

typedef struct Walk {
    Writer writer;
    CatalogVisit *visit;
    void *state;
    Text line;
} Walk;

static bool visit_one(void *state, const Object *object)
{
    Walk *walk = state;
    bool is_apart = object_is_public(object) && object->doc && *object->doc;
    if (!is_told(walk->writer.schema, object) && !is_apart) return true;
    if (is_apart) details_put(&walk->writer, object);
    else put_object(&walk->writer, object);
    text_clear(&walk->line);
    lines_take(walk->writer.lines, &walk->line);
    walk->visit(walk->state, object, text_string(&walk->line));
    return true;
}

void catalog_walk(Cx *cx, const Schema *schema, CatalogExpr *write, CatalogVisit *meet,
                  void *state)
{
    Walk walk = {.writer = {.cx = cx, .schema = schema, .write = write,
                            .lines = lines_new(cx->arena)}, .visit = meet, .state = state};
    schema_walk(schema, visit_one, &walk);
    lines_print(walk.writer.lines, &walk.line);
    text_free(&walk.line);
    end(&walk.writer);
}
