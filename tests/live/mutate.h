/* SPDX-License-Identifier: MIT
 * Mutations of a lowered schema: every object dropped, renamed and commented anew, every attribute
 * of its Attr table changed, cleared and given. They are found through the tables, by the type of
 * the value, so that an attribute that is new to a table is mutated as well, or asked for.
 *
 * What the engine would refuse on its own account (a key that others refer to becomes deferrable)
 * takes along what stands in its way: the mutation is the smallest that can be made. */
#ifndef TESTS_LIVE_MUTATE_H
#define TESTS_LIVE_MUTATE_H

#include <limits.h>
#include <stdlib.h>
#include <strings.h>

#include "dialect/dialect.h"
#include "model/mention.h"

typedef enum How { DROPPED, RENAMED, COMMENTED, REORDERED, EXTENDED, CHANGED, CLEARED, GIVEN } How;
static const char *const how_words[] = {"dropped", "renamed", "commented", "reordered",
                                        "extended", "changed", "cleared", "given"};

typedef struct Mutation {
    const Object *object; /* of the schema as it is */
    const Attr *attr;     /* NULL: the object itself */
    How how;
    unsigned variant; /* an element of an index can change in several ways */
} Mutation;

/* A copy of a schema that is being mutated. */
typedef struct Mutant {
    Cx *cx;
    const Schema *from;
    Schema *to;
    bool *is_gone;          /* by id in from */
    bool *is_anew;          /* by id in from: dropped, and made as the copy is */
    const Object **all;     /* of from, by id */
    int server;             /* version, 150000 or 3040000 */
} Mutant;

/* ---- names and expressions ---- */

static inline Name named(const Mutant *m, const char *text)
{
    return name_from(m->cx->names, text);
}

static inline bool is_word(const char *a, const char *b)
{
    return strcmp(a, b) == 0;
}

static inline bool on_sqlite(const Mutant *m)
{
    return m->from->dialect == DIALECT_SQLITE;
}

/* The copy of an object of from. */
static inline Object *copy_of(const Mutant *m, const Object *object)
{
    return (Object *)m->to->copies.items[object->id];
}

static inline const char *written(const Mutant *m, const Expr *expr)
{
    Text text = {0};
    dialects[m->from->dialect]->expr(m->cx, &text, m->from, expr);
    return text_keep(&text, m->cx->arena);
}

static inline const Expr *raw(const Mutant *m, const char *format, ...)
{
    char text[8192];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    const char *kept = arena_copy(m->cx->arena, text, strlen(text));
    return expr_text(m->cx, EXPR_RAW, NO_SPAN, kept, strlen(kept));
}

static inline const char *sql_name(const Mutant *m, Name name)
{
    Text text = {0};
    dialects[m->from->dialect]->identifier(&text, name);
    return text_keep(&text, m->cx->arena);
}

static inline const Object *whole_of(const Object *object)
{
    return object->parent ? object->parent : object;
}

static inline Object *table_of(Object *object)
{
    if (object->kind == KIND_TRIGGER) return (Object *)((Trigger *)object)->on;
    if (object->kind == KIND_POLICY) return (Object *)&((Policy *)object)->on->object;
    return object->parent ? object->parent : object;
}

/* A type in SQL, for casts. */
static inline const char *sql_type(const Mutant *m, const Type *type)
{
    Text text = {0};
    if (type->named) dialects[m->from->dialect]->path(&text, m->from, type->named);
    else text_add(&text, type->is_quoted ? sql_name(m, type->name) : name_text(type->name));
    if (type->args) text_printf(&text, "(%s)", type->args);
    for (unsigned i = 0; i < type->dims; i++) text_add(&text, "[]");
    return text_keep(&text, m->cx->arena);
}

/* ---- what stands in the way goes, too ---- */

typedef struct Users {
    const Mutant *mutant;
    bool is_user;
} Users;

static inline bool is_gone(const Mutant *m, const Object *object)
{
    for (; object; object = object->parent)
        if (m->is_gone[object->id]) return true;
    return false;
}

static inline void note_gone(void *state, const Object *needed)
{
    Users *users = state;
    users->is_user |= is_gone(users->mutant, needed);
}

static inline bool has_members(const Mutant *m, const Object *object, Kind kind)
{
    for (size_t i = 0; i < object->members.count; i++)
        if (object->members.items[i]->kind == kind && !is_gone(m, object->members.items[i]))
            return true;
    return false;
}

/* Nobody can tell what a text names that is written as it is. */
static inline bool may_name_gone(const Mutant *m, const char *text)
{
    for (uint32_t id = 0; id < m->from->object_count; id++)
        if (m->is_gone[id] && m->all[id] && strstr(text, name_text(m->all[id]->name))) return true;
    return false;
}

static inline bool note_ref(void *state, const Expr *expr)
{
    Users *users = state;
    users->is_user |= expr->kind == EXPR_RAW && may_name_gone(users->mutant, expr->text);
    users->is_user |= expr->ref && is_gone(users->mutant, expr->ref);
    return !users->is_user;
}

static inline void note_names(Users *users, const Object *table, const NameList *names)
{
    for (size_t i = 0; table && i < names->count; i++) {
        const Object *column = object_member(table, KIND_COLUMN, names->items[i]);
        users->is_user |= column && is_gone(users->mutant, column);
    }
}

/* Columns of its own table, which are no dependency of a member. */
static inline void note_columns(Users *users, const Object *object, const Attr *attr)
{
    const ElementList *elements = attr_value(object, attr, ElementList);
    if (attr->type == VALUE_ELEMENTS)
        for (size_t i = 0; i < elements->count; i++) expr_walk(elements->items[i].expr, note_ref, users);
    if (attr->type == VALUE_EXPR && attr_value(object, attr, Marked)->any)
        expr_walk(attr_value(object, attr, Marked)->any, note_ref, users);
    if (attr->type == VALUE_NAMES && attr->flags & ATTR_COLUMNS)
        note_names(users, table_of((Object *)object), attr_value(object, attr, NameList));
    if (attr->type == VALUE_NAMES && attr->flags & ATTR_TARGET_COLUMNS)
        note_names(users, &((const ForeignKey *)object)->target->object, attr_value(object, attr, NameList));
    const OptionList *kept = attr_value(object, attr, OptionList);
    for (size_t i = 0; attr->type == VALUE_OPTIONS && attr->flags & ATTR_COLUMNS && i < kept->count; i++) {
        const char *word;
        Name name = option_column(users->mutant->cx->names, kept->items[i].name, &word);
        note_names(users, object, &(NameList){&name, 1});
    }
}

/* Bodies are text: nobody knows which columns they name. */
static inline bool reads_gone(const Mutant *m, const ObjectList *uses)
{
    for (size_t i = 0; i < uses->count; i++)
        for (size_t k = 0; k < uses->items[i]->members.count; k++)
            if (m->is_gone[uses->items[i]->members.items[k]->id]) return true;
    return false;
}

/* What cannot be without what is gone. */
static inline bool must_go(const Mutant *m, const Object *object)
{
    Users users = {m, false};
    const KindInfo *info = kind_info(object->kind);
    for (size_t i = 0; i < info->attr_count; i++) note_columns(&users, object, &info->attrs[i]);
    object_dependencies(m->from, object, note_gone, &users);
    if (object->kind == KIND_VIEW && reads_gone(m, &((const View *)object)->uses)) return true;
    if (object->kind == KIND_NATIVE && reads_gone(m, &((const Native *)object)->uses)) return true;
    if (object->kind == KIND_SEQUENCE && ((const Sequence *)object)->owned_by &&
        is_gone(m, (const Object *)((const Sequence *)object)->owned_by))
        return true;
    if (object->kind == KIND_ENUM && !has_members(m, object, KIND_ENUM_VALUE)) return true;
    bool had_columns = false; /* of its own */
    for (size_t i = 0; i < object->members.count; i++)
        had_columns |= object->members.items[i]->kind == KIND_COLUMN;
    if (object->kind == KIND_TABLE && had_columns && !has_members(m, object, KIND_COLUMN)) return true;
    return users.is_user;
}

static inline void spread(const Mutant *m)
{
    for (bool is_new = true; is_new;) {
        is_new = false;
        for (uint32_t id = 0; id < m->from->object_count; id++) {
            const Object *object = m->all[id];
            if (!object || is_gone(m, object) || !must_go(m, object)) continue;
            m->is_gone[id] = is_new = true;
        }
    }
}

/* All that needs the object goes; the object stays. */
static inline void drop_users(const Mutant *m, const Object *object)
{
    m->is_gone[object->id] = true;
    for (uint32_t id = 0; id < m->from->object_count; id++) {
        const Object *other = m->all[id];
        bool is_inside = false;
        for (const Object *above = other; above; above = above->parent)
            is_inside |= above == object;
        if (other && !is_inside && !is_gone(m, other) && must_go(m, other)) m->is_gone[id] = true;
    }
    m->is_gone[object->id] = false;
    spread(m);
}

static inline bool has_users(const Mutant *m, const Object *object)
{
    bool found = false;
    m->is_gone[object->id] = true;
    for (uint32_t id = 0; id < m->from->object_count && !found; id++) {
        const Object *other = m->all[id];
        bool is_inside = false;
        for (const Object *above = other; above; above = above->parent)
            is_inside |= above == object;
        if (other && !is_inside && !is_gone(m, other)) found = must_go(m, other);
    }
    m->is_gone[object->id] = false;
    return found;
}

