/* SPDX-License-Identifier: MIT
 * Builds and searches schemas. Each class of names has a hash index; objects under one key form a
 * list through ->namesake, so overloads and the variants of two dialects stand side by side. */
#include "model/grant.h"
#include "model/kind.h"

Schema *schema_new(Cx *cx, Name name)
{
    Schema *schema = arena_make(cx->arena, Schema);
    schema->name = name;
    schema->names = cx->names;
    schema->default_space = name_from(cx->names, "public");
    for (size_t class = 0; class < NAME_CLASS_COUNT; class++)
        schema->index[class] = map_new(cx->arena);
    return schema;
}

static Name own_space(const Schema *schema, Name space)
{
    return name_is(space, schema->default_space) ? NO_NAME : space;
}

/* A second namesake goes right behind the first, so entering is constant time. */
static void enter(Schema *schema, Object *object)
{
    NameClass class = kind_info(object->kind)->names;
    if (class == NAMES_OF_PARENT || name_none(object->name)) return;
    Name space = object->parent ? object->parent->space : object->space;
    Object *first = map_add(schema->index[class], space, object->name, NO_NAME, object);
    if (!first) return;
    object->namesake = first->namesake;
    first->namesake = object;
}

Object *schema_add(Cx *cx, Schema *schema, Object *parent, Kind kind, Name space, Name name)
{
    Object *object = arena_alloc(cx->arena, kind_info(kind)->size);
    object->kind = kind;
    object->id = schema->object_count++;
    object->space = own_space(schema, space);
    object->name = name;
    object->parent = parent;
    object->dialects = parent ? parent->dialects : DIALECTS_ALL;
    object->position = (uint32_t)(parent ? parent->members.count : schema->objects.count);
    if (parent) vec_push(cx->arena, &parent->members, object);
    else vec_push(cx->arena, &schema->objects, object);
    enter(schema, object);
    return object;
}

void schema_name(Schema *schema, Object *object, Name name)
{
    if (!name_none(object->name)) bug("an object that has a name is given another");
    object->name = name;
    enter(schema, object);
}

Object *schema_find(const Schema *schema, Kind kind, Name space, Name name)
{
    NameClass class = kind_info(kind)->names;
    return map_get(schema->index[class], own_space(schema, space), name, NO_NAME);
}

ObjectList table_parents(const Object *object)
{
    const Table *table = (const Table *)object;
    if (object->kind != KIND_TABLE) return (ObjectList){NULL, 0};
    if (!table->partition_of) return table->inherits;
    return (ObjectList){(const Object *const *)&table->partition_of, 1};
}

const Object *table_root(const Object *table)
{
    while (((const Table *)table)->partition_of)
        table = &((const Table *)table)->partition_of->object;
    return table;
}

const Column *column_inherited(const Object *table, Name name)
{
    ObjectList parents = table_parents(table);
    for (size_t i = 0; i < parents.count; i++) {
        Object *found = object_member(parents.items[i], KIND_COLUMN, name);
        if (found) return (const Column *)found;
    }
    return NULL;
}

bool column_merge(const Object *table, Name name, Column *merged, bool *has_other_defaults)
{
    ObjectList parents = table_parents(table);
    bool is_found = false;
    *has_other_defaults = false;
    for (size_t i = 0; i < parents.count; i++) {
        const Object *found = object_member(parents.items[i], KIND_COLUMN, name);
        const Column *above = (const Column *)found;
        if (!found) continue;
        if (!is_found) *merged = *above;
        is_found = true;
        const Expr *initial = marked_for(&above->initial, DIALECT_POSTGRES);
        const Expr *other = marked_for(&merged->initial, DIALECT_POSTGRES);
        if (!other) merged->initial = above->initial;
        else if (initial && !expr_equal(initial, other)) *has_other_defaults = true;
        merged->is_nullable = merged->is_nullable && above->is_nullable;
    }
    return is_found;
}

