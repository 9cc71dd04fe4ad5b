/* SPDX-License-Identifier: MIT
 * The mentions of objects that bear another name in a copy than in the schema it was made from: in
 * expressions, types, lists of columns and texts that name an enum's value or a sequence. The
 * references themselves are those of the copy already; their origins tell what stood there. */
#include "model/kind.h"
#include "model/mention.h"

typedef struct Follower {
    Cx *cx;
    const Schema *from;
    Schema *copy;
    Object **copies; /* by the id in from */
    VEC(const Object *) spaces; /* namespaces of the copy that bear another name */
    const Object *object; /* whose attributes these are */
} Follower;

/* ---- names ---- */

static Name follow_space(const Follower *f, Name space)
{
    for (size_t i = 0; i < f->spaces.count; i++)
        if (name_is(f->spaces.items[i]->origin->name, space)) return f->spaces.items[i]->name;
    return space;
}

static Name follow_name(Name name, const Object *object)
{
    return name_is(name, object->origin->name) ? object->name : name;
}

/* The namespace written before a mention of the object: none stays none while it is not moved. */
static Name space_before(const Follower *f, Name written, const Object *object)
{
    if (name_none(written))
        return name_is(object->space, object->origin->space) ? written : object->space;
    return name_none(object->space) ? f->copy->default_space : object->space;
}

/* The new name of a column that the table had. */
static Name follow_column(const Object *table, Name name)
{
    for (size_t i = 0; table && i < table->members.count; i++) {
        const Object *member = table->members.items[i];
        bool is_bare = kind_info(member->kind)->is_bare;
        if (is_bare && member->origin && name_is(member->origin->name, name)) return member->name;
    }
    ObjectList parents = table ? table_parents(table) : (ObjectList){NULL, 0};
    for (size_t i = 0; i < parents.count; i++) {
        Name found = follow_column(parents.items[i], name);
        if (!name_is(found, name)) return found;
    }
    return name;
}

static void follow_columns(Follower *f, NameList *list, const Object *table)
{
    Name *items = arena_array(f->cx->arena, Name, list->count);
    for (size_t i = 0; i < list->count; i++) items[i] = follow_column(table, list->items[i]);
    list->items = items;
}

/* title.compression = pglz */
static void follow_options(Follower *f, OptionList *list, const Object *table)
{
    Names *names = f->cx->names;
    Option *items = arena_array(f->cx->arena, Option, list->count);
    for (size_t i = 0; i < list->count; i++) {
        const char *word;
        Name column = option_column(names, list->items[i].name, &word);
        items[i] = list->items[i];
        items[i].name = option_of_column(names, follow_column(table, column), word);
    }
    list->items = items;
}

/* ---- types ---- */

static const Type *follow_type(Follower *f, const Type *type)
{
    const Object *named = type ? type->named : NULL;
    if (!named || !named->origin) return type;
    Name name = type->is_multirange ? range_multirange(f->cx->names, (const Range *)named)
                                    : follow_name(type->name, named);
    Name space = space_before(f, type->space, named);
    if (name_is(name, type->name) && name_is(space, type->space)) return type;
    Type *copy = arena_make(f->cx->arena, Type);
    *copy = *type;
    copy->name = name;
    copy->space = space;
    return copy;
}

static const Type *own_type(const Object *object, const Attr *attr)
{
    if (attr->type == VALUE_TYPE) return *attr_value(object, attr, const Type *);
    if (attr->type == VALUE_MARKED_TYPE) return attr_value(object, attr, MarkedType)->any;
    return NULL;
}

/* The enum whose values are of that type, through domains. */
static const Object *enum_of(const Type *type)
{
    const Object *named = type && type->dims == 0 ? type->named : NULL;
    if (!named || named->kind == KIND_ENUM) return named;
    return named->kind == KIND_DOMAIN ? enum_of(((const Domain *)named)->type) : NULL;
}

static const Object *enum_of_object(const Object *object)
{
    const KindInfo *info = kind_info(object->kind);
    for (size_t i = 0; i < info->attr_count; i++) {
        const Object *found = enum_of(own_type(object, &info->attrs[i]));
        if (found) return found;
    }
    return NULL;
}

/* ---- expressions ---- */

static const Expr *with_text(Follower *f, const Expr *expr, const char *text, size_t length)
{
    Expr *copy = arena_make(f->cx->arena, Expr);
    *copy = *expr;
    copy->text = arena_copy(f->cx->arena, text, length);
    copy->length = length;
    return copy;
}

/* A text of that kind that is one of the enum's values. */
static const Expr *follow_value(Follower *f, const Expr *expr, ExprKind kind, const Object *values)
{
    bool is_text = expr && expr->kind == kind;
    for (size_t i = 0; is_text && values && i < values->members.count; i++) {
        const Object *value = values->members.items[i];
        if (!value->origin || name_is(value->origin->name, value->name)) continue;
        if (name_length(value->origin->name) != expr->length) continue;
        if (expr->length && memcmp(name_text(value->origin->name), expr->text, expr->length) != 0)
            continue;
        return with_text(f, expr, name_text(value->name), name_length(value->name));
    }
    return expr;
}