/* Of an enum: whatever speaks of values of its columns. */
static inline void drop_mentions(const Mutant *m, const Object *type)
{
    for (uint32_t id = 0; id < m->from->object_count; id++) {
        const Object *object = m->all[id];
        if (!object || object->kind != KIND_COLUMN) continue;
        const Type *own = marked_type_for(&((const Column *)object)->type, m->from->dialect);
        if (!own || own->named != type) continue;
        drop_users(m, object);
        ((Column *)copy_of(m, object))->initial = (Marked){0};
    }
}

/* The foreign keys of a table and those that refer to it. */
static inline void drop_references(const Mutant *m, const Object *table, bool own)
{
    for (uint32_t id = 0; id < m->from->object_count; id++) {
        const Object *object = m->all[id];
        if (!object || object->kind != KIND_FOREIGN_KEY) continue;
        const ForeignKey *key = (const ForeignKey *)object;
        if (&key->target->object == table || (own && object->parent == table))
            m->is_gone[id] = true;
    }
}

/* ---- what is there ---- */

static inline bool is_key(const Object *object)
{
    return object->kind == KIND_PRIMARY_KEY || object->kind == KIND_UNIQUE;
}

static inline bool is_indexing(const Object *object)
{
    return object->kind == KIND_INDEX || object->kind == KIND_EXCLUDE;
}

static inline bool in_elements(const ElementList *list, const Object *column)
{
    for (size_t i = 0; i < list->count; i++)
        if (list->items[i].expr->ref == column) return true;
    return false;
}

static inline bool in_names(const NameList *list, Name name)
{
    for (size_t i = 0; i < list->count; i++)
        if (name_is(list->items[i], name)) return true;
    return false;
}

static inline const Key *key_with(const Object *table, Kind kind, const Object *column)
{
    for (size_t i = 0; i < table->members.count; i++) {
        const Object *member = table->members.items[i];
        if (member->kind == kind && in_elements(&((const Key *)member)->columns, column))
            return (const Key *)member;
    }
    return NULL;
}

static inline bool is_text(const Type *type)
{
    const char *name = name_text(type->name);
    return !type->named && !type->dims &&
           (is_word(name, "text") || is_word(name, "TEXT") || strstr(name, "char")) &&
           *name != '"'; /* "char" is PostgreSQL's own, a byte */
}

static inline bool is_integer(const Type *type)
{
    const char *name = name_text(type->name);
    return !type->dims && (is_word(name, "bigint") || is_word(name, "integer") ||
                           is_word(name, "smallint"));
}

static inline const Type *column_type(const Mutant *m, const Object *column)
{
    return marked_type_for(&((const Column *)column)->type, m->from->dialect);
}

/* Has an order and a hash on every server. */
static inline bool is_indexable(const Mutant *m, const Object *column)
{
    const Type *type = column_type(m, column);
    return type && (on_sqlite(m) || is_text(type) || is_integer(type) ||
                    is_word(name_text(type->name), "uuid") ||
                    strstr(name_text(type->name), "timestamp"));
}

/* Another column of the table that is not among those, of the same type if one is given. */
static inline Object *other_column(const Mutant *m, const Object *table, const ElementList *but,
                                   const NameList *but_names, const Type *type)
{
    for (size_t i = 0; i < table->members.count; i++) {
        Object *member = table->members.items[i];
        if (member->kind != KIND_COLUMN || !is_indexable(m, member)) continue;
        if (!marked_none(&((Column *)member)->generated)) continue;
        if ((but && in_elements(but, member)) || (but_names && in_names(but_names, member->name)))
            continue;
        if (type && !type_same(column_type(m, member), type)) continue;
        return member;
    }
    return NULL;
}

static inline const Expr *name_of_column(const Mutant *m, const Object *column)
{
    Expr *expr = expr_new(m->cx, EXPR_NAME, NO_SPAN);
    expr->name = column->name;
    expr->ref = column;
    return expr;
}

static inline NameList one_name(const Mutant *m, Name name)
{
    Name *items = arena_array(m->cx->arena, Name, 1);
    items[0] = name;
    return (NameList){items, 1};
}

static inline NameList names_and(const Mutant *m, const NameList *list, Name name)
{
    Name *items = arena_array(m->cx->arena, Name, list->count + 1);
    if (list->count) memcpy(items, list->items, list->count * sizeof *items);
    items[list->count] = name;
    return (NameList){items, list->count + 1};
}

static inline OptionList one_option(const Mutant *m, const char *name, const char *value)
{
    Option *items = arena_array(m->cx->arena, Option, 1);
    items[0] = (Option){named(m, name), value};
    return (OptionList){items, 1};
}

static inline const Type *native(const Mutant *m, const char *name, const char *args)
{
    Type *type = arena_make(m->cx->arena, Type);
    type->name = named(m, name);
    type->args = args;
    type->scalar = SCALAR_NATIVE;
    return type;
}

/* ---- by the type of the value ---- */

/* Each is given the copy and says whether it could be done. How: CHANGED and CLEARED of what is
 * there, GIVEN of what is not. */

static inline bool has_element(const ElementList *elements, Name name)
{
    for (size_t i = 0; i < elements->count; i++)
        if (elements->items[i].expr->kind == EXPR_NAME && name_is(elements->items[i].expr->name, name)) return true;
    return false;
}

/* Replication tells rows apart by it, so it takes no null. */
static inline bool is_in_identity(const Object *column)
{
    const Object *table = column->parent;
    for (size_t i = 0; i < table->members.count; i++) {
        const Key *key = (const Key *)table->members.items[i];
        const Index *index = (const Index *)table->members.items[i];
        bool is_unique = key->object.kind == KIND_UNIQUE && key->is_replica_identity;
        bool is_index = index->object.kind == KIND_INDEX && index->is_replica_identity;
        if ((is_unique && has_element(&key->columns, column->name)) ||
            (is_index && has_element(&index->elements, column->name)))
            return true;
    }
    return false;
}

static inline bool bool_of_column(Mutant *m, Object *object, const char *attr)
{
    Column *column = (Column *)object;
    const Object *table = object->parent;
    bool is_primary = key_with(table, KIND_PRIMARY_KEY, object) != NULL;
    if (is_primary || !name_none(column->identity) || is_in_identity(object)) return false;
    if (!is_word(attr, "not valid")) column->is_not_valid = false;
    else return column->is_nullable && m->server >= 180000;
    return true;
}

static inline bool has_strict_types(const Mutant *m, const Object *table)
{
    static const char *const strict[] = {"INT", "INTEGER", "REAL", "TEXT", "BLOB", "ANY"};
    for (size_t i = 0; i < table->members.count; i++) {
        const Object *member = table->members.items[i];
        const Type *type = member->kind == KIND_COLUMN ? column_type(m, member) : NULL;
        bool is_strict = member->kind != KIND_COLUMN;
        for (size_t k = 0; type && k < sizeof strict / sizeof *strict; k++)
            is_strict |= strcasecmp(name_text(type->name), strict[k]) == 0;
        if (!is_strict) return false;
    }
    return true;
}

static inline bool bool_of_table(Mutant *m, Object *object, const char *word)
{
    const Table *table = (const Table *)object;
    const Object *original = object->origin;
    if (table->virtual_using) return false;
    if (is_word(word, "strict off") && table->is_not_strict && !has_strict_types(m, object)) return false;
    if (is_word(word, "unlogged") && !name_none(table->partition_by)) return false; /* only its parts can be */
    if (is_word(word, "unlogged")) drop_references(m, original, true);
    if (!is_word(word, "without rowid")) return true;
    const Key *primary = (const Key *)object_member(object, KIND_PRIMARY_KEY, NO_NAME);
    if (!primary) return false;
    return !primary->is_autoincrement;
}

static inline bool bool_of_key(Mutant *m, Object *object, const char *word, bool value)
{
    Key *key = (Key *)object;
    if (is_word(word, "autoincrement")) {
        bool is_rowid = object->kind == KIND_PRIMARY_KEY && key->columns.count == 1 &&
                        !((Table *)object->parent)->is_without_rowid;
        return is_rowid && is_word(name_text(column_type(m, key->columns.items[0].expr->ref)->name), "INTEGER");
    }
    if (is_word(word, "nulls not distinct")) return object->kind == KIND_UNIQUE;
    if (is_word(word, "desc") && (object->kind == KIND_UNIQUE || key->columns.count > 1)) return false;
    drop_references(m, object->origin->parent, false); /* no key may refer to a deferrable one */
    if (is_word(word, "deferrable") && !value) key->is_initially_deferred = false;
    if (is_word(word, "initially deferred") && value) key->is_deferrable = true;
    return true;
}

static inline bool bool_of_trigger(Mutant *m, Object *object, const char *word, bool value)
{
    Trigger *trigger = (Trigger *)object;
    bool is_after = name_equals(trigger->timing, "after");
    (void)m;
    if (name_equals(trigger->timing, "instead of")) return false;
    if (is_word(word, "statement")) {
        if (value) trigger->when = (Marked){0};
        if (value) trigger->is_constraint = trigger->is_deferrable = trigger->is_initially_deferred = false;
        if (value) trigger->from = NULL;
        if (in_names(&trigger->events, named(m, "truncate"))) return false;
        return true;
    }
    if (!value) {
        if (!is_word(word, "initially deferred")) trigger->is_initially_deferred = false;
        if (is_word(word, "constraint")) trigger->is_deferrable = false;
        if (is_word(word, "constraint")) trigger->from = NULL;
        return true;
    }
    bool is_plain = name_none(trigger->old_table) && name_none(trigger->new_table);
    if (!is_plain || in_names(&trigger->events, named(m, "truncate"))) return false;
    if (!is_after) trigger->timing = named(m, "after"); /* what a constraint trigger is */
    trigger->for_each_statement = false;
    trigger->is_constraint = true;
    trigger->is_deferrable |= !is_word(word, "constraint");
    return true;
}

