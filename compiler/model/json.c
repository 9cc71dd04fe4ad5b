/* SPDX-License-Identifier: MIT
 * schema_json: a schema as JSON for other tools, through the Attr tables. Objects stand in arrays
 * named for their kind, in order of declaration; what is default is left out. Expressions, types
 * and bodies are texts in the schema language. */
#include "base/json.h"

#include "model/kind.h"

/* "foreign keys" -> foreign_keys, as a key that needs no quotes in other languages */
static const char *key_of(Text *buffer, const char *word)
{
    text_clear(buffer);
    text_add(buffer, word);
    for (char *c = buffer->data; c && *c; c++)
        if (*c == ' ') *c = '_';
    return text_string(buffer);
}

typedef struct Writer {
    Json json;
    const Schema *schema;
    Text key, value;
} Writer;

static const char *printed_expr(Writer *writer, const Expr *expr)
{
    text_clear(&writer->value);
    expr_print(&writer->value, expr);
    return text_string(&writer->value);
}

static const char *printed_type(Writer *writer, const Type *type)
{
    text_clear(&writer->value);
    type_print(&writer->value, type);
    return text_string(&writer->value);
}

/* ---- values ---- */

static void write_names(Writer *writer, const char *key, const NameList *names)
{
    json_open(&writer->json, key, '[');
    for (size_t i = 0; i < names->count; i++)
        json_string(&writer->json, NULL, name_text(names->items[i]));
    json_close(&writer->json, ']');
}

static void write_options(Writer *writer, const char *key, const OptionList *options)
{
    json_open(&writer->json, key, '{');
    for (size_t i = 0; i < options->count; i++)
        json_string(&writer->json, name_text(options->items[i].name), options->items[i].value);
    json_close(&writer->json, '}');
}

static void write_parameter(Writer *writer, const Parameter *parameter)
{
    json_open(&writer->json, NULL, '{');
    if (!name_none(parameter->mode))
        json_string(&writer->json, "mode", name_text(parameter->mode));
    if (!name_none(parameter->name))
        json_string(&writer->json, "name", name_text(parameter->name));
    json_string(&writer->json, "type", printed_type(writer, parameter->type));
    if (parameter->initial)
        json_string(&writer->json, "default", printed_expr(writer, parameter->initial));
    json_close(&writer->json, '}');
}

static void write_parameters(Writer *writer, const char *key, const ParameterList *parameters)
{
    json_open(&writer->json, key, '[');
    for (size_t i = 0; i < parameters->count; i++)
        write_parameter(writer, &parameters->items[i]);
    json_close(&writer->json, ']');
}

static void write_element(Writer *writer, const IndexElement *element)
{
    static const char *const nulls[] = {NULL, "first", "last"};
    json_open(&writer->json, NULL, '{');
    if (element->expr->kind == EXPR_NAME)
        json_string(&writer->json, "column", name_text(element->expr->name));
    else json_string(&writer->json, "expr", printed_expr(writer, element->expr));
    if (!name_none(element->collation))
        json_string(&writer->json, "collate", name_text(element->collation));
    if (!name_none(element->opclass))
        json_string(&writer->json, "opclass", name_text(element->opclass));
    if (element->is_descending) json_bool(&writer->json, "desc", true);
    if (element->nulls) json_string(&writer->json, "nulls", nulls[element->nulls]);
    if (!name_none(element->with_space))
        json_string(&writer->json, "with in", name_text(element->with_space));
    if (!name_none(element->with)) json_string(&writer->json, "with", name_text(element->with));
    json_close(&writer->json, '}');
}

static void write_elements(Writer *writer, const char *key, const ElementList *elements)
{
    json_open(&writer->json, key, '[');
    for (size_t i = 0; i < elements->count; i++) write_element(writer, &elements->items[i]);
    json_close(&writer->json, ']');
}

/* One value is a text; values that differ by dialect are an object. */
static void write_marked(Writer *writer, const char *key, const Marked *marked)
{
    bool is_sole = true;
    for (DialectId id = 0; id < DIALECT_COUNT; id++) is_sole = is_sole && !marked->only[id];
    if (is_sole) {
        json_string(&writer->json, key, printed_expr(writer, marked->any));
        return;
    }
    json_open(&writer->json, key, '{');
    for (DialectId id = 0; id < DIALECT_COUNT; id++)
        if (marked_for(marked, id))
            json_string(&writer->json, dialect_word(id), printed_expr(writer, marked_for(marked, id)));
    json_close(&writer->json, '}');
}

static void write_marked_type(Writer *writer, const char *key, const MarkedType *type)
{
    if (type->any) json_string(&writer->json, key, printed_type(writer, type->any));
    for (DialectId id = 0; id < DIALECT_COUNT; id++) {
        if (!type->only[id]) continue;
        text_clear(&writer->key);
        text_printf(&writer->key, "type_%s", dialect_word(id));
        json_string(&writer->json, text_string(&writer->key), printed_type(writer, type->only[id]));
    }
}