static const Expr *follow_args(Follower *f, const Expr *expr, const Object *values)
{
    const Expr **args = NULL;
    for (size_t i = 0; i < expr->arg_count; i++) {
        const Expr *arg = expr->args[i];
        bool is_list = arg && (arg->kind == EXPR_ARRAY || arg->kind == EXPR_ROW);
        const Expr *mapped = is_list ? follow_args(f, arg, values)
                                     : follow_value(f, arg, EXPR_STRING, values);
        if (mapped == arg) continue;
        if (!args) {
            args = arena_array(f->cx->arena, const Expr *, expr->arg_count);
            memcpy(args, expr->args, expr->arg_count * sizeof *args);
        }
        args[i] = mapped;
    }
    return args ? expr_with_args(f->cx, expr, expr->arg_count, args) : expr;
}

static bool has_side_by_side(const Expr *expr)
{
    switch (expr->kind) {
    case EXPR_BINARY:
    case EXPR_IS:
    case EXPR_IN:
    case EXPR_BETWEEN:
    case EXPR_CASE:
    case EXPR_ANY: return true;
    default: return false;
    }
}

/* Texts that stand beside a column of an enum, or are cast to one, are its values. */
static const Expr *follow_values(Follower *f, const Expr *expr)
{
    const Object *values = expr->kind == EXPR_CAST ? enum_of(expr->type) : NULL;
    if (expr->kind == EXPR_TYPED)
        return follow_value(f, expr, EXPR_TYPED, enum_of(expr->type));
    for (size_t i = 0; !values && has_side_by_side(expr) && i < expr->arg_count; i++) {
        const Expr *arg = expr->args[i];
        if (arg && arg->kind == EXPR_NAME && arg->ref) values = enum_of_object(arg->ref);
    }
    return values ? follow_args(f, expr, values) : expr;
}

/* nextval('kb.numbers'): with its namespace where it had one or has another now. */
static const Expr *follow_sequence(Follower *f, const Expr *expr)
{
    const Object *called = (const Object *)sequence_called(f->from, expr);
    const Object *sequence = called ? f->copies[called->id] : NULL;
    if (!sequence || (name_is(sequence->name, called->name) &&
                      name_is(sequence->space, called->space)))
        return expr;
    const Expr *arg = expr->args[0], *text = arg->kind == EXPR_CAST ? arg->args[0] : arg;
    bool is_qualified = memchr(text->text, '.', text->length) != NULL;
    Name space = space_before(f, is_qualified ? f->copy->default_space : NO_NAME, sequence);
    Text path = {0};
    if (!name_none(space)) path_name(&path, space);
    if (!name_none(space)) text_add_char(&path, '.');
    path_name(&path, sequence->name);
    text = with_text(f, text, text_string(&path), path.length);
    text_free(&path);
    if (arg->kind == EXPR_CAST) arg = expr_with_args(f->cx, arg, 1, &text);
    else arg = text;
    return expr_with_args(f->cx, expr, 1, &arg);
}

static const Expr *follow_column_node(Follower *f, const Expr *expr, const Object *column)
{
    const Object *table = column->parent;
    bool is_qualified = table->origin && name_is(expr->space, table->origin->name);
    Name name = follow_name(expr->name, column), space = is_qualified ? table->name : expr->space;
    if (name_is(name, expr->name) && name_is(space, expr->space) && name_none(expr->outer))
        return expr;
    Expr *copy = arena_make(f->cx->arena, Expr);
    *copy = *expr;
    copy->name = name;
    copy->space = space;
    if (!name_none(expr->outer)) copy->outer = space_before(f, expr->outer, table);
    return copy;
}

static const Expr *follow_call(Follower *f, const Expr *expr, const Object *function)
{
    Expr *copy = arena_make(f->cx->arena, Expr);
    *copy = *expr;
    copy->name = follow_name(expr->name, function);
    copy->space = space_before(f, expr->space, function);
    return copy;
}

static const Expr *follow_node(Cx *cx, void *state, const Expr *expr)
{
    Follower *f = state;
    const Type *type = follow_type(f, expr->type);
    const Object *ref = expr->ref && expr->ref->origin ? expr->ref : NULL;
    if (type != expr->type) {
        Expr *copy = arena_make(cx->arena, Expr);
        *copy = *expr;
        copy->type = type;
        expr = copy;
    }
    expr = follow_values(f, expr);
    if (expr->kind == EXPR_NAME && ref && ref->parent) return follow_column_node(f, expr, ref);
    if (expr->kind == EXPR_CALL && ref) return follow_call(f, expr, ref);
    return expr->kind == EXPR_CALL ? follow_sequence(f, expr) : expr;
}

static const Expr *follow_expr(Follower *f, const Expr *expr, const Object *values)
{
    if (!expr) return NULL;
    return follow_value(f, expr_map(f->cx, expr, follow_node, f), EXPR_STRING, values);
}

/* ---- attributes ---- */