static inline bool bool_of_function(Mutant *m, Object *object, const char *word)
{
    const Function *function = (const Function *)object;
    if (function->is_procedure && !is_word(word, "security definer")) return false;
    bool is_trigger = function->returns && name_equals(function->returns->name, "trigger");
    if (is_word(word, "window") || is_word(word, "procedure")) {
        if (is_trigger || is_word(word, "procedure")) drop_users(m, object->origin);
        if (function->returns && name_equals(function->returns->name, "event_trigger")) return false;
    }
    if (!is_word(word, "procedure")) return true;
    Function *procedure = (Function *)object;
    if (is_trigger || procedure->returns_set) return false;
    procedure->returns = NULL;
    procedure->is_strict = procedure->is_leakproof = procedure->is_window = false;
    procedure->volatility = procedure->parallel = NO_NAME;
    procedure->cost = procedure->rows = NULL;
    return true;
}

static inline bool bool_of_index(Object *object, const char *word)
{
    Index *index = (Index *)object;
    bool is_btree = name_none(index->method) || name_equals(index->method, "btree");
    if (is_word(word, "unique") && index->is_unique) index->nulls_not_distinct = false;
    if (is_word(word, "nulls not distinct") && is_btree) index->is_unique = true;
    return is_btree;
}

static inline bool bool_of_foreign_key(Object *object, const char *word, bool value)
{
    ForeignKey *key = (ForeignKey *)object;
    if (is_word(word, "deferrable") && !value) key->is_initially_deferred = false;
    if (is_word(word, "initially deferred") && value) key->is_deferrable = true;
    return true;
}

/* A table goes by one index, and tells its rows apart by one or in its own way. */
static inline bool is_choice_free(const Object *table, const char *word)
{
    for (size_t i = 0; i < table->members.count; i++) {
        const KindInfo *info = kind_info(table->members.items[i]->kind);
        for (size_t k = 0; k < info->attr_count; k++)
            if (is_word(info->attrs[k].word, word) && !attr_is_default(table->members.items[i], &info->attrs[k]))
                return false;
    }
    bool is_identity = table->kind == KIND_TABLE && is_word(word, "replica identity");
    return !is_identity || name_none(((const Table *)table)->replica_identity);
}

static inline bool mutate_choice(Object *object, const Attr *attr)
{
    bool *value = attr_field(object, attr, bool), is_on = *value;
    const Object *table = object->parent;
    bool is_divided = table->kind == KIND_TABLE && !name_none(((const Table *)table)->partition_by);
    bool can = is_on || (object->kind == KIND_PRIMARY_KEY && !((Key *)object)->is_deferrable &&
                         !is_divided && is_choice_free(table, attr->word));
    *value = !is_on;
    return can;
}

static inline bool mutate_bool(Mutant *m, Object *object, const Attr *attr)
{
    bool *value = attr_field(object, attr, bool), wanted = !*value, can = true;
    if (attr->flags & ATTR_DETAIL) return mutate_choice(object, attr);
    switch (object->kind) {
    case KIND_COLUMN: can = bool_of_column(m, object, attr->word); break;
    case KIND_TABLE: can = bool_of_table(m, object, attr->word); break;
    case KIND_PRIMARY_KEY:
    case KIND_UNIQUE: can = bool_of_key(m, object, attr->word, wanted); break;
    case KIND_TRIGGER: can = bool_of_trigger(m, object, attr->word, wanted); break;
    case KIND_FUNCTION: can = bool_of_function(m, object, attr->word); break;
    case KIND_INDEX: can = bool_of_index(object, attr->word); break;
    case KIND_FOREIGN_KEY: can = bool_of_foreign_key(object, attr->word, wanted); break;
    case KIND_VIEW:
        ((View *)object)->options = ((View *)object)->defaults = (OptionList){0};
        drop_users(m, object->origin);
        for (size_t i = 0; i < object->members.count; i++) m->is_gone[object->members.items[i]->origin->id] = true;
        break;
    case KIND_CHECK: can = object->parent->kind == KIND_TABLE; break; /* domains have no heirs */
    default: break;
    }
    *value = wanted;
    return can;
}

/* Another word of those that the attribute knows. */
static inline const char *other_word(const char *attr, const char *now)
{
    static const char *const words[][3] = {
        {"volatility", "stable", "immutable"}, {"parallel", "safe", "restricted"},
        {"storage", "virtual", "stored"},      {"identity", "always", "by default"},
        {"on conflict", "ignore", "replace"},  {"on delete", "cascade", "restrict"},
        {"on update", "cascade", "restrict"},  {"match", "full", NULL},
        {"timing", "after", "before"},         {"language", "mutated", NULL},
        {"in", "public", NULL},                {"enabled", "never", "always"},
        {"replica identity", "full", "nothing"}, {"key triggers", "never", "always"},
    };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (is_word(words[i][0], attr)) return is_word(words[i][1], now) ? words[i][2] : words[i][1];
    return NULL;
}

static inline bool mutate_identity(Mutant *m, Column *column, How how)
{
    const Type *type = column_type(m, &column->object);
    if (how == CLEARED) column->identity_options = column->part_comments = (OptionList){0};
    if (how != GIVEN) return true;
    if (!is_integer(type) || !marked_none(&column->generated) || !marked_none(&column->initial))
        return false;
    column->is_nullable = false;
    return true;
}

static inline bool mutate_command(Mutant *m, Policy *policy, How how)
{
    bool has_using = !marked_none(&policy->using_), has_check = !marked_none(&policy->with_check);
    const char *now = name_text(policy->command);
    const char *word = has_check && !has_using ? "insert" : has_check ? "update" : "select";
    if (how == CLEARED) word = "all";
    if (is_word(word, now)) word = has_check ? "all" : "delete";
    policy->command = named(m, word);
    return true;
}

static inline bool mutate_method(Mutant *m, Index *index, How how)
{
    IndexElement *element = arena_make(m->cx->arena, IndexElement);
    const Object *column = other_column(m, index->object.parent, NULL, NULL, NULL);
    if (!column) return false;
    element->expr = name_of_column(m, column);
    if (index->object.kind == KIND_EXCLUDE) element->with = named(m, "=");
    index->elements = (ElementList){element, 1};
    index->include = (NameList){0};
    index->options = (OptionList){0};
    index->statistics = NULL;
    index->is_unique = index->nulls_not_distinct = false;
    index->method = how == CLEARED ? NO_NAME : named(m, name_equals(index->method, "hash") ? "btree" : "hash");
    return true;
}

static inline bool mutate_timing(Mutant *m, Trigger *trigger)
{
    if (name_equals(trigger->timing, "instead of")) return false;
    trigger->is_constraint = trigger->is_deferrable = trigger->is_initially_deferred = false;
    trigger->from = NULL;
    trigger->old_table = trigger->new_table = NO_NAME;
    (void)m;
    return true;
}

/* Virtual columns take no types of one's own. */
static inline bool has_domains(const Mutant *m, const Object *table)
{
    for (size_t i = 0; i < table->members.count; i++) {
        const Object *member = table->members.items[i];
        const Type *type = member->kind == KIND_COLUMN ? column_type(m, member) : NULL;
        if (type && type->named) return true;
    }
    return false;
}

static inline bool may_change_word(Mutant *m, Object *object, const char *word, How how)
{
    if (is_word(word, "identity")) return mutate_identity(m, (Column *)object, how);
    if (is_word(word, "timing")) return how == CHANGED && mutate_timing(m, (Trigger *)object);
    if (is_word(word, "language")) return how == CHANGED;
    if (is_word(word, "replica identity")) return how != GIVEN || is_choice_free(object, word);
    if (is_word(word, "key triggers")) return how != GIVEN; /* not every table has such keys */
    if (is_word(word, "enabled")) return !name_equals(((Trigger *)object)->timing, "instead of");
    if (is_word(word, "storage"))
        return !marked_none(&((Column *)object)->generated) && !has_domains(m, object->parent);
    if (is_word(word, "on delete")) ((ForeignKey *)object)->on_delete_columns = (NameList){0};
    if (object->kind == KIND_FUNCTION && ((Function *)object)->is_procedure) return false;
    if (is_word(word, "in")) return how == CHANGED; /* who says nothing takes any */
    return true;
}