static void write_printed(Writer *writer, const char *key, const Object *object, const Attr *attr)
{
    text_clear(&writer->value);
    attr_print(&writer->value, object, attr);
    json_string(&writer->json, key, text_string(&writer->value));
}

static void write_path(Writer *writer, const char *key, const Object *object)
{
    text_clear(&writer->value);
    object_path(&writer->value, writer->schema, object);
    json_string(&writer->json, key, text_string(&writer->value));
}

static void write_paths(Writer *writer, const char *key, const ObjectList *objects)
{
    json_open(&writer->json, key, '[');
    for (size_t i = 0; i < objects->count; i++) write_path(writer, NULL, objects->items[i]);
    json_close(&writer->json, ']');
}

static void write_attr(Writer *writer, const Object *object, const Attr *attr)
{
    if (attr_is_default(object, attr)) return;
    const char *key = key_of(&writer->key, attr->word);
    switch (attr->type) {
    case VALUE_BOOL: json_bool(&writer->json, key, true); break;
    case VALUE_NAME:
    case VALUE_WORD:
        json_string(&writer->json, key, name_text(*attr_value(object, attr, Name)));
        break;
    case VALUE_TEXT:
    case VALUE_BODY:
        json_string(&writer->json, key, *attr_value(object, attr, const char *));
        break;
    case VALUE_TYPE:
    case VALUE_QUALIFIED: write_printed(writer, key, object, attr); break;
    case VALUE_MARKED_TYPE:
        write_marked_type(writer, key, attr_value(object, attr, MarkedType));
        break;
    case VALUE_EXPR: write_marked(writer, key, attr_value(object, attr, Marked)); break;
    case VALUE_NAMES:
    case VALUE_STRINGS: write_names(writer, key, attr_value(object, attr, NameList)); break;
    case VALUE_ELEMENTS: write_elements(writer, key, attr_value(object, attr, ElementList)); break;
    case VALUE_OPTIONS: write_options(writer, key, attr_value(object, attr, OptionList)); break;
    case VALUE_PARAMETERS:
        write_parameters(writer, key, attr_value(object, attr, ParameterList));
        break;
    case VALUE_OBJECT: write_path(writer, key, attr_object(object, attr)); break;
    case VALUE_OBJECTS: write_paths(writer, key, attr_value(object, attr, ObjectList)); break;
    case VALUE_USES: break;
    }
}

/* ---- objects ---- */

static void write_kinds(Writer *writer, Object *const *items, size_t count);

static void write_object(Writer *writer, const Object *object)
{
    const KindInfo *info = kind_info(object->kind);
    json_open(&writer->json, NULL, '{');
    if (!name_none(object->space))
        json_string(&writer->json, "namespace", name_text(object->space));
    json_string(&writer->json, "name", name_text(object->name));
    if (object->parent && object->is_named) json_bool(&writer->json, "is_named", true);
    if (object->doc) json_string(&writer->json, "doc", object->doc);
    for (DialectId id = 0; id < DIALECT_COUNT; id++)
        if (object->dialects == 1u << id)
            json_string(&writer->json, "dialect", dialect_word(id));
    for (size_t i = 0; i < info->attr_count; i++) write_attr(writer, object, &info->attrs[i]);
    write_kinds(writer, object->members.items, object->members.count);
    json_close(&writer->json, '}');
}

static void write_kinds(Writer *writer, Object *const *items, size_t count)
{
    uint32_t present = 0;
    for (size_t i = 0; i < count; i++) present |= 1u << items[i]->kind;
    for (Kind kind = 0; kind < KIND_COUNT; kind++) {
        if (!(present & 1u << kind)) continue;
        json_open(&writer->json, key_of(&writer->key, kind_info(kind)->plural), '[');
        for (size_t i = 0; i < count; i++)
            if (items[i]->kind == kind) write_object(writer, items[i]);
        json_close(&writer->json, ']');
    }
}

static void write_targets(Writer *writer)
{
    json_open(&writer->json, "targets", '{');
    for (DialectId id = 0; id < DIALECT_COUNT; id++)
        if (writer->schema->targets[id].is_target)
            json_number(&writer->json, dialect_word(id), writer->schema->targets[id].version);
    json_close(&writer->json, '}');
}

void schema_json(Text *out, const Schema *schema)
{
    Writer writer = {.json = {.out = out}, .schema = schema};
    json_open(&writer.json, NULL, '{');
    json_string(&writer.json, "schema", name_text(schema->name));
    if (schema->doc) json_string(&writer.json, "doc", schema->doc);
    write_targets(&writer);
    json_string(&writer.json, "default_namespace", name_text(schema->default_space));
    write_kinds(&writer, schema->objects.items, schema->objects.count);
    json_close(&writer.json, '}');
    text_add_char(out, '\n');
    text_free(&writer.key);
    text_free(&writer.value);
}
