/* SPDX-License-Identifier: MIT
 * What must exist before an object, found through its attributes: references, types, and the names
 * in expressions and bodies. A reference to a key's columns needs the key, too. */
#include "model/extension.h"
#include "model/kind.h"
#include "model/list.h"
#include "model/mention.h"
#include "model/native.h"
#include "token.h"

typedef struct Needs {
    const Schema *schema;
    bool has_natives; /* few schemas have: then expressions are looked at more closely */
    const Object *object;
    DependencyVisit *visit;
    void *state;
} Needs;

static void need(const Needs *needs, const Object *object)
{
    bool is_own = object && (object == needs->object || object->parent == needs->object);
    if (object && !is_own) needs->visit(needs->state, object);
}

static void need_space(const Needs *needs, Name space)
{
    if (name_none(space)) space = needs->schema->default_space;
    need(needs, map_get(needs->schema->index[NAMES_OF_NAMESPACES], NO_NAME, space, NO_NAME));
}

/* ---- sequences that a default calls by a text: nextval('kb.orders_number'::regclass) ---- */

typedef struct Path {
    const char *start, *end; /* NULL: none */
} Path;

/* In the engine's own words, too. */
static Path called_in_words(const char *text)
{
    static const char begins[] = "nextval('";
    size_t length = strlen(begins);
    if (strncmp(text, begins, length) != 0) return (Path){NULL, NULL};
    const char *end = strchr(text + length, '\'');
    while (end && end[1] == '\'') end = strchr(end + 2, '\'');
    return end ? (Path){text + length, end} : (Path){NULL, NULL};
}

static Path called_path(const Expr *expr)
{
    if (expr->kind == EXPR_RAW) return called_in_words(expr->text);
    if (expr->kind != EXPR_CALL || !name_equals(expr->name, "nextval")) return (Path){NULL, NULL};
    const Expr *text = expr->arg_count == 1 ? expr->args[0] : NULL;
    if (text && text->kind == EXPR_CAST) text = text->args[0];
    bool is_path = text && (text->kind == EXPR_STRING || text->kind == EXPR_TYPED);
    return is_path ? (Path){text->text, text->text + text->length} : (Path){NULL, NULL};
}

/* Takes the next name of a path such as kb."My ids"; *from moves behind the dot. */
static Name take_name(const Schema *schema, const char **from, const char *end)
{
    Text text = {0};
    bool is_quoted = false;
    for (; *from < end && (is_quoted || **from != '.'); ++*from) {
        bool is_doubled = is_quoted && *from + 1 < end && (*from)[1] == '"';
        bool is_in_words = **from == '\'' && *from + 1 < end && (*from)[1] == '\'';
        if (is_in_words) ++*from;
        if (**from != '"') text_add_char(&text, **from);
        else if (is_doubled) text_add_char(&text, *++*from);
        else is_quoted = !is_quoted;
    }
    if (*from < end) ++*from;
    Name name = name_of(schema->names, text_string(&text), text.length);
    text_free(&text);
    return name;
}

const Sequence *sequence_called(const Schema *schema, const Expr *expr)
{
    Path path = called_path(expr);
    if (!path.start) return NULL;
    const char *from = path.start, *end = path.end;
    Name space = NO_NAME, name = take_name(schema, &from, end);
    if (from < end) {
        space = name;
        name = take_name(schema, &from, end);
    }
    const Object *found = schema_find(schema, KIND_SEQUENCE, space, name);
    while (found && found->kind != KIND_SEQUENCE) found = found->namesake;
    return (const Sequence *)found;
}

typedef struct Call {
    const Schema *schema;
    const Sequence *sequence;
} Call;

static bool is_not_called(void *state, const Expr *expr)
{
    const Call *call = state;
    return sequence_called(call->schema, expr) != call->sequence;
}

bool sequence_is_owned_later(const Schema *schema, const Sequence *sequence)
{
    Call call = {schema, sequence};
    if (!sequence->owned_by) return false;
    const Expr *initial = marked_for(&sequence->owned_by->initial, DIALECT_POSTGRES);
    return initial && !expr_walk(initial, is_not_called, &call);
}

/* ---- native objects ---- */