/* Does it pass the columns of `above`, and of what is above that, on to `to`? */
static bool passes_on(const Object *from, const Object *to, const Object *above)
{
    ObjectList parents = table_parents(above);
    for (size_t i = 0; i < above->members.count; i++) {
        const Object *member = above->members.items[i];
        if (member->kind != KIND_COLUMN) continue;
        const Object *was = object_member(from, KIND_COLUMN, member->name);
        const Object *is = object_member(to, KIND_COLUMN, member->name);
        if (was && is && was->parent != from && is->parent != to) return true;
    }
    for (size_t i = 0; i < parents.count; i++)
        if (passes_on(from, to, parents.items[i])) return true;
    return false;
}

bool is_column_passed_on(const Object *from, const Object *to)
{
    const ObjectList *parents = &((const Table *)from)->inherits;
    for (size_t i = 0; i < parents->count && ((const Table *)to)->inherits.count; i++)
        if (passes_on(from, to, parents->items[i])) return true;
    return false;
}

Object *object_member(const Object *object, Kind kind, Name name)
{
    for (size_t i = 0; i < object->members.count; i++) {
        Object *member = object->members.items[i];
        if (member->kind == kind && (name_none(name) || name_is(member->name, name))) return member;
    }
    return kind == KIND_COLUMN ? (Object *)column_inherited(object, name) : NULL;
}

static void note_copy(Cx *cx, Schema *into, const Object *object, const Object *copy)
{
    while (into->copies.count <= object->id) vec_push(cx->arena, &into->copies, NULL);
    into->copies.items[object->id] = copy;
}

Object *object_copy(Cx *cx, Schema *into, Object *parent, const Object *object)
{
    Object *copy = schema_add(cx, into, parent, object->kind, object->space, object->name);
    size_t own = kind_info(object->kind)->size - sizeof *object;
    if (own) memcpy(copy + 1, object + 1, own);
    if (object->members.count) vec_reserve(cx->arena, &copy->members, object->members.count);
    copy->is_named = object->is_named;
    copy->dialects = object->dialects;
    copy->span = object->span;
    copy->doc = object->doc;
    copy->was = object->was;
    copy->was_space = object->was_space;
    copy->origin = object;
    note_copy(cx, into, object, copy);
    return copy;
}

const Object *object_base(const Object *object)
{
    const KindInfo *info = kind_info(object->kind);
    if (object->parent) return NULL;
    for (size_t i = 0; i < info->attr_count; i++)
        if (info->attrs[i].type == VALUE_OBJECT && info->attrs[i].flags & ATTR_IDENTITY)
            return attr_object(object, &info->attrs[i]);
    return NULL;
}

bool object_is_public(const Object *object)
{
    return object->kind == KIND_NAMESPACE && name_equals(object->name, "public");
}

bool object_is_given(const Object *object)
{
    return object->kind == KIND_EXTERNAL || object->kind == KIND_FUTURE ||
           (object_is_public(object) && !(object->doc && *object->doc)) ||
           (object->kind == KIND_SEQUENCE && ((const Sequence *)object)->is_of_identity);
}

bool object_is_declared(const Object *object)
{
    return object->is_named || !object_is_given(object);
}

bool object_is_told_by_parts(const Schema *schema, const Object *object)
{
    return schema->is_lowered && schema->dialect == DIALECT_SQLITE && object->parent &&
           object->kind != KIND_COLUMN && object->kind != KIND_INDEX;
}

/* ---- walking ---- */

static bool walk(Object *const *items, size_t count, ObjectVisit *visit, void *state)
{
    for (size_t i = 0; i < count; i++) {
        const Object *object = items[i];
        if (!visit(state, object)) return false;
        if (!walk(object->members.items, object->members.count, visit, state)) return false;
    }
    return true;
}

bool schema_walk(const Schema *schema, ObjectVisit *visit, void *state)
{
    return walk(schema->objects.items, schema->objects.count, visit, state);
}

static bool enter_again(void *state, const Object *object)
{
    Object *own = (Object *)object; /* of the schema that is being built */
    own->namesake = NULL;
    enter(state, own);
    return true;
}