/* How a table is divided, and by what: its keys would have to agree. */
static inline bool mutate_division(Mutant *m, Table *table, const char *word, How how)
{
    Object *object = &table->object, *column = object_member(object, KIND_COLUMN, NO_NAME);
    if (is_word(word, "for values")) {
        table->bounds = named(m, "from ('2031-01-01') to ('2032-01-01')");
        return how == CHANGED;
    }
    if (how == CHANGED) {
        table->partition_by = named(m, name_equals(table->partition_by, "list") ? "range" : "list");
        return table->partition_key.count == 1;
    }
    table->partition_by = NO_NAME;
    table->partition_key = (ElementList){0};
    if (how == CLEARED) return true;
    if (!column || table->partition_of || table->inherits.count || table->is_unlogged) return false;
    for (size_t i = 0; i < object->members.count; i++) {
        const Object *member = object->members.items[i];
        bool may_stay = member->kind == KIND_COLUMN ||
                        (member->kind == KIND_CHECK && !((const Check *)member)->no_inherit);
        if (!may_stay) m->is_gone[member->origin->id] = true;
    }
    IndexElement *element = arena_make(m->cx->arena, IndexElement);
    element->expr = name_of_column(m, column);
    table->partition_by = named(m, "list");
    table->partition_key = (ElementList){element, 1};
    table->options = (OptionList){0};
    return is_indexable(m, column);
}

static inline bool mutate_word(Mutant *m, Object *object, const Attr *attr, How how)
{
    Name *value = attr_field(object, attr, Name);
    bool is_division = is_word(attr->word, "for values") || is_word(attr->word, "partition by");
    if (is_division) return mutate_division(m, (Table *)object, attr->word, how);
    if (object->kind == KIND_RANGE) { /* the name of its multirange */
        *value = how == CLEARED ? NO_NAME : named(m, "mutated_multirange");
        return m->server >= 140000;
    }
    if (is_word(attr->word, "command")) return mutate_command(m, (Policy *)object, how);
    if (is_word(attr->word, "method")) return mutate_method(m, (Index *)object, how);
    if (!may_change_word(m, object, attr->word, how)) return false;
    if (is_word(attr->word, "old table") || is_word(attr->word, "new table")) {
        Trigger *trigger = (Trigger *)object;
        bool is_one = trigger->events.count == 1 && trigger->update_of.count == 0;
        bool fits = is_one && in_names(&trigger->events, named(m, "update"));
        if (!fits || trigger->is_constraint || !name_equals(trigger->timing, "after")) return false;
        *value = how == CLEARED ? NO_NAME : named(m, how == CHANGED ? "mutated" : attr->word[0] == 'o' ? "rows_before" : "rows_after");
        return true;
    }
    const char *word = how == CLEARED ? NULL : other_word(attr->word, name_none(*value) ? "" : name_text(*value));
    if (!word && how != CLEARED) return false;
    *value = word ? named(m, word) : NO_NAME;
    return true;
}

static inline bool mutate_text(Mutant *m, Object *object, const Attr *attr, How how)
{
    const char **value = attr_field(object, attr, const char *);
    static const char *const numbers[][3] = {
        {"start", "77", "78"}, {"increment", "7", "3"}, {"minimum", "2", "3"},
        {"maximum", "30000", "29999"}, {"cache", "9", "8"}, {"cost", "33", "34"}, {"rows", "44", "45"},
        {"version", "1.7", "1.8"}, {"index comment", "One", "Another"},
    };
    if (object->kind == KIND_EXTENSION && how != CHANGED) return false;
    if (is_word(attr->word, "statistics")) { /* of an expression alone */
        const ElementList *elements = &((Index *)object)->elements;
        bool is_expression = elements->items[0].expr->kind != EXPR_NAME;
        *value = how == CLEARED ? NULL : *value && is_word(*value, "1=77") ? "1=78" : "1=77";
        return how == CLEARED || is_expression;
    }
    if (is_word(attr->word, "rows") && !((Function *)object)->returns_set) return false;
    if (object->kind == KIND_FUNCTION && ((Function *)object)->is_procedure) return false;
    if (object->kind == KIND_SEQUENCE && is_word(attr->word, "minimum") && how != CLEARED &&
        !((Sequence *)object)->start) ((Sequence *)object)->start = "100";
    if (how == CLEARED) *value = NULL;
    for (size_t i = 0; how != CLEARED && i < sizeof numbers / sizeof *numbers; i++)
        if (is_word(numbers[i][0], attr->word))
            *value = numbers[i][*value && is_word(*value, numbers[i][1]) ? 2 : 1];
    (void)m;
    return true;
}

/* Of native objects: what of their definition may be something else. */
static inline bool mutate_native(Mutant *m, Native *native)
{
    static const char *const words[][3] = {
        {"aggregate", "sfunc = int4pl", "sfunc = int4mul"},
        {"collation", "'C'", "'POSIX'"},
        {"event trigger", "ddl_command_end", "ddl_command_start"},
        {"statistics", " ON ", " (ndistinct) ON "},
        {"text search configuration", "with simple", "with english_stem"},
        {"rule", "INSTEAD", "ALSO"},
    };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        const char *at = strstr(native->body, words[i][1]);
        if (!name_equals(native->what, words[i][0]) || !at) continue;
        native->body = arena_printf(m->cx->arena, "%.*s%s%s", (int)(at - native->body), native->body,
                                    words[i][2], at + strlen(words[i][1]));
        return true;
    }
    return false;
}

static inline bool mutate_body(Mutant *m, Object *object, const Attr *attr, How how)
{
    const char **value = attr_field(object, attr, const char *), *body = *value;
    Arena *arena = m->cx->arena;
    if (how != CHANGED) return false; /* what has one cannot be without */
    if (object->kind == KIND_NATIVE) return mutate_native(m, (Native *)object);
    if (object->kind == KIND_FUNCTION && name_equals(((Function *)object)->language, "c")) return false;
    if (object->kind == KIND_TABLE) {
        size_t length = strlen(body);
        *value = arena_printf(arena, "%.*s, mutated)", (int)length - 1, body);
    } else if (object->kind == KIND_VIEW) {
        size_t length = strlen(body);
        while (length && strchr("; \n", body[length - 1])) length--;
        *value = arena_printf(arena, "select * from (%.*s) as mutated_rows limit 1000", (int)length, body);
        ((View *)object)->options = (OptionList){0}; /* check_option wants another body */
    } else if (object->kind == KIND_TRIGGER) {
        const char *end = body, *next = body;
        while ((next = strstr(next + 1, "end")) || (next = strstr(end + 1, "END"))) end = next;
        *value = arena_printf(arena, "%.*s select 1; %s", (int)(end - body), body, end);
    } else if (strncmp(body, "RETURN", 6) == 0 || strncmp(body, "BEGIN ATOMIC", 12) == 0) {
        const char *type = sql_type(m, ((Function *)object)->returns); /* stored as it is understood */
        *value = arena_printf(arena, "RETURN NULL::%s", type);
    } else {
        *value = arena_printf(arena, "%s -- changed\n", body);
    }
    return true;
}

/* ---- types ---- */

static inline const Type *wider_type(const Mutant *m, const Type *type)
{
    const char *name = name_text(type->name);
    if (is_word(name, "integer") || is_word(name, "smallint")) return native(m, "bigint", NULL);
    if (is_word(name, "bigint")) return native(m, "integer", NULL);
    if (is_word(name, "text")) return native(m, "character varying", "777");
    if (strstr(name, "char")) return native(m, "text", NULL);
    return NULL;
}

/* What their text names is not known to the plan. */
static inline void drop_raw_policies(const Mutant *m, const Object *table)
{
    for (uint32_t id = 0; id < m->from->object_count; id++) {
        const Policy *policy = (const Policy *)m->all[id];
        if (!policy || policy->object.kind != KIND_POLICY) continue;
        const Expr *parts[] = {policy->using_.any, policy->with_check.any};
        for (int i = 0; i < 2; i++)
            if (parts[i] && parts[i]->kind == EXPR_RAW && strstr(parts[i]->text, name_text(table->name)))
                m->is_gone[id] = true;
    }
}

static inline bool mutate_column_type(Mutant *m, Object *object)
{
    Column *column = (Column *)object;
    const Type *type = column_type(m, object), *other = NULL;
    if (!type) return false;
    if (on_sqlite(m)) {
        const Key *primary = key_with(object->parent, KIND_PRIMARY_KEY, object);
        if (primary && primary->is_autoincrement) return false;
        const char *name = name_text(type->name);
        column->type = (MarkedType){.any = native(m, is_word(name, "TEXT") || is_word(name, "text") ? "blob" : "text", NULL)};
        return true;
    }
    if (!type->named && !type->dims) other = wider_type(m, type);
    if (other) {
        bool is_short = is_word(name_text(type->name), "bigint");
        if (!name_none(column->identity)) column->identity_options = (OptionList){0};
        if (is_short) drop_references(m, object->origin->parent, false);
        if (is_short) column->initial = (Marked){0};
        drop_raw_policies(m, object->origin->parent);
    } else { /* what uses it would not understand a text */
        drop_users(m, object->origin);
        column->initial = column->generated = (Marked){0};
        column->identity = NO_NAME;
        column->identity_options = column->part_comments = (OptionList){0};
        column->collation = column->collation_space = NO_NAME;
        other = native(m, "text", NULL);
        column->conversion = (Marked){.any = raw(m, "NULL::text")};
    }
    column->type = (MarkedType){.any = other};
    return true;
}

/* What goes out says what is returned. */
static inline bool has_results(const Object *object)
{
    const ParameterList *parameters = &((const Function *)object)->parameters;
    for (size_t i = 0; object->kind == KIND_FUNCTION && i < parameters->count; i++)
        if (!parameter_is_input(&parameters->items[i]) ||
            name_equals(parameters->items[i].mode, "inout"))
            return true;
    return false;
}