static bool is_default_class(const Schema *schema, const Object *object, const Object *type)
{
    const Native *class = (const Native *)object;
    if (object->kind != KIND_NATIVE || !name_equals(class->what, "operator class")) return false;
    sql_scanner at = sql_scan(class->body, strlen(class->body));
    if (!sql_take(&at, "default") || !sql_take(&at, "for") || !sql_take(&at, "type")) return false;
    const char *from = at.token.text;
    while (at.token.kind != SQL_END && !sql_is(&at.token, "using")) sql_next(&at);
    Name space = NO_NAME, name = take_name(schema, &from, at.previous);
    if (from < at.previous) {
        space = name;
        name = take_name(schema, &from, at.previous);
    }
    return native_type_find(schema, space, name) == type;
}

/* What is kept in order is so by the operator classes that go without saying. */
static void need_default_classes(const Needs *needs, const Object *type)
{
    Kind kind = needs->object->kind;
    bool is_kept = kind == KIND_TABLE || kind == KIND_COLUMN || kind == KIND_DOMAIN || kind == KIND_RANGE;
    const ObjectList *objects = (const ObjectList *)&needs->schema->objects;
    for (size_t i = 0; is_kept && i < objects->count; i++)
        if (is_default_class(needs->schema, objects->items[i], type)) need(needs, objects->items[i]);
}

/* The functions that a base type is made of need its shell alone. */
static void need_type(const Needs *needs, const Type *type)
{
    const Object *named = type ? type->named : NULL;
    const Object *opener = named ? native_opener(named, needs->object) : NULL;
    need(needs, opener ? opener : named);
    if (named && named->kind == KIND_NATIVE) need_default_classes(needs, named);
}

static void need_native(const Needs *needs, const char *word, Name space, Name name)
{
    if (!name_none(name)) need(needs, native_find(needs->schema, word, space, name));
}

/* Every operator of that name: which one is meant, its types tell. */
static void need_operator(const Needs *needs, Name space, Name name)
{
    if (name_none(name)) return;
    const Object *object = schema_find(needs->schema, KIND_NATIVE, space, name);
    for (; object; object = object->namesake)
        if (name_equals(((const Native *)object)->what, "operator")) need(needs, object);
}

/* May a cast to the one be meant where the other is said? */
static bool may_be_meant(const Type *made, const Type *said)
{
    if (!said || (said->named && said->named->kind == KIND_DOMAIN)) return true;
    if (made->named || said->named) return made->named == said->named;
    bool is_other = made->scalar == SCALAR_NONE || made->scalar == SCALAR_NATIVE;
    return made->scalar == said->scalar && (!is_other || name_is(made->name, said->name));
}

/* What is cast is not known here. */
static void need_casts(const Needs *needs, const Type *type)
{
    Name cast = name_from(needs->schema->names, "cast");
    const Object *object = schema_find(needs->schema, KIND_NATIVE, NO_NAME, cast);
    for (; object; object = object->namesake) {
        const ParameterList *types = &((const Native *)object)->arguments; /* from, to */
        bool is_known = types->count == 2 && types->items[1].type;
        if (!is_known || may_be_meant(types->items[1].type, type)) need(needs, object);
    }
}

static bool has_column_of(const Object *object, const Object *type)
{
    for (size_t i = 0; i < object->members.count; i++) {
        const Object *member = object->members.items[i];
        const Type *own = member->kind == KIND_COLUMN
                              ? marked_type_for(&((const Column *)member)->type, DIALECT_POSTGRES) : NULL;
        if (own && own->named == type) return true;
    }
    return false;
}

/* Does a function that the server reads have values of the type at hand? */
static bool handles(const Function *function, const Object *type)
{
    for (size_t i = 0; i < function->parameters.count; i++)
        if (function->parameters.items[i].type->named == type) return true;
    for (size_t i = 0; i < function->uses.count; i++)
        if (function->uses.items[i] == type || has_column_of(function->uses.items[i], type)) return true;
    return false;
}

/* Casts in its words; not those that call it. */
static void need_casts_within(const Needs *needs, const Function *function)
{
    Name cast = name_from(needs->schema->names, "cast");
    if (!function_is_read(function) || !strstr(function->body, "::")) return;
    const Object *object = schema_find(needs->schema, KIND_NATIVE, NO_NAME, cast);
    for (; object; object = object->namesake) {
        const Native *native = (const Native *)object;
        const Object *from = native->arguments.count ? native->arguments.items[0].type->named : NULL;
        bool calls_it = objects_have(&native->uses, needs->object);
        if (from && !calls_it && handles(function, from)) need(needs, object);
    }
}