void schema_index(Cx *cx, Schema *schema)
{
    for (size_t class = 0; class < NAME_CLASS_COUNT; class++)
        schema->index[class] = map_new(cx->arena);
    schema_walk(schema, enter_again, schema);
}

/* ---- words ---- */

const char *object_word(const Object *object)
{
    const KindInfo *info = kind_info(object->kind);
    for (size_t i = 0; i < info->attr_count; i++)
        if (info->attrs[i].type == VALUE_WORD && info->attrs[i].flags & ATTR_KIND)
            return name_text(*attr_value(object, &info->attrs[i], Name));
    return info->word;
}

bool kind_find(const char *word, Kind *kind)
{
    for (*kind = 0; *kind < KIND_COUNT; ++*kind)
        if (strcmp(kind_info(*kind)->word, word) == 0) return true;
    *kind = KIND_NATIVE;
    return native_word_find(word);
}

/* ---- paths ---- */

void path_name(Text *out, Name name)
{
    if (name_is_plain(name)) text_add_bytes(out, name_text(name), name_length(name));
    else text_add_quoted(out, name_text(name), name_length(name), '"');
}

void signature_print(Text *out, const ParameterList *parameters)
{
    const char *comma = "";
    text_add_char(out, '(');
    for (size_t i = 0; i < parameters->count; i++) {
        if (!parameter_is_input(&parameters->items[i])) continue;
        text_add(out, comma);
        type_print(out, parameters->items[i].type);
        comma = ", ";
    }
    text_add_char(out, ')');
}

const ParameterList *object_arguments(const Object *object)
{
    const KindInfo *info = kind_info(object->kind);
    const NativeWord *word = native_word(object);
    if (word && !word->has_arguments) return NULL;
    for (size_t i = 0; i < info->attr_count; i++)
        if (info->attrs[i].type == VALUE_PARAMETERS)
            return attr_value(object, &info->attrs[i], ParameterList);
    return NULL;
}

/* Words that tell objects of one name apart: using btree. */
static void add_told_by(Text *out, const Object *object)
{
    const KindInfo *info = kind_info(object->kind);
    for (size_t i = 0; i < info->attr_count; i++) {
        const Attr *attr = &info->attrs[i];
        bool is_said = attr->type == VALUE_NAME && attr->flags & ATTR_IDENTITY;
        if (!is_said || attr_is_default(object, attr)) continue;
        text_printf(out, " %s ", attr->word);
        path_name(out, *attr_value(object, attr, Name));
    }
}

void object_path(Text *out, const Schema *schema, const Object *object)
{
    const Object *above = object->parent ? object->parent : object_base(object);
    if (kind_info(object->kind)->print) { /* app on notes */
        path_name(out, object->name);
        text_add(out, " on ");
        if (above->kind == KIND_FUTURE) grant_subject(out, schema, above);
        else object_path(out, schema, above);
        Name column = object->kind == KIND_GRANT ? ((const Grant *)object)->column : NO_NAME;
        if (!name_none(column)) text_add_char(out, '.');
        if (!name_none(column)) path_name(out, column);
        return;
    }
    if (above) object_path(out, schema, above);
    else if (!name_none(object->space)) path_name(out, object->space);
    if (above || !name_none(object->space)) text_add_char(out, '.');
    path_name(out, object->name);
    const ParameterList *arguments = object_arguments(object);
    if (arguments) signature_print(out, arguments);
    add_told_by(out, object);
}

int object_compare_paths(const Object *a, const Object *b)
{
    Text left = {0}, right = {0};
    object_path(&left, NULL, a);
    object_path(&right, NULL, b);
    int order = strcmp(text_string(&left), text_string(&right));
    text_free(&left);
    text_free(&right);
    return order;
}

const char *object_describe(Cx *cx, const Object *object)
{
    Text path = {0};
    object_path(&path, NULL, object);
    const char *text = arena_printf(cx->arena, "%s '%s'", object_word(object),
                                    text_string(&path));
    text_free(&path);
    return text;
}
