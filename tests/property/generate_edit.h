/* SPDX-License-Identifier: MIT
 * Only for generate.c: random edits of a schema that is there. Things go (with what needs them),
 * get other names, get and lose attributes, and come. What of it the language refuses is no pair. */
#ifndef TESTS_PROPERTY_GENERATE_EDIT_H
#define TESTS_PROPERTY_GENERATE_EDIT_H

typedef struct Edit {
    Generator *g;
    const Schema *from;
    const Object **all; /* of from, by id */
    bool *is_gone;      /* by id in from */
    size_t gone_needed; /* set by the walk over what an object needs */
} Edit;

static bool edit_list(void *state, const Object *object)
{
    ((const Object **)state)[object->id] = object;
    return true;
}

/* ---- what goes ---- */

static bool is_gone(const Edit *edit, const Object *object)
{
    for (; object; object = object->parent)
        if (edit->is_gone[object->id]) return true;
    return false;
}

static void note_gone(void *state, const Object *needed)
{
    Edit *edit = state;
    edit->gone_needed += is_gone(edit, needed);
}

static bool is_without_columns(const Edit *edit, const Object *object)
{
    if (object->kind != KIND_TABLE || ((const Table *)object)->virtual_using) return false;
    for (size_t i = 0; i < object->members.count; i++)
        if (object->members.items[i]->kind == KIND_COLUMN && !is_gone(edit, object->members.items[i]))
            return false;
    return true;
}

static bool is_without_values(const Edit *edit, const Object *object)
{
    for (size_t i = 0; i < object->members.count; i++)
        if (!is_gone(edit, object->members.items[i])) return false;
    return object->kind == KIND_ENUM;
}

/* What needs a thing that goes, goes too. */
static void spread(Edit *edit)
{
    for (bool is_new = true; is_new;) {
        is_new = false;
        for (uint32_t id = 0; id < edit->from->object_count; id++) {
            const Object *object = edit->all[id];
            if (!object || is_gone(edit, object)) continue;
            edit->gone_needed = 0;
            object_dependencies(edit->from, object, note_gone, edit);
            if (!edit->gone_needed && !is_without_columns(edit, object) &&
                !is_without_values(edit, object))
                continue;
            edit->is_gone[id] = is_new = true;
        }
    }
}

static const Object *any_of_all(Edit *edit)
{
    if (edit->from->object_count == 0) return NULL;
    return edit->all[below(edit->g, edit->from->object_count)];
}

static void remove_some(Edit *edit, unsigned count)
{
    while (count-- > 0) {
        const Object *object = any_of_all(edit);
        if (object) edit->is_gone[object->id] = true;
    }
    spread(edit);
}

static void copy_rest(Edit *edit, Object *parent, Object *const *items, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (is_gone(edit, items[i])) continue;
        Object *copy = object_copy(edit->g->cx, edit->g->schema, parent, items[i]);
        copy->was = copy->was_space = NO_NAME;
        copy_rest(edit, copy, items[i]->members.items, items[i]->members.count);
    }
}

/* ---- what changes ---- */

static Object *any_of_copy(Edit *edit)
{
    Generator *g = edit->g;
    if (g->schema->objects.count == 0) return NULL;
    Object *object = g->schema->objects.items[below(g, g->schema->objects.count)];
    if (object->members.count && chance(g, 75))
        object = object->members.items[below(g, object->members.count)];
    return object;
}

static void rename_one(Edit *edit)
{
    Object *object = any_of_copy(edit);
    if (!object || !object->origin || object->kind == KIND_EXTENSION) return;
    if (name_is(object->name, edit->from->default_space)) return;
    if (!object->is_named && !kind_info(object->kind)->is_bare && object->parent) return;
    object->name = fresh_name(edit->g, "r");
}

static void change_one(Edit *edit)
{
    Generator *g = edit->g;
    Object *object = any_of_copy(edit);
    const KindInfo *info = object ? kind_info(object->kind) : NULL;
    if (!object || info->attr_count == 0) return;
    const Attr *attr = &info->attrs[below(g, info->attr_count)];
    bool is_needed = attr->flags & (ATTR_IDENTITY | ATTR_PREFIX | ATTR_KIND);
    bool is_default = attr_is_default(object, attr);
    if (!is_default && !is_needed && attr->type != VALUE_MARKED_TYPE && attr->type != VALUE_TYPE)
        generate_clear(object, attr);
    else if (is_default && may_have(g, object, attr))
        fill_attr(g, object, attr);
}

static void retype_attribute(Edit *edit, Attribute *attribute)
{
    bool is_plain = !attribute->type->named && !attribute->type->dims;
    if (is_plain && name_none(attribute->collation)) attribute->type = new_type(edit->g, "text");
}

/* Another type, of those that the value can be read as. */
static void retype_one(Edit *edit)
{
    static const char *const wider[][2] = {{"smallint", "int"}, {"int", "bigint"},
                                           {"real", "double"}, {"varchar", "text"}};
    Object *object = any_of_copy(edit);
    if (object && object->kind == KIND_ATTRIBUTE) retype_attribute(edit, (Attribute *)object);
    if (!object || object->kind != KIND_COLUMN) return;
    Column *column = (Column *)object;
    if (!column->type.any || column->type.any->dims || column->type.only[DIALECT_SQLITE]) return;
    for (size_t i = 0; i < COUNT_OF(wider); i++)
        if (name_equals(column->type.any->name, wider[i][0])) {
            column->type.any = new_type(edit->g, wider[i][1]);
            return;
        }
}