static bool is_called(const char *text, Name name)
{
    size_t length = name_length(name);
    for (const char *at = text; (at = strstr(at, name_text(name))) != NULL; at++) {
        const char *behind = at + length + (at[length] == '"');
        if ((at == text || !text_is_word_byte(at[-1])) && *behind == '(') return true;
    }
    return false;
}

static bool is_mentioned(const char *text, const Object *object)
{
    const NativeWord *word = native_word(object);
    if (object->kind == KIND_FUNCTION) return is_called(text, object->name);
    return word && word->is_needed && strstr(text, name_text(object->name));
}

/* In the engine's own words whatever is called so may be meant. */
static void need_mentioned(const Needs *needs, const char *text)
{
    for (size_t i = 0; i < needs->schema->objects.count; i++) {
        const Object *object = needs->schema->objects.items[i];
        if (is_mentioned(text, object)) need(needs, object);
    }
}

/* 'kb.notes'::regclass, 'state'::regtype */
static void need_registered(const Needs *needs, const Expr *expr)
{
    static const Kind kinds[] = {KIND_TABLE, KIND_ENUM};
    const Expr *text = expr->kind == EXPR_CAST ? expr->args[0] : expr;
    bool is_text = text->kind == EXPR_STRING || text->kind == EXPR_TYPED;
    if (!is_text || strncmp(name_text(expr->type->name), "reg", 3) != 0) return;
    const char *from = text->text, *end = text->text + text->length;
    Name space = NO_NAME, name = take_name(needs->schema, &from, end);
    if (from < end) {
        space = name;
        name = take_name(needs->schema, &from, end);
    }
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        const Object *found = schema_find(needs->schema, kinds[i], space, name);
        if (found && !found->parent) need(needs, found);
    }
}

/* What an expression names that is no column and no function of the schema: an operator, the
 * constructor of a range, or in a text a text search configuration. */
static void need_named(const Needs *needs, const Expr *expr)
{
    if (expr->kind == EXPR_CALL && !expr->ref)
        need(needs, schema_find(needs->schema, KIND_RANGE, expr->space, expr->name));
    if (expr->kind == EXPR_RAW) need_mentioned(needs, expr->text);
    if (expr->kind == EXPR_CAST || expr->kind == EXPR_TYPED) need_registered(needs, expr);
    if (!needs->has_natives) return;
    if (expr->kind == EXPR_UNARY || expr->kind == EXPR_BINARY) need_operator(needs, expr->space, expr->name);
    if (expr->kind == EXPR_CAST || expr->kind == EXPR_TYPED) need_casts(needs, expr->type);
    if (expr->kind == EXPR_COLLATE) need_native(needs, "collation", expr->space, expr->name);
    if (expr->kind != EXPR_STRING && expr->kind != EXPR_TYPED) return;
    const char *from = expr->text, *end = expr->text + expr->length;
    Name space = NO_NAME, name = take_name(needs->schema, &from, end);
    if (from < end) {
        space = name;
        name = take_name(needs->schema, &from, end);
    }
    if (from == end) need_native(needs, "text search configuration", space, name);
}

/* ---- values ---- */

static bool takes_row_of(const Function *function, const Object *table)
{
    for (size_t i = 0; i < function->parameters.count; i++)
        if (function->parameters.items[i].type->named == table) return true;
    return false;
}

/* Any of the functions of that name may be meant, but of a table none that takes its rows; a check comes
 * later if there is no other. */
static void need_function(const Needs *needs, const Object *function)
{
    const Object *own = needs->object->parent ? needs->object->parent : needs->object;
    bool needs_all = needs->object->kind == KIND_CHECK;
    for (const Object *other = function; other; other = other->namesake)
        if (other->kind == KIND_FUNCTION && !takes_row_of((const Function *)other, own))
            needs_all = false;
    for (; function; function = function->namesake)
        if (function->kind == KIND_FUNCTION &&
            (needs_all || !takes_row_of((const Function *)function, own)))
            need(needs, function);
}

static bool need_node(void *state, const Expr *expr)
{
    const Needs *needs = state;
    if (expr->ref && expr->ref->kind == KIND_FUNCTION) need_function(needs, expr->ref);
    else need(needs, expr->ref);
    need_type(needs, expr->type);
    need_named(needs, expr);
    need(needs, (const Object *)sequence_called(needs->schema, expr));
    return true;
}

static void need_expr(Needs *needs, const Expr *expr)
{
    if (expr) expr_walk(expr, need_node, needs);
}