static inline bool mutate_type(Mutant *m, Object *object, const Attr *attr, How how)
{
    const Type **value = attr_field(object, attr, const Type *);
    if (object->kind == KIND_RANGE) *(Range *)object = (Range){.object = *object, .subtype = *value};
    if (object->kind == KIND_ATTRIBUTE) ((Attribute *)object)->collation = NO_NAME;
    if (object->kind == KIND_SEQUENCE) {
        const Sequence *sequence = (const Sequence *)object;
        if (sequence->minimum || sequence->maximum || sequence->start) return false;
        *value = how == CLEARED ? NULL : native(m, *value && name_equals((*value)->name, "integer") ? "smallint" : "integer", NULL);
        return true;
    }
    if (object->kind == KIND_TABLE) { /* the type of its rows */
        *value = NULL;
        return how == CLEARED;
    }
    if (how == CLEARED || !*value || has_results(object)) return false;
    drop_users(m, object->origin);
    if (object->kind == KIND_DOMAIN) {
        ((Domain *)object)->initial = (Marked){0};
        ((Domain *)object)->collation = NO_NAME;
    }
    const Type *other = (*value)->named || (*value)->dims ? NULL : wider_type(m, *value);
    *value = other ? other : native(m, "text", NULL);
    return true;
}

/* ---- expressions ---- */

static inline bool is_default_allowed(const Object *object)
{
    const Column *column = (const Column *)object;
    if (object->kind != KIND_COLUMN) return true;
    return name_none(column->identity) && marked_none(&column->generated);
}

static inline const Type *type_of_value(const Mutant *m, const Object *object)
{
    if (object->kind == KIND_DOMAIN) return ((const Domain *)object)->type;
    if (object->kind == KIND_ATTRIBUTE) return ((const Attribute *)object)->type;
    if (object->kind == KIND_RANGE) return ((const Range *)object)->subtype;
    return column_type(m, object);
}

static inline const Expr *given_expr(Mutant *m, Object *object, const char *word)
{
    Object *table = table_of(object);
    if (is_word(word, "default") || is_word(word, "generated")) {
        const Type *type = type_of_value(m, object);
        if (on_sqlite(m)) return raw(m, "(coalesce(null, null))");
        return raw(m, "COALESCE(NULL::%s, NULL::%s)", sql_type(m, type), sql_type(m, type));
    }
    if (object->kind == KIND_TRIGGER) return raw(m, on_sqlite(m) ? "1 < 2" : "pg_trigger_depth() < 77");
    if (object->kind == KIND_POLICY) return raw(m, "true");
    for (size_t i = 0; i < table->members.count; i++)
        if (table->members.items[i]->kind == KIND_COLUMN)
            return raw(m, "(%s IS NOT NULL)", sql_name(m, table->members.items[i]->name));
    return NULL;
}

static inline bool is_only_written(const Object *column)
{
    const Object *table = column->parent;
    for (size_t i = 0; i < table->members.count; i++) {
        const Column *other = (const Column *)table->members.items[i];
        if (other->object.kind == KIND_COLUMN && &other->object != column && marked_none(&other->generated))
            return false;
    }
    return true;
}

static inline bool may_have_expr(Mutant *m, Object *object, const char *word, How how)
{
    if (is_word(word, "default")) return is_default_allowed(object);
    if (is_word(word, "generated") && how == GIVEN) {
        Column *column = (Column *)object;
        if (!is_default_allowed(object) || key_with(object->parent, KIND_PRIMARY_KEY, object)) return false;
        if (on_sqlite(m) && is_only_written(object)) return false;
        drop_users(m, object->origin);
        column->initial = (Marked){0};
        column->states_null = false;
        if (on_sqlite(m)) column->is_nullable = true;
        return true;
    }
    if (is_word(word, "generated") && how == CLEARED) ((Column *)object)->storage = NO_NAME;
    if (is_word(word, "when")) return on_sqlite(m) || !name_equals(((Trigger *)object)->timing, "instead of");
    if (object->kind != KIND_POLICY || how != GIVEN) return true;
    const Policy *policy = (const Policy *)object;
    bool is_using = is_word(word, "using");
    if (name_equals(policy->command, "insert")) return !is_using;
    return is_using || !(name_equals(policy->command, "select") || name_equals(policy->command, "delete"));
}

static inline bool mutate_expr(Mutant *m, Object *object, const Attr *attr, How how)
{
    Marked *marked = attr_field(object, attr, Marked);
    const Expr *now = marked->any;
    bool is_value = is_word(attr->word, "default") || is_word(attr->word, "generated");
    if (!may_have_expr(m, object, attr->word, how)) return false;
    if (how == CLEARED && attr->flags & ATTR_IDENTITY) return false; /* a check without */
    const Expr *then = NULL;
    if (how == GIVEN) then = given_expr(m, object, attr->word);
    if (how == CHANGED && is_value) {
        const char *type = on_sqlite(m) ? "" : sql_type(m, type_of_value(m, object)), *cast = on_sqlite(m) ? "" : "::";
        then = raw(m, "(coalesce((%s)%s%s, (%s)%s%s))", written(m, now), cast, type, written(m, now), cast, type);
    }
    if (how == CHANGED && !is_value) then = raw(m, "(NOT (%s))", written(m, now));
    if (!then && how != CLEARED) return false;
    *marked = (Marked){.any = then};
    return true;
}

/* ---- lists ---- */

static inline bool mutate_foreign_columns(Mutant *m, ForeignKey *key, const char *word)
{
    bool is_target = is_word(word, "target columns");
    Object *table = is_target ? (Object *)&key->target->object : key->object.parent;
    NameList *list = is_target ? &key->target_columns : &key->columns;
    const Object *now = object_member(table, KIND_COLUMN, list->items[0]);
    const Type *type = now ? column_type(m, now) : NULL;
    Object *other = other_column(m, table, NULL, list, type);
    if (!other || list->count != 1) return false;
    key->on_delete_columns = (NameList){0};
    *list = one_name(m, other->name);
    if (!is_target) return true;
    Key *unique = (Key *)schema_add(m->cx, m->to, table, KIND_UNIQUE, NO_NAME, named(m, "mutated_target"));
    IndexElement *element = arena_make(m->cx->arena, IndexElement);
    element->expr = name_of_column(m, other);
    unique->columns = (ElementList){element, 1};
    unique->object.is_named = true;
    return true;
}

static inline bool mutate_events(Mutant *m, Trigger *trigger)
{
    bool is_insert = in_names(&trigger->events, named(m, "insert"));
    if (in_names(&trigger->events, named(m, "truncate"))) return false;
    trigger->events = one_name(m, named(m, is_insert && trigger->events.count == 1 ? "delete" : "insert"));
    trigger->update_of = (NameList){0};
    trigger->when = (Marked){0};
    trigger->old_table = trigger->new_table = NO_NAME;
    if (!on_sqlite(m)) return true;
    trigger->body = "begin select 1; end";
    return true;
}

static inline bool mutate_names(Mutant *m, Object *object, const Attr *attr, How how)
{
    NameList *list = attr_field(object, attr, NameList);
    Object *table = table_of(object), *column = NULL;
    if (is_word(attr->word, "events")) return how == CHANGED && mutate_events(m, (Trigger *)object);
    if (object->kind == KIND_FOREIGN_KEY && !is_word(attr->word, "on delete columns"))
        return how == CHANGED && mutate_foreign_columns(m, (ForeignKey *)object, attr->word);
    if (how == CLEARED) {
        *list = (NameList){0};
        return true;
    }
    if (is_word(attr->word, "extensions")) {
        if (object->kind == KIND_VIEW && !((View *)object)->is_materialized) return false;
        *list = one_name(m, named(m, in_names(list, named(m, "plpgsql")) ? "hstore" : "plpgsql"));
        return true;
    }
    if (is_word(attr->word, "roles")) {
        *list = names_and(m, list, named(m, in_names(list, named(m, "pg_monitor")) ? "pg_read_all_stats" : "pg_monitor"));
        return true;
    }
    if (object->kind == KIND_FOREIGN_KEY) {
        ForeignKey *key = (ForeignKey *)object;
        if (how == CHANGED) return false;
        key->on_delete = named(m, "set null");
        *list = one_name(m, key->columns.items[0]);
        return true;
    }
    if (object->kind == KIND_VIEW) { /* of SQLite: as many as there are */
        if (how == GIVEN) return false;
        Name *items = arena_array(m->cx->arena, Name, list->count);
        memcpy(items, list->items, list->count * sizeof *items);
        items[0] = named(m, "mutated");
        *list = (NameList){items, list->count};
        return true;
    }
    const ElementList *elements = is_key(object) ? &((Key *)object)->columns
                                  : is_indexing(object) ? &((Index *)object)->elements : NULL;
    column = other_column(m, table, elements, list, NULL);
    if (!column) return false;
    if (is_word(attr->word, "update of") &&
        (!in_names(&((Trigger *)object)->events, named(m, "update")) || table->kind != KIND_TABLE ||
         !name_none(((Trigger *)object)->old_table) || !name_none(((Trigger *)object)->new_table)))
        return false;
    if (object->kind == KIND_INDEX && !name_none(((Index *)object)->method)) return false;
    *list = names_and(m, list, column->name);
    return true;
}