static void comment_one(Edit *edit)
{
    Object *object = any_of_copy(edit);
    if (object) object->doc = any_doc(edit->g);
}

static void turn_null(Edit *edit)
{
    Object *object = any_of_copy(edit);
    if (!object || object->kind != KIND_COLUMN) return;
    Column *column = (Column *)object;
    if (name_none(column->identity)) column->is_nullable = !column->is_nullable;
    if (column->is_nullable) column->null_conflict = NO_NAME;
}

/* ---- what comes ---- */

static Object *any_table(Edit *edit)
{
    Object *object = any_of_copy(edit);
    if (object && object->parent) object = object->parent;
    bool is_table = object && object->kind == KIND_TABLE && !((Table *)object)->virtual_using;
    return is_table ? object : NULL;
}

static void add_one(Edit *edit)
{
    Generator *g = edit->g;
    Object *table = any_table(edit), *object = any_of_copy(edit);
    switch (below(g, 8)) {
    case 0: make_any(g); break;
    case 1: if (table) make_check(g, table); break;
    case 2: if (table) make_index(g, table); break;
    case 3: if (table) make_key(g, table, KIND_UNIQUE); break;
    case 4: if (table) make_reference(g, table); break;
    case 5:
        if (object && object->kind == KIND_ENUM) new_object(g, object, KIND_ENUM_VALUE, true);
        if (object && object->kind == KIND_TYPE) make_attributes(g, object, 1);
        break;
    default: if (table) make_column(g, table); break;
    }
}

static void change_some(Edit *edit, unsigned count)
{
    static void (*const edits[])(Edit *) = {change_one, change_one, change_one, add_one, add_one,
                                            add_one, retype_one, comment_one, turn_null};
    while (count-- > 0) edits[below(edit->g, COUNT_OF(edits))](edit);
}

/* ---- marks ---- */

static Object *find_read(const Schema *schema, const Object *made)
{
    if (made->parent) {
        Object *parent = find_read(schema, made->parent);
        return parent ? object_member(parent, made->kind, made->name) : NULL;
    }
    Object *found = schema_find(schema, made->kind, made->space, made->name);
    while (found && found->kind != made->kind) found = found->namesake;
    return found;
}

static void mark_renames(const Schema *read, Object *const *items, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const Object *made = items[i];
        Object *found = made->origin ? find_read(read, made) : NULL;
        if (found && !name_is(made->name, made->origin->name)) {
            found->was = made->origin->name;
            found->was_space = made->origin->space;
        }
        mark_renames(read, made->members.items, made->members.count);
    }
}

/* Prints what was edited and reads it as a schema; its renames are marked. */
static const Schema *read_edited(Cx *cx, const Schema *edited)
{
    Text text = {0};
    schema_print(&text, edited);
    char *kept = text_keep(&text, cx->arena);
    return generate_read(cx, kept, strlen(kept));
}

static Edit edit_begin(Generator *g, const Schema *schema)
{
    Edit edit = {.g = g, .from = schema};
    Cx *cx = g->cx;
    edit.all = arena_array(cx->arena, const Object *, schema->object_count);
    edit.is_gone = arena_array(cx->arena, bool, schema->object_count);
    schema_walk(schema, edit_list, edit.all);
    g->schema = schema_new(cx, schema->name);
    memcpy(g->schema->targets, schema->targets, sizeof schema->targets);
    g->schema->default_space = schema->default_space;
    return edit;
}

static void keep_marks(const Schema *read, Object *const *items, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        Object *found = items[i]->origin ? find_read(read, items[i]) : NULL;
        if (found) {
            found->was = items[i]->origin->was;
            found->was_space = items[i]->origin->was_space;
        }
        keep_marks(read, items[i]->members.items, items[i]->members.count);
    }
}

const Schema *generate_without(Cx *cx, const Schema *schema, const Object *object)
{
    Generator g = {.cx = cx};
    Edit edit = edit_begin(&g, schema);
    edit.is_gone[object->id] = true;
    spread(&edit);
    copy_rest(&edit, NULL, schema->objects.items, schema->objects.count);
    schema_rebind(cx, g.schema);
    const Schema *read = read_edited(cx, g.schema);
    if (read) keep_marks(read, g.schema->objects.items, g.schema->objects.count);
    return read;
}

const Schema *generate_edited(Cx *cx, const Schema *schema, uint64_t seed,
                              const GenerateOptions *options, unsigned edits)
{
    Generator g = {.cx = cx, .options = *options, .state = seed * 2 + 1, .serial = 1000};
    for (int i = 0; i < 4; i++) below(&g, 2);
    Edit edit = edit_begin(&g, schema);
    unsigned removed = below(&g, edits + 1) / 2;
    remove_some(&edit, removed);
    copy_rest(&edit, NULL, schema->objects.items, schema->objects.count);
    schema_rebind(cx, g.schema);
    if (chance(&g, 50)) rename_one(&edit);
    if (chance(&g, 25)) rename_one(&edit);
    schema_follow_names(cx, schema, g.schema);
    change_some(&edit, edits - removed);
    const Schema *read = read_edited(cx, g.schema);
    if (read) mark_renames(read, g.schema->objects.items, g.schema->objects.count);
    return read;
}

#endif