static void need_marked(Needs *needs, const Marked *marked)
{
    if (needs->schema->is_lowered) {
        need_expr(needs, marked_for(marked, needs->schema->dialect));
        return;
    }
    need_expr(needs, marked->any);
    for (DialectId id = 0; id < DIALECT_COUNT; id++) need_expr(needs, marked->only[id]);
}

static void need_marked_type(const Needs *needs, const MarkedType *type)
{
    if (needs->schema->is_lowered) {
        need_type(needs, marked_type_for(type, needs->schema->dialect));
        return;
    }
    need_type(needs, type->any);
    for (DialectId id = 0; id < DIALECT_COUNT; id++) need_type(needs, type->only[id]);
}

static void need_elements(Needs *needs, const ElementList *elements)
{
    for (size_t i = 0; i < elements->count; i++) {
        const IndexElement *element = &elements->items[i];
        need_expr(needs, element->expr);
        need_native(needs, "collation", element->collation_space, element->collation);
        need_native(needs, "operator class", element->opclass_space, element->opclass);
        need_operator(needs, element->with_space, element->with);
    }
}

static void need_parameters(Needs *needs, const ParameterList *parameters)
{
    for (size_t i = 0; i < parameters->count; i++) {
        need_type(needs, parameters->items[i].type);
        need_expr(needs, parameters->items[i].initial);
    }
}

/* A collation, or of a range an operator class. Functions are found by resolve. */
static void need_qualified(const Needs *needs, const Name *path)
{
    need_native(needs, "collation", path[0], path[1]);
    need_native(needs, "operator class", path[0], path[1]);
    if (needs->object->kind == KIND_FUNCTION && !name_none(path[1])) /* what supports it */
        need(needs, schema_find(needs->schema, KIND_FUNCTION, path[0], path[1]));
}

static void need_object(const Needs *needs, const Object *object)
{
    const Object *self = needs->object;
    bool is_later = self->kind == KIND_SEQUENCE &&
                    sequence_is_owned_later(needs->schema, (const Sequence *)self);
    if (!is_later) need(needs, object);
}

static void need_uses(const Needs *needs, const ObjectList *uses)
{
    for (size_t i = 0; i < uses->count; i++) need(needs, uses->items[i]);
}

Name table_content(Names *names, const char *module)
{
    for (sql_scanner at = sql_scan(module, strlen(module)); at.token.kind != SQL_END;) {
        if (!sql_take(&at, "content")) sql_next(&at);
        else if (sql_is_mark(&at.token, '=')) {
            sql_next(&at);
            bool is_quoted = at.token.kind == SQL_QUOTED || at.token.kind == SQL_STRING;
            return at.token.length < 2u * is_quoted ? NO_NAME
                   : name_of(names, at.token.text + is_quoted, at.token.length - 2u * is_quoted);
        }
    }
    return NO_NAME;
}

/* A full-text table whose rows are another's: fts4(content=notes, body). FTS5 does not look for it
 * before rows come. */
static void need_content(const Needs *needs, const Table *table)
{
    if (!table->virtual_using) return;
    Name name = table_content(needs->schema->names, table->virtual_using);
    if (!name_none(name)) need(needs, schema_find(needs->schema, KIND_TABLE, NO_NAME, name));
}

static void need_attr(Needs *needs, const Object *object, const Attr *attr)
{
    switch (attr->type) {
    case VALUE_BOOL:
    case VALUE_NAME:
    case VALUE_WORD:
    case VALUE_TEXT:
    case VALUE_BODY:
    case VALUE_NAMES:
    case VALUE_STRINGS:
    case VALUE_OPTIONS: break;
    case VALUE_QUALIFIED: need_qualified(needs, attr_value(object, attr, Name)); break;
    case VALUE_TYPE: need_type(needs, *attr_value(object, attr, const Type *)); break;
    case VALUE_MARKED_TYPE: need_marked_type(needs, attr_value(object, attr, MarkedType)); break;
    case VALUE_EXPR: need_marked(needs, attr_value(object, attr, Marked)); break;
    case VALUE_ELEMENTS: need_elements(needs, attr_value(object, attr, ElementList)); break;
    case VALUE_PARAMETERS: need_parameters(needs, attr_value(object, attr, ParameterList)); break;
    case VALUE_OBJECT: need_object(needs, attr_object(object, attr)); break;
    case VALUE_OBJECTS:
    case VALUE_USES: need_uses(needs, attr_value(object, attr, ObjectList)); break;
    }
}