/* How a column is kept that the table has of another; of a view only the body names its columns. */
static inline bool mutate_kept(Mutant *m, Object *object, OptionList *list, How how)
{
    const Object *column = NULL;
    ObjectList parents = object->kind == KIND_TABLE ? table_parents(object) : (ObjectList){NULL, 0};
    for (size_t i = 0; parents.count && i < parents.items[0]->members.count && !column; i++) {
        const Object *member = parents.items[0]->members.items[i];
        const Object *here = object_member(object, KIND_COLUMN, member->name);
        bool is_own = here && here->parent == object && !((const Column *)here)->is_inherited;
        if (member->kind == KIND_COLUMN && !is_own) column = member;
    }
    if (!column || how == CHANGED) return false; /* cleared is enough */
    const char *name = name_text(option_of_column(m->cx->names, column->name, "statistics"));
    *list = how == CLEARED ? (OptionList){0} : one_option(m, name, "77");
    return true;
}

/* What comes along with each. */
static inline bool mutate_remarks(Mutant *m, const Object *object, OptionList *list, How how)
{
    const char *name = "array_type";
    if (object->kind == KIND_TRIGGER) name = ((const Trigger *)object)->is_constraint ? "constraint" : NULL;
    if (object->kind == KIND_COLUMN) name = name_none(((const Column *)object)->identity) ? NULL : "sequence";
    if (!name) return false;
    *list = how == CLEARED ? (OptionList){0} : one_option(m, name, "it's 77");
    return true;
}

static inline bool mutate_options(Mutant *m, Object *object, const Attr *attr, How how)
{
    OptionList *list = attr_field(object, attr, OptionList);
    const char *name = "fillfactor", *value = "77";
    if (is_word(attr->word, "kept")) return mutate_kept(m, object, list, how);
    if (is_word(attr->word, "part comments")) return mutate_remarks(m, object, list, how);
    if (object->kind == KIND_TABLE && !name_none(((Table *)object)->partition_by)) return false;
    if (is_word(attr->word, "defaults")) { /* of columns that are named in them */
        if (how == GIVEN) return false;
        *list = how == CLEARED ? (OptionList){0} : one_option(m, name_text(list->items[0].name), value);
        return true;
    }
    if (is_indexing(object)) {
        const char *method = name_none(((Index *)object)->method) ? "btree" : name_text(((Index *)object)->method);
        if (is_word(method, "gin")) name = "gin_pending_list_limit", value = "128";
        else if (is_word(method, "brin")) name = "pages_per_range", value = "33";
        else if (!is_word(method, "btree") && !is_word(method, "hash") && !is_word(method, "gist")) return false;
    }
    if (object->kind == KIND_VIEW && !((View *)object)->is_materialized) name = "security_barrier", value = "true";
    if (object->kind == KIND_FUNCTION) name = "work_mem", value = "7MB";
    if (is_word(attr->word, "identity options")) {
        if (name_none(((Column *)object)->identity)) return false;
        name = "increment", value = "7";
    } else if (object->kind == KIND_COLUMN) {
        if (((Column *)object)->is_inherited) return false;
        name = "statistics", value = "77";
    }
    for (size_t i = 0; how == CHANGED && i < list->count; i++)
        if (name_equals(list->items[i].name, name)) return false; /* cleared is enough */
    *list = how == CLEARED ? (OptionList){0} : one_option(m, name, value);
    return true;
}

static inline bool mutate_parameters(Mutant *m, Object *object, How how)
{
    ParameterList *list = &((Function *)object)->parameters;
    const Function *function = (const Function *)object;
    if (function->returns && name_equals(function->returns->name, "trigger")) return false;
    if (how == CLEARED) return false; /* its body would not understand */
    drop_users(m, object->origin);
    Parameter *items = arena_array(m->cx->arena, Parameter, list->count + 1);
    items[0] = (Parameter){.mode = NO_NAME, .name = named(m, "mutated"), .type = native(m, "bigint", NULL)};
    if (list->count) memcpy(items + 1, list->items, list->count * sizeof *items);
    *list = (ParameterList){items, list->count + 1};
    return true;
}

/* Variants: a column more or less, its order, where nulls go, collation, operator class. */
enum { ELEMENT_VARIANTS = 5 };

static inline bool mutate_elements(Mutant *m, Object *object, const Attr *attr, unsigned variant)
{
    ElementList *list = attr_field(object, attr, ElementList);
    Object *table = object->parent ? object->parent : object;
    const Index *index = object->kind == KIND_INDEX ? (const Index *)object : NULL;
    bool is_btree = !index || name_none(index->method);
    IndexElement *items = arena_array(m->cx->arena, IndexElement, list->count + 1);
    memcpy(items, list->items, list->count * sizeof *items);
    const Object *ref = items[0].expr->kind == EXPR_NAME ? items[0].expr->ref : NULL;
    bool is_column = ref && ref->kind == KIND_COLUMN;
    bool has_text = is_column && column_type(m, ref) && is_text(column_type(m, ref));
    if (variant > 0 && (!index || !is_btree)) return false;
    if (object->kind == KIND_TABLE) {
        Object *other = other_column(m, table, list, NULL, NULL);
        if (other) items[0].expr = name_of_column(m, other);
        *list = (ElementList){items, list->count};
        return other != NULL;
    }
    *list = (ElementList){items, list->count};
    if (object->kind == KIND_EXCLUDE) {
        items[0].with = named(m, name_equals(items[0].with, "&&") ? "-|-" : "<>");
        return true;
    }
    switch (variant) {
    case 0: {
        const Object *column = other_column(m, table, list, index ? &index->include : &((Key *)object)->include, NULL);
        if (is_key(object)) drop_references(m, object->origin->parent, false);
        if (is_key(object) && ((Key *)object)->is_autoincrement) return false;
        if (list->count > 1 && !column) list->count--;
        else if (!column || !is_btree) return false;
        else items[list->count++] = (IndexElement){.expr = name_of_column(m, column)};
        if (column && object->kind == KIND_PRIMARY_KEY) ((Column *)column)->is_nullable = false;
        return true;
    }
    case 1: items[0].is_descending = !items[0].is_descending; return true;
    case 2: items[0].nulls = (items[0].nulls == 0) == items[0].is_descending ? 2 : 1;
            return !on_sqlite(m);
    case 3:
        if (!has_text && !(on_sqlite(m) && is_column)) return false;
        if (!name_none(items[0].collation) || !name_none(((Column *)ref)->collation)) return false;
        items[0].collation = named(m, on_sqlite(m) ? "nocase" : "C");
        return true;
    default:
        if (!has_text || on_sqlite(m) || !name_none(items[0].opclass)) return false;
        items[0].opclass = named(m, "text_pattern_ops");
        return is_word(name_text(column_type(m, ref)->name), "text");
    }
}

static inline bool mutate_range(Mutant *m, const Range *range, const char *word, How how, Name *names)
{
    bool is_class = is_word(word, "opclass"), is_difference = is_word(word, "subtype_diff");
    bool fits = (is_class && is_text(range->subtype)) ||
                (is_difference && name_equals(range->subtype->name, "double precision"));
    if (how == CHANGED || (how == GIVEN && !fits)) return false;
    names[0] = NO_NAME;
    names[1] = how == CLEARED ? NO_NAME : named(m, is_class ? "text_pattern_ops" : "float8mi");
    if (is_difference && how == GIVEN) names[0] = named(m, "pg_catalog");
    return true;
}

static inline bool mutate_qualified(Mutant *m, Object *object, const Attr *attr, How how)
{
    Name *names = attr_field(object, attr, Name);
    if (object->kind == KIND_TRIGGER) {
        const Function *function = ((Trigger *)object)->function_ref;
        if (!function || how != CHANGED) return false;
        Function *other = (Function *)object_copy(m->cx, m->to, NULL, &function->object);
        m->to->copies.count = m->from->object_count; /* it is no copy of what the first was made from */
        other->object.name = named(m, arena_printf(m->cx->arena, "mutated_%u", object->id));
        other->object.origin = NULL;
        names[1] = other->object.name;
        ((Trigger *)object)->function_ref = other;
        return true;
    }
    if (is_word(attr->word, "support")) {
        const char *first = "array_unnest_support", *second = "generate_series_int4_support";
        if (how == GIVEN) return false; /* what plans its calls is nothing that a start minds */
        names[0] = how == CLEARED ? NO_NAME : named(m, "pg_catalog");
        names[1] = how == CLEARED ? NO_NAME : named(m, name_equals(names[1], first) ? second : first);
        return true;
    }
    if (object->kind == KIND_RANGE && !is_word(attr->word, "collate"))
        return mutate_range(m, (Range *)object, attr->word, how, names);
    const Type *type = type_of_value(m, object);
    if (!type || (!on_sqlite(m) && !is_text(type))) return false;
    const char *first = on_sqlite(m) ? "nocase" : "C", *second = on_sqlite(m) ? "rtrim" : "POSIX";
    names[0] = NO_NAME;
    names[1] = how == CLEARED ? NO_NAME : named(m, name_equals(names[1], first) ? second : first);
    return true;
}

static inline bool mutate_target(Mutant *m, ForeignKey *key)
{
    const Object *now = object_member(key->object.parent, KIND_COLUMN, key->columns.items[0]);
    const Type *type = now ? column_type(m, now) : NULL;
    for (size_t i = 0; type && key->columns.count == 1 && i < m->to->objects.count; i++) {
        Object *table = m->to->objects.items[i];
        if (table->kind != KIND_TABLE || table == &key->target->object) continue;
        const Key *primary = (const Key *)object_member(table, KIND_PRIMARY_KEY, NO_NAME);
        if (!primary || primary->columns.count != 1 || primary->is_deferrable) continue;
        const Object *column = primary->columns.items[0].expr->ref;
        if (!type_same(column_type(m, column), type)) continue;
        key->target = (const Table *)table;
        key->target_columns = one_name(m, column->name);
        return true;
    }
    return false;
}