static void follow_marked(Follower *f, Marked *marked)
{
    const Object *values = enum_of_object(f->object);
    marked->any = follow_expr(f, marked->any, values);
    for (DialectId id = 0; id < DIALECT_COUNT; id++)
        marked->only[id] = follow_expr(f, marked->only[id], values);
}

static void follow_marked_type(Follower *f, MarkedType *type)
{
    type->any = follow_type(f, type->any);
    for (DialectId id = 0; id < DIALECT_COUNT; id++)
        type->only[id] = follow_type(f, type->only[id]);
}

/* The arrays of elements and parameters are those that schema_rebind has made for the copy. */
static void follow_elements(Follower *f, ElementList *list)
{
    IndexElement *items = (IndexElement *)list->items;
    for (size_t i = 0; i < list->count; i++) {
        items[i].expr = follow_expr(f, items[i].expr, NULL);
        items[i].collation_space = follow_space(f, items[i].collation_space);
        items[i].opclass_space = follow_space(f, items[i].opclass_space);
        items[i].with_space = follow_space(f, items[i].with_space);
    }
}

static void follow_parameters(Follower *f, ParameterList *list)
{
    Parameter *items = (Parameter *)list->items;
    for (size_t i = 0; i < list->count; i++) {
        items[i].initial = follow_expr(f, items[i].initial, enum_of(items[i].type));
        items[i].type = follow_type(f, items[i].type);
    }
}

static const Object *referred(const Object *object, uint16_t flags)
{
    const KindInfo *info = kind_info(object->kind);
    for (size_t i = 0; i < info->attr_count; i++)
        if (info->attrs[i].type == VALUE_OBJECT && (info->attrs[i].flags & flags) == flags)
            return attr_object(object, &info->attrs[i]);
    return NULL;
}

static void follow_names(Follower *f, NameList *list, const Attr *attr)
{
    const Object *object = f->object;
    const Object *above = object->parent ? object->parent : object_base(object);
    if (attr->flags & ATTR_COLUMNS) follow_columns(f, list, above);
    if (attr->flags & ATTR_TARGET_COLUMNS) follow_columns(f, list, referred(object, 0));
}

/* The function of a trigger, or a collation. */
static void follow_qualified(Follower *f, Name *space, Name *name)
{
    const Object *function = referred(f->object, ATTR_DERIVED);
    if (function && function->origin && name_is(*name, function->origin->name)) {
        *space = space_before(f, *space, function);
        *name = function->name;
    } else {
        *space = follow_space(f, *space);
    }
}

static void follow_attr(Follower *f, Object *object, const Attr *attr)
{
    switch (attr->type) {
    case VALUE_BOOL:
    case VALUE_WORD:
    case VALUE_TEXT:
    case VALUE_BODY:
    case VALUE_STRINGS:
    case VALUE_OBJECT:
    case VALUE_OBJECTS:
    case VALUE_USES: break;
    case VALUE_OPTIONS:
        if (attr->flags & ATTR_COLUMNS)
            follow_options(f, attr_field(object, attr, OptionList), object);
        break;
    case VALUE_NAME:
        if (attr->flags & ATTR_SPACE)
            *attr_field(object, attr, Name) = follow_space(f, *attr_field(object, attr, Name));
        break;
    case VALUE_TYPE: {
        const Type **type = attr_field(object, attr, const Type *);
        *type = follow_type(f, *type);
        break;
    }
    case VALUE_MARKED_TYPE: follow_marked_type(f, attr_field(object, attr, MarkedType)); break;
    case VALUE_EXPR: follow_marked(f, attr_field(object, attr, Marked)); break;
    case VALUE_NAMES: follow_names(f, attr_field(object, attr, NameList), attr); break;
    case VALUE_QUALIFIED:
        follow_qualified(f, &attr_field(object, attr, Name)[0], &attr_field(object, attr, Name)[1]);
        break;
    case VALUE_ELEMENTS: follow_elements(f, attr_field(object, attr, ElementList)); break;
    case VALUE_PARAMETERS: follow_parameters(f, attr_field(object, attr, ParameterList)); break;
    }
}

/* ---- all of it ---- */

static bool enter_copy(void *state, const Object *object)
{
    Follower *f = state;
    if (!object->origin) return true;
    f->copies[object->origin->id] = (Object *)object;
    bool is_space = object->kind == KIND_NAMESPACE;
    if (is_space && !name_is(object->name, object->origin->name))
        vec_push(f->cx->arena, &f->spaces, object);
    return true;
}

void schema_follow_names(Cx *cx, const Schema *from, Schema *copy)
{
    Arena *arena = arena_within(cx->arena);
    Follower f = {.cx = cx, .from = from, .copy = copy};
    f.copies = arena_array(arena, Object *, from->object_count);
    schema_walk(copy, enter_copy, &f);
    for (uint32_t id = 0; id < from->object_count; id++) {
        f.object = f.copies[id];
        if (!f.object) continue;
        const KindInfo *info = kind_info(f.object->kind);
        for (size_t i = 0; i < info->attr_count; i++)
            follow_attr(&f, f.copies[id], &info->attrs[i]);
    }
    arena_free(arena);
    schema_index(cx, copy);
}