static Name access_method(const Object *object)
{
    switch (object->kind) {
    case KIND_TABLE: return ((const Table *)object)->access_method;
    case KIND_VIEW: return ((const View *)object)->access_method;
    case KIND_EXCLUDE:
    case KIND_INDEX: return ((const Index *)object)->method;
    default: return NO_NAME;
    }
}

/* With the operator classes of it: an index need not say which it goes by. */
static void need_access_method(const Needs *needs, const Object *object)
{
    Name method = access_method(object);
    const Object *own = name_none(method)
                            ? NULL : native_find(needs->schema, "access method", NO_NAME, method);
    if (!own) return;
    need(needs, own);
    for (size_t i = 0; i < needs->schema->objects.count; i++) {
        const Object *other = needs->schema->objects.items[i];
        bool is_class = other->kind == KIND_NATIVE && name_is(((const Native *)other)->method, method);
        if (is_class) need(needs, other);
    }
}

static void need_extensions(const Needs *needs, const Object *object)
{
    const NameList *names = object_extensions(object);
    for (size_t i = 0; i < names->count; i++)
        need(needs, schema_find(needs->schema, KIND_EXTENSION, NO_NAME, names->items[i]));
}

/* Its columns and checks are those of its parents. */
static void need_parents(const Needs *needs, const Object *table)
{
    ObjectList parents = table_parents(table);
    for (size_t i = 0; i < parents.count; i++)
        for (size_t j = 0; j < parents.items[i]->members.count; j++) {
            const Object *member = parents.items[i]->members.items[j];
            if (member->kind == KIND_COLUMN || member->kind == KIND_CHECK) need(needs, member);
        }
}

/* ---- the key behind a reference ---- */

static const ElementList *unique_elements(const Object *member)
{
    if (member->kind == KIND_PRIMARY_KEY || member->kind == KIND_UNIQUE)
        return &((const Key *)member)->columns;
    const Index *index = (const Index *)member;
    bool is_key = member->kind == KIND_INDEX && index->is_unique && marked_none(&index->where);
    return is_key ? &index->elements : NULL;
}

static bool has_name(const ElementList *elements, Name name)
{
    for (size_t i = 0; i < elements->count; i++)
        if (elements->items[i].expr->kind == EXPR_NAME && name_is(elements->items[i].expr->name, name))
            return true;
    return false;
}

static bool is_key_of(const Object *member, const NameList *columns)
{
    const ElementList *elements = unique_elements(member);
    if (!elements || elements->count != columns->count) return false;
    for (size_t i = 0; i < elements->count; i++)
        if (!has_name(elements, columns->items[i])) return false;
    return true;
}

/* A key comes with its table; a unique index does only where there is no key. SQLite looks for
 * either when rows come, not before. */
static void need_key(const Needs *needs, const ForeignKey *key)
{
    const Object *found = NULL;
    bool is_lazy = needs->schema->is_lowered && needs->schema->dialect == DIALECT_SQLITE;
    for (size_t i = 0; key->target && i < key->target->object.members.count; i++) {
        const Object *member = key->target->object.members.items[i];
        if (!is_key_of(member, &key->target_columns)) continue;
        if (!found || member->kind != KIND_INDEX) found = member;
    }
    if (!is_lazy) need(needs, found);
}

void object_dependencies(const Schema *schema, const Object *object, DependencyVisit *visit,
                         void *state)
{
    const KindInfo *info = kind_info(object->kind);
    bool has_natives = map_count(schema->index[NAMES_OF_NATIVES]) > 0;
    Needs needs = {schema, has_natives, object, visit, state};
    if (info->has_namespace) need_space(&needs, object->space);
    if (object->kind == KIND_EXTENSION) need_space(&needs, ((const Extension *)object)->in);
    if (object->kind == KIND_FUNCTION) {
        need_native(&needs, "language", NO_NAME, ((const Function *)object)->language);
        if (has_natives) need_casts_within(&needs, (const Function *)object);
    }
    if (object->kind == KIND_TABLE) need_content(&needs, (const Table *)object);
    need_parents(&needs, object);
    need_access_method(&needs, object);
    need_extensions(&needs, object);
    if (object->kind == KIND_FOREIGN_KEY) need_key(&needs, (const ForeignKey *)object);
    for (size_t i = 0; i < info->attr_count; i++)
        if (!(info->attrs[i].flags & ATTR_CHANGE)) need_attr(&needs, object, &info->attrs[i]);
}