/* Whose owner somebody says: a sequence must have that of its table. */
static inline bool has_owner(const Mutant *m, const Object *object)
{
    for (size_t i = 0; i < m->from->objects.count; i++) {
        const Object *other = m->from->objects.items[i];
        if (other->kind == KIND_OWNER && ((const Ownership *)other)->on == object) return true;
    }
    return false;
}

/* A detail: a program asks for it if its schema has one. */
static inline bool mutate_from(Trigger *trigger, How how)
{
    trigger->from = how == CHANGED ? trigger->on : NULL;
    return how != GIVEN;
}

static inline bool mutate_object(Mutant *m, Object *object, How how)
{
    if (object->kind == KIND_TRIGGER) return mutate_from((Trigger *)object, how);
    if (object->kind == KIND_FOREIGN_KEY) return how == CHANGED && mutate_target(m, (ForeignKey *)object);
    if (object->kind == KIND_TABLE) { /* no part any more: only what it says itself is left */
        ((Table *)object)->partition_of = NULL;
        ((Table *)object)->bounds = NO_NAME;
        ((Table *)object)->kept = (OptionList){0};
        return how == CLEARED && !object_member(object->origin, KIND_INDEX, NO_NAME);
    }
    if (object->kind != KIND_SEQUENCE) return false;
    Sequence *sequence = (Sequence *)object;
    sequence->owned_by = NULL;
    for (size_t i = 0; how != CLEARED && i < m->to->objects.count; i++) {
        Object *table = m->to->objects.items[i];
        if (table->kind != KIND_TABLE || !name_is(table->space, object->space)) continue;
        if (has_owner(m, table->origin) != has_owner(m, object->origin)) continue;
        sequence->owned_by = (Column *)object_member(table, KIND_COLUMN, NO_NAME);
        break;
    }
    return how == CLEARED || sequence->owned_by;
}

/* A table without columns has nothing that could stand in the way of an heir. */
static inline bool mutate_parents(Mutant *m, Table *table, How how)
{
    table->inherits = (ObjectList){0};
    for (size_t i = 0; how == GIVEN && i < m->to->objects.count && !table->inherits.count; i++) {
        Object *other = m->to->objects.items[i];
        const Table *parent = (const Table *)other;
        if (other->kind != KIND_TABLE || parent == table || other->members.count || parent->is_unlogged ||
            parent->partition_of || parent->inherits.count)
            continue;
        Object **items = arena_array(m->cx->arena, Object *, 1);
        items[0] = other;
        table->inherits.items = (const Object **)items;
        table->inherits.count = 1;
    }
    if (!name_none(table->partition_by) || table->partition_of) return false;
    return how == CLEARED || table->inherits.count;
}

/* part NULL: any. */
static inline bool has_state(const Trigger *trigger, const Object *part)
{
    for (int state = 0; state < TRIGGER_STATES; state++)
        for (size_t i = 0; i < trigger->enabled_in[state].count; i++)
            if (!part || trigger->enabled_in[state].items[i] == part) return true;
    return false;
}

/* The state of a trigger in a partition. */
static inline bool mutate_states(Mutant *m, Trigger *trigger, const Attr *attr, How how)
{
    ObjectList *list = attr_field(&trigger->object, attr, ObjectList);
    *list = (ObjectList){0};
    const char *own = name_none(trigger->enabled) ? "origin" : name_text(trigger->enabled);
    bool is_usual = strncmp(attr->word, own, strlen(own)) == 0;
    if (how != GIVEN) return how == CLEARED;
    for (size_t i = 0; i < m->to->objects.count && !list->count && !is_usual; i++) {
        Object *part = m->to->objects.items[i];
        bool is_part = part->kind == KIND_TABLE && ((Table *)part)->partition_of &&
                       &((Table *)part)->partition_of->object == trigger->on;
        Object **items = arena_array(m->cx->arena, Object *, 1);
        items[0] = part;
        if (is_part && !trigger->for_each_statement && !has_state(trigger, part))
            *list = (ObjectList){(const Object **)items, 1};
    }
    return list->count;
}

/* A privilege of a table more, or which may be passed on. */
static inline bool mutate_grant(Mutant *m, Grant *grant, const char *word)
{
    if (object_base(&grant->object)->kind != KIND_TABLE || grant->on->kind != KIND_TABLE) return false;
    if (is_word(word, "privileges"))
        grant->privileges = one_name(m, named(m, in_names(&grant->privileges, named(m, "delete")) ? "select" : "delete"));
    bool was_grantable = grant->grantable.count > 0;
    grant->grantable = (NameList){0};
    if (is_word(word, "grantable") && !was_grantable) grant->grantable = one_name(m, grant->privileges.items[0]);
    return grant->privileges.count > 0;
}

/* The server from which on PostgreSQL has an attribute in full. */
static inline int attr_since(const char *kind, const char *word)
{
    if (is_word(kind, "column") && is_word(word, "not valid")) return 180000;
    if (is_word(kind, "sequence") && is_word(word, "unlogged")) return 150000;
    if (is_word(word, "period")) return INT_MAX; /* a key of ranges, which no column here has */
    static const struct {
        const char *word;
        int server;
    } gates[] = {{"not enforced", 180000}, {"storage", 180000}, {"nulls not distinct", 150000},
                 {"on delete columns", 150000}, {"security_invoker", 150000},
                 {"access method", 150000}};
    for (size_t i = 0; i < sizeof gates / sizeof *gates; i++)
        if (is_word(gates[i].word, word)) return gates[i].server;
    return 0;
}

/* What a table goes by must be of a certain form: an index of another is not chosen any more. */
static inline void clear_choices(Object *object)
{
    const KindInfo *info = kind_info(object->kind);
    for (size_t i = 0; i < info->attr_count; i++)
        if (info->attrs[i].flags & ATTR_DETAIL && info->attrs[i].type == VALUE_BOOL)
            *attr_field(object, &info->attrs[i], bool) = false;
}

static inline bool mutate_attr(Mutant *m, Object *object, const Mutation *mutation)
{
    const Attr *attr = mutation->attr;
    How how = mutation->how;
    if (!(attr->flags & ATTR_DETAIL)) clear_choices(object);
    if (object->kind == KIND_TRIGGER && attr->type != VALUE_OBJECTS && has_state((Trigger *)object, NULL))
        return false; /* its partitions would have to be told anew */
    if (!on_sqlite(m) && m->server < attr_since(kind_info(object->kind)->word, attr->word)) return false;
    switch (attr->type) {
    case VALUE_BOOL: return mutate_bool(m, object, attr);
    case VALUE_NAME:
    case VALUE_WORD: return mutate_word(m, object, attr, how);
    case VALUE_TEXT: return mutate_text(m, object, attr, how);
    case VALUE_BODY: return mutate_body(m, object, attr, how);
    case VALUE_TYPE: return mutate_type(m, object, attr, how);
    case VALUE_MARKED_TYPE: return how == CHANGED && mutate_column_type(m, object);
    case VALUE_EXPR: return mutate_expr(m, object, attr, how);
    case VALUE_NAMES:
        if (object->kind == KIND_GRANT) return mutate_grant(m, (Grant *)object, attr->word);
        return mutate_names(m, object, attr, how);
    case VALUE_STRINGS: {
        NameList *list = attr_field(object, attr, NameList);
        *list = how == CLEARED ? (NameList){0} : names_and(m, list, named(m, "mutated"));
        return true;
    }
    case VALUE_QUALIFIED: return mutate_qualified(m, object, attr, how);
    case VALUE_ELEMENTS: return how == CHANGED && mutate_elements(m, object, attr, mutation->variant);
    case VALUE_OPTIONS: return mutate_options(m, object, attr, how);
    case VALUE_PARAMETERS: return mutate_parameters(m, object, how);
    case VALUE_OBJECT: return mutate_object(m, object, how);
    case VALUE_OBJECTS:
        return object->kind == KIND_TRIGGER ? mutate_states(m, (Trigger *)object, attr, how)
                                            : mutate_parents(m, (Table *)object, how);
    case VALUE_USES: return false;
    }
    return false;
}

/* ---- the object itself ---- */

static inline void rename_space(Mutant *m, Name from, Name to)
{
    for (size_t i = 0; i < m->to->objects.count; i++)
        if (name_is(m->to->objects.items[i]->space, from)) m->to->objects.items[i]->space = to;
}

/* SQLite refuses to rename what a view joins by name. */
static inline bool drop_views(Mutant *m, const Object *table)
{
    bool found = false;
    for (uint32_t id = 0; id < m->from->object_count; id++) {
        const Object *view = m->all[id];
        if (!view || view->kind != KIND_VIEW) continue;
        const ObjectList *uses = &((const View *)view)->uses;
        for (size_t i = 0; i < uses->count; i++) m->is_gone[id] |= uses->items[i] == table;
        found |= m->is_gone[id];
    }
    spread(m);
    return found;
}

static inline bool mutate_name(Mutant *m, Object *object)
{
    if (object->kind == KIND_EXTENSION) return false;
    if (object->kind == KIND_GRANT || object->kind == KIND_OWNER) { /* another role that each server has */
        object->name = named(m, "pg_read_all_stats");
        return !name_is(object->name, object->origin->name);
    }
    bool is_viewed = object->kind == KIND_COLUMN && on_sqlite(m) && drop_views(m, object->origin->parent);
    bool told_by_parts = object_is_told_by_parts(m->from, object);
    if (told_by_parts && !object->is_named) object->is_named = true;
    else if (!is_viewed) object->was = object->name, object->was_space = object->space;
    object->name = named(m, arena_printf(m->cx->arena, "mutated_%s", name_text(object->name)));
    if (object->kind == KIND_NAMESPACE) rename_space(m, object->was, object->name);
    return strlen(name_text(object->name)) < 63;
}

static inline bool mutate_whole(Mutant *m, Object *object, How how)
{
    switch (how) {
    case DROPPED:
        if (object->kind == KIND_ENUM_VALUE) drop_mentions(m, object->origin->parent);
        m->is_gone[object->origin->id] = true;
        spread(m);
        return true;
    case RENAMED: return mutate_name(m, object);
    case COMMENTED: object->doc = "A mutated comment."; return true;
    case EXTENDED:
        schema_add(m->cx, m->to, object, KIND_ENUM_VALUE, NO_NAME, named(m, "mutated"));
        return true;
    default: {
        Object **items = object->members.items, *first = items[0];
        memmove(items, items + 1, (object->members.count - 1) * sizeof *items);
        items[object->members.count - 1] = first;
        for (size_t i = 0; i < object->members.count; i++) items[i]->position = (uint32_t)i;
        return true;
    }
    }
}

/* ---- copies ---- */

static inline void copy_all(Mutant *m, Object *parent, Object *const *items, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (m->is_gone[items[i]->id]) continue;
        Object *copy = object_copy(m->cx, m->to, parent, items[i]);
        copy->was = copy->was_space = NO_NAME;
        copy_all(m, copy, items[i]->members.items, items[i]->members.count);
    }
}

static inline bool list_one(void *state, const Object *object)
{
    ((const Object **)state)[object->id] = object;
    return true;
}

/* is_gone: what is not copied, by id. */
static inline Mutant mutant_without(Cx *cx, const Schema *from, int server, bool *is_gone)
{
    Mutant m = {.cx = cx, .from = from, .server = server, .is_gone = is_gone};
    m.to = schema_new(cx, from->name);
    m.to->is_lowered = true;
    m.to->dialect = from->dialect;
    m.to->default_space = from->default_space;
    memcpy(m.to->targets, from->targets, sizeof from->targets);
    m.is_anew = arena_array(cx->arena, bool, from->object_count);
    m.all = arena_array(cx->arena, const Object *, from->object_count);
    schema_walk(from, list_one, m.all);
    copy_all(&m, NULL, from->objects.items, from->objects.count);
    schema_rebind(cx, m.to);
    return m;
}

static inline Mutant mutant_begin(Cx *cx, const Schema *from, int server)
{
    return mutant_without(cx, from, server, arena_array(cx->arena, bool, from->object_count));
}

static inline size_t sweep(const Mutant *m, Object **items, size_t count)
{
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        bool gone = items[i]->origin && m->is_gone[items[i]->origin->id];
        items[i]->members.count = sweep(m, items[i]->members.items, items[i]->members.count);
        if (!gone) items[kept++] = items[i];
    }
    return kept;
}

/* What PostgreSQL cannot change in place: the plan says so, and a hand makes it anew, without what
 * needs it. */
static inline bool is_made_anew(const Mutation *mutation)
{
    static const char *const words[] = {"partition of", "for values", "inherits", "partition by",
                                        "partition key"};
    Kind kind = mutation->object->kind;
    if (!mutation->attr) return false;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (is_word(mutation->attr->word, words[i]) && kind == KIND_TABLE) return true;
    return kind == KIND_RANGE || kind == KIND_ATTRIBUTE || kind == KIND_NATIVE;
}

static inline bool mutant_take(Mutant *m, const Mutation *mutation)
{
    Object *object = copy_of(m, mutation->object);
    if (is_made_anew(mutation)) {
        const Object *whole = whole_of(mutation->object);
        drop_users(m, whole);
        m->is_anew[whole->id] = true;
    }
    return mutation->attr ? mutate_attr(m, object, mutation) : mutate_whole(m, object, mutation->how);
}

static inline bool has_key_triggers(const Mutant *m, const Object *table)
{
    for (size_t i = 0; i < m->to->objects.count; i++) {
        const Object *other = m->to->objects.items[i];
        for (size_t j = 0; j < other->members.count; j++) {
            const Object *member = other->members.items[j];
            const ForeignKey *key = (const ForeignKey *)member;
            bool is_to = member->kind == KIND_FOREIGN_KEY && key->target->object.id == table->id;
            if (key_has_triggers(member) && (other == table || is_to)) return true;
        }
    }
    return false;
}

static inline void mutant_end(Mutant *m)
{
    m->to->objects.count = sweep(m, m->to->objects.items, m->to->objects.count);
    for (size_t i = 0; i < m->to->objects.count; i++) {
        Object *object = m->to->objects.items[i];
        if (object->kind == KIND_TABLE && !object_member(object, KIND_PRIMARY_KEY, NO_NAME))
            ((Table *)object)->is_without_rowid = false;
        if (object->kind == KIND_TABLE && !((Table *)object)->partition_of && !has_key_triggers(m, object))
            ((Table *)object)->key_triggers = NO_NAME;
    }
    schema_index(m->cx, m->to);
    schema_follow_names(m->cx, m->from, m->to);
}

/* ---- which there are ---- */

/* What an object of its kind cannot be without is never cleared. */
static inline bool is_needed(const Object *object, const Attr *attr)
{
    static const char *const words[] = {"language", "timing", "events", "target columns", "returns",
                                        "in", "version", "for values", "subtype", "type"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (is_word(attr->word, words[i])) return true;
    bool is_function = object->kind == KIND_TRIGGER && attr->type == VALUE_QUALIFIED;
    return is_function || attr->flags & ATTR_IDENTITY || attr->type == VALUE_BODY ||
           attr->type == VALUE_BOOL || attr->type == VALUE_MARKED_TYPE ||
           (attr->type == VALUE_TYPE && object->kind != KIND_SEQUENCE && object->kind != KIND_TABLE);
}

/* Only what is computed has storage, and there are few of them, so all count; only NOT NULL has
 * conflicts; only a function in C is told the canonical form. */
static inline bool has_no_such(const Object *object, const Attr *attr)
{
    const Column *column = (const Column *)object;
    if (object->kind == KIND_RANGE) return is_word(attr->word, "canonical");
    if (object->kind != KIND_COLUMN) return false;
    return (is_word(attr->word, "storage") && marked_none(&column->generated)) ||
           is_word(attr->word, "inherited") || /* follows from the parents */
           (is_word(attr->word, "on conflict") && column->is_nullable);
}

/* Kinds that the catalog text calls by words or paths of its own. */
static inline bool is_told_by_line(const Object *object)
{
    return object->kind == KIND_NATIVE || object->kind == KIND_GRANT || object->kind == KIND_OWNER;
}

typedef void MutationVisit(void *state, const Mutation *mutation);

static inline void visit_attr(const Schema *schema, const Object *object, const Attr *attr,
                              MutationVisit *visit, void *state)
{
    uint8_t here = (uint8_t)(1u << schema->dialect);
    if (attr->flags & (ATTR_CHANGE | ATTR_DERIVED | ATTR_LOGICAL | ATTR_OPEN)) return;
    if (has_no_such(object, attr)) return;
    bool is_right = object->kind == KIND_GRANT && attr->type == VALUE_NAMES;
    if (!is_right && !attr_is_listed(attr, schema->dialect)) return;
    if (attr->dialects && !(attr->dialects & here)) return;
    bool is_default = attr_is_default(object, attr);
    unsigned variants = attr->type == VALUE_ELEMENTS ? ELEMENT_VARIANTS : 1;
    for (unsigned i = 0; !is_default && i < variants; i++)
        visit(state, &(Mutation){object, attr, CHANGED, i});
    if (is_default) visit(state, &(Mutation){object, attr, GIVEN, 0});
    else if (!is_needed(object, attr)) visit(state, &(Mutation){object, attr, CLEARED, 0});
}

static inline void visit_mutations(const Schema *schema, const Object *object, MutationVisit *visit,
                                   void *state)
{
    const KindInfo *info = kind_info(object->kind);
    bool has_comments = schema->dialect == DIALECT_POSTGRES && object->kind != KIND_ENUM_VALUE &&
                        object->kind != KIND_EXTENSION && /* those have the engine's own */
                        object->kind != KIND_GRANT && object->kind != KIND_OWNER;
    if (object->kind == KIND_EXTERNAL) return; /* nothing is made of it */
    if (object->kind != KIND_OWNER) visit(state, &(Mutation){object, NULL, DROPPED, 0}); /* each has one */
    visit(state, &(Mutation){object, NULL, RENAMED, 0});
    if (has_comments) visit(state, &(Mutation){object, NULL, COMMENTED, 0});
    if (object->kind == KIND_ENUM) visit(state, &(Mutation){object, NULL, EXTENDED, 0});
    if (object->kind == KIND_ENUM && object->members.count > 1)
        visit(state, &(Mutation){object, NULL, REORDERED, 0});
    for (size_t i = 0; i < info->attr_count; i++)
        visit_attr(schema, object, &info->attrs[i], visit, state);
}

#endif
