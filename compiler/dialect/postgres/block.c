/* SPDX-License-Identifier: MIT
 * What is in the way of a change: what the engine would refuse to leave as it is, or would drop on
 * its own. It is dropped before and made again after. */
#include <string.h>

#include "dialect/postgres/change.h"
#include "model/heritage.h"
#include "model/list.h"

/* ---- types that are not what they were ---- */

static bool is_rebuilt_enum(const Changes *changes, const Object *from, const Object *to)
{
    size_t last = 0;
    for (size_t i = 0; i < from->members.count; i++) {
        const Object *value = changes->partner_of_from[from->members.items[i]->id];
        if (!value || value->parent != to || (i && value->position < last)) return true;
        last = value->position;
    }
    return false;
}

static bool is_alike(const Object *from, const Object *to)
{
    const KindInfo *info = kind_info(from->kind);
    for (size_t i = 0; i < info->attr_count; i++)
        if (!attr_equal(from, to, &info->attrs[i])) return false;
    return true;
}

/* Is a type that is made of it made of another one now, or of one that is made anew itself? */
static bool is_other_type(const Changes *changes, const Type *from, const Type *to)
{
    const Object *before = from->named, *after = to->named;
    return !type_same(from, to) || (before && after && postgres_is_rebuilt(changes, before, after));
}

static bool is_other_collation(const Changes *changes, Name from_space, Name from, Name to_space,
                               Name to)
{
    const Object *before = schema_find(changes->from, KIND_NATIVE, from_space, from);
    const Object *after = before ? changes->partner_of_from[before->id] : NULL;
    bool is_other = !name_is(from_space, to_space) || !name_is(from, to);
    return is_other || (after && !is_alike(before, after));
}

static bool is_rebuilt_domain(const Changes *changes, const Domain *from, const Domain *to)
{
    return is_other_type(changes, from->type, to->type) ||
           is_other_collation(changes, from->collation_space, from->collation, to->collation_space,
                              to->collation);
}

/* By itself an attribute changes in place where nothing holds its values. */
static bool is_rebuilt_composite(const Changes *changes, const Object *from)
{
    bool is_stored = postgres_is_stored(changes->from, from);
    for (size_t i = 0; i < from->members.count; i++) {
        const Attribute *before = (const Attribute *)from->members.items[i];
        const Attribute *after = (const Attribute *)changes->partner_of_from[before->object.id];
        if (!after || (!is_stored && !is_alike(&before->object, &after->object))) continue;
        if (is_other_type(changes, before->type, after->type) ||
            is_other_collation(changes, before->collation_space, before->collation, after->collation_space,
                              after->collation))
            return true;
    }
    return false;
}

static bool is_rebuilt_range(const Changes *changes, const Range *from, const Range *to)
{
    return !is_alike(&from->object, &to->object) ||
           is_other_type(changes, from->subtype, to->subtype) ||
           is_other_collation(changes, from->collation_space, from->collation, to->collation_space,
                              to->collation);
}

bool postgres_is_rebuilt(const Changes *changes, const Object *from, const Object *to)
{
    if (from->kind != to->kind) return true;
    if (from->kind == KIND_ENUM) return is_rebuilt_enum(changes, from, to);
    if (from->kind == KIND_TYPE) return is_rebuilt_composite(changes, from);
    if (from->kind == KIND_RANGE)
        return is_rebuilt_range(changes, (const Range *)from, (const Range *)to);
    if (from->kind != KIND_DOMAIN) return false; /* a row of a table */
    return is_rebuilt_domain(changes, (const Domain *)from, (const Domain *)to);
}

static const Type *type_of(const Column *column)
{
    return marked_type_for(&column->type, DIALECT_POSTGRES);
}

static bool is_moved(const Changes *changes, const Column *from, const Column *to)
{
    const Object *before = type_of(from)->named, *after = type_of(to)->named;
    return before && after && postgres_is_rebuilt(changes, before, after);
}

bool postgres_is_retyped(const Changes *changes, const Column *from, const Column *to)
{
    return !type_same(type_of(from), type_of(to)) || is_moved(changes, from, to);
}

/* ---- what speaks of what ---- */

/* "*" and NATURAL JOIN speak of all columns. */
static bool body_speaks_of(const char *body, const Object *column)
{
    return text_has_word(body, name_text(column->name)) || strchr(body, '*') ||
           text_has_word(body, "natural");
}

typedef struct Search {
    const Object *object;
    bool is_found;
} Search;

bool postgres_may_mean(const Expr *expr, const Object *object)
{
    const Object *ref = expr->ref;
    if (expr->kind == EXPR_RAW) return text_has_word(expr->text, name_text(object->name));
    bool is_call = ref && ref->kind == KIND_FUNCTION && object->kind == KIND_FUNCTION;
    if (!is_call) return ref == object;
    return name_is(ref->name, object->name) && name_is(ref->space, object->space);
}

static bool visit(void *state, const Expr *expr)
{
    Search *search = state;
    if (postgres_may_mean(expr, search->object)) search->is_found = true;
    if (expr->type && expr->type->named == search->object) search->is_found = true;
    return !search->is_found;
}

static bool speaks_of(const Marked *marked, const Object *object)
{
    Search search = {.object = object};
    if (postgres_value(marked)) expr_walk(postgres_value(marked), visit, &search);
    return search.is_found;
}

static bool has_initial(const ParameterList *parameters, const Object *object)
{
    for (size_t i = 0; i < parameters->count; i++) {
        Marked marked = {.any = parameters->items[i].initial};
        if (speaks_of(&marked, object)) return true;
    }
    return false;
}

/* Does the dependent hold the object in an expression? Columns of keys and indexes do not count. */
static bool holds(const Object *dependent, const Object *object)
{
    switch (dependent->kind) {
    case KIND_CHECK: return speaks_of(&((const Check *)dependent)->expr, object);
    case KIND_COLUMN: return speaks_of(&((const Column *)dependent)->generated, object);
    case KIND_TRIGGER: return speaks_of(&((const Trigger *)dependent)->when, object);
    case KIND_POLICY:
        return speaks_of(&((const Policy *)dependent)->using_, object) ||
               speaks_of(&((const Policy *)dependent)->with_check, object);
    case KIND_EXCLUDE:
    case KIND_INDEX: return speaks_of(&((const Index *)dependent)->where, object);
    case KIND_FUNCTION: return has_initial(&((const Function *)dependent)->parameters, object);
    case KIND_NAMESPACE:
    case KIND_EXTENSION:
    case KIND_EXTERNAL:
    case KIND_ENUM:
    case KIND_ENUM_VALUE:
    case KIND_DOMAIN:
    case KIND_TYPE:
    case KIND_ATTRIBUTE:
    case KIND_RANGE:
    case KIND_SEQUENCE:
    case KIND_NATIVE:
    case KIND_TABLE:
    case KIND_PRIMARY_KEY:
    case KIND_UNIQUE:
    case KIND_FOREIGN_KEY:
    case KIND_VIEW:
    case KIND_FUTURE:
    case KIND_OWNER:
    case KIND_GRANT:
    case KIND_COUNT: break;
    }
    return false;
}

/* How a change upsets a column, from nothing to everything. For another type the engine makes checks
 * and indexes again from its own words for them, which hold casts for the type of before. */
typedef enum Upset {
    UPSET_NONE,
    UPSET_GONE,      /* dropped for good */
    UPSET_RETYPED,   /* its values are what they were to everything that compares them */
    UPSET_CONSTANTS, /* the same, but what is said of it and of constants is read otherwise */
    UPSET_CASTS,     /* the same, but whatever is said of it is */
    UPSET_MOVED,     /* its values are of another sort, or of a type made anew */
    UPSET_REMADE     /* dropped and added */
} Upset;

static bool is_constant(void *state, const Expr *expr)
{
    Search *search = state;
    search->is_found = expr->kind == EXPR_STRING || expr->kind == EXPR_RAW;
    return !search->is_found;
}

/* Does it hold the column in words that the engine reads otherwise after the change? */
static bool is_recast(Upset upset, const Marked *marked, const Object *column)
{
    Search search = {.is_found = upset > UPSET_CONSTANTS};
    if (upset < UPSET_CONSTANTS || !speaks_of(marked, column)) return false;
    if (!search.is_found) expr_walk(postgres_value(marked), is_constant, &search);
    return search.is_found;
}

static bool element_speaks_of(const IndexElement *element, const Object *object)
{
    Marked marked = {.any = element->expr};
    return speaks_of(&marked, object);
}

/* Does an index compute with the column, or leave rows out by it, in words that are read otherwise? */
static bool is_recast_index(Upset upset, const Index *index, const Object *column)
{
    for (size_t i = 0; i < index->elements.count; i++) {
        const Marked marked = {.any = index->elements.items[i].expr};
        if (marked.any->kind != EXPR_NAME && is_recast(upset, &marked, column)) return true;
    }
    return is_recast(upset, &index->where, column);
}

/* An index that is more than the column itself in the order that every type has. */
static bool is_special_index(const Index *index, const Object *column)
{
    bool is_plain_method = name_none(index->method) || name_equals(index->method, "btree");
    for (size_t i = 0; i < index->elements.count; i++) {
        const IndexElement *element = &index->elements.items[i];
        bool is_plain = name_none(element->opclass) && is_plain_method;
        if (!is_plain && element_speaks_of(element, column)) return true;
    }
    return is_recast_index(UPSET_MOVED, index, column);
}

static bool has_element(const ElementList *elements, const Object *object)
{
    for (size_t i = 0; i < elements->count; i++)
        if (element_speaks_of(&elements->items[i], object)) return true;
    return false;
}

static bool has_elements_of(const Object *dependent, const Object *object)
{
    bool has_expressions = dependent->kind == KIND_INDEX || dependent->kind == KIND_EXCLUDE;
    return has_expressions && has_element(&((const Index *)dependent)->elements, object);
}

/* ---- columns ---- */

static Upset upset_of(const Changes *changes, const Change *change, Treatment how)
{
    const Column *from = (const Column *)change->from, *to = (const Column *)change->to;
    if (change->op == CHANGE_DROP) return UPSET_GONE;
    if (how == TREAT_RECREATE) return UPSET_REMADE;
    bool is_kept = postgres_value(&from->generated) && !postgres_value(&to->generated);
    bool is_renewed =
        is_kept && (postgres_version(changes->to) < 13 || name_equals(from->storage, "virtual"));
    if (is_renewed) return UPSET_REMADE;
    bool is_typed = postgres_changes(change, "type"),
         is_collated = postgres_changes(change, "collate");
    if (!is_typed && !is_collated) return UPSET_NONE;
    if (is_typed && is_moved(changes, from, to)) return UPSET_MOVED;
    static const Upset upsets[] = {[LIKENESS_SAID] = UPSET_RETYPED,
                                   [LIKENESS_BUT_CONSTANTS] = UPSET_CONSTANTS,
                                   [LIKENESS_COMPARED] = UPSET_CASTS,
                                   [LIKENESS_NONE] = UPSET_MOVED};
    return upsets[postgres_likeness(type_of(from), type_of(to))];
}

/* Is it the column's table, or one that has the column of it? */
static bool has_column(const Object *table, const Object *column)
{
    ObjectList parents = table_parents(table);
    if (table == column->parent) return true;
    for (size_t i = 0; i < parents.count; i++)
        if (has_column(parents.items[i], column)) return true;
    return false;
}

static bool foreign_key_has(const ForeignKey *key, const Object *column)
{
    bool is_own = has_column(key->object.parent, column) && names_have(&key->columns, column->name);
    return is_own ||
           (has_column(&key->target->object, column) && names_have(&key->target_columns, column->name));
}

static bool column_blocks_member(Upset upset, const Object *column, const Object *dependent)
{
    const Key *key = (const Key *)dependent;
    const Index *index = (const Index *)dependent;
    switch (dependent->kind) {
    case KIND_PRIMARY_KEY:
    case KIND_UNIQUE:
        return upset == UPSET_REMADE &&
               (has_element(&key->columns, column) || names_have(&key->include, column->name));
    case KIND_FOREIGN_KEY:
        return upset >= UPSET_MOVED && foreign_key_has((const ForeignKey *)dependent, column);
    case KIND_EXCLUDE:
    case KIND_INDEX:
        if (upset < UPSET_MOVED) return is_recast_index(upset, index, column);
        if (upset == UPSET_MOVED) return is_special_index(index, column);
        return has_element(&index->elements, column) || names_have(&index->include, column->name) ||
               holds(dependent, column);
    case KIND_CHECK: return is_recast(upset, &((const Check *)dependent)->expr, column);
    default: return holds(dependent, column);
    }
}

/* What a native object is made of goes with it; one that comes after others is not made of them. */
static bool uses_of_native(const Object *dependent)
{
    const NativeWord *word = native_word(dependent);
    return word && !(word->after && !*word->after);
}

/* Is it a function whose body the engine has read? */
static bool is_read(const Object *dependent)
{
    return dependent->kind == KIND_FUNCTION && function_is_read((const Function *)dependent);
}

static bool has_body(const Object *dependent)
{
    return dependent->kind == KIND_VIEW || dependent->kind == KIND_NATIVE ||
           dependent->kind == KIND_FUNCTION;
}

static bool body_holds(const Object *dependent, const Object *column)
{
    const char *body = dependent->kind == KIND_VIEW ? ((const View *)dependent)->body
                       : is_read(dependent)         ? ((const Function *)dependent)->body
                       : uses_of_native(dependent)  ? ((const Native *)dependent)->body
                                                    : NULL;
    return body && body_speaks_of(body, column);
}

/* A primary key that goes for good lets its columns be NULL only then. */
static bool is_held_null(const Changes *changes, const Change *change, const Object *dependent)
{
    return dependent->kind == KIND_PRIMARY_KEY && change->op == CHANGE_ALTER &&
           postgres_changes(change, "null") && ((const Column *)change->to)->is_nullable &&
           !changes->partner_of_from[dependent->id];
}

/* Would a table that leaves the one of this rule keep its own of it? */
static bool stays_below(const Changes *changes, const Object *rule)
{
    if (!rule->parent || rule->parent->kind != KIND_TABLE || rule->kind == KIND_COLUMN) return false;
    for (size_t i = 0; i < changes->from->objects.count; i++) {
        const Object *table = changes->from->objects.items[i];
        const Object *now = table_is_made_of(table, rule->parent) ? changes->partner_of_from[table->id] : NULL;
        if (now && table_lets_go(changes->partner_of_from, rule->parent, now)) return true;
    }
    return false;
}

/* The column is what it is above from now on: a rule that goes does not go with it. */
static bool stays_above(const Changes *changes, const Object *column, const Object *rule)
{
    return ((const Column *)column)->is_inherited && rule->parent == column->parent &&
           rule->kind != KIND_COLUMN && !changes->partner_of_from[rule->id];
}

static bool column_blocks(const Changes *changes, const Change *change, Treatment how,
                          const Object *dependent)
{
    if (is_held_null(changes, change, dependent)) return true;
    Upset upset = upset_of(changes, change, how);
    const Object *column = change->from;
    if (upset == UPSET_NONE) return false;
    if (has_body(dependent)) return body_holds(dependent, column);
    if (upset == UPSET_GONE) /* by its WHERE one would hold the column */
        return dependent->kind == KIND_EXCLUDE || stays_below(changes, dependent) ||
               stays_above(changes, column, dependent);
    if (dependent->kind == KIND_TRIGGER) {
        const Trigger *trigger = (const Trigger *)dependent;
        bool is_told = has_column(trigger->on, column) && names_have(&trigger->update_of, column->name);
        return is_told || holds(dependent, column);
    }
    if (dependent->kind == KIND_POLICY || dependent->kind == KIND_COLUMN)
        return holds(dependent, column);
    return column_blocks_member(upset, column, dependent);
}

/* ---- functions, types, keys, views, tables ---- */

static bool function_blocks(const Changes *changes, const Change *change, Treatment how,
                            const Object *dependent)
{
    bool is_kept = change->op == CHANGE_ALTER && how == TREAT_ALTER &&
                   !postgres_is_other_function(change->from, change->to);
    if (is_kept || native_opener(dependent, change->from)) return false; /* the writer refuses that */
    if (dependent->kind == KIND_VIEW || uses_of_native(dependent) || is_read(dependent))
        return true;
    if (dependent->kind == KIND_TRIGGER &&
        &((const Trigger *)dependent)->function_ref->object == change->from)
        return true;
    if (has_elements_of(dependent, change->from)) return true;
    bool stays = changes->partner_of_from[dependent->id];
    if (!stays && postgres_calls(dependent, change->from)) return true; /* else it only lets go */
    return holds(dependent, change->from);
}

/* Columns of the type move over; what speaks of the type itself is made again. */
static bool type_blocks(const Changes *changes, const Change *change, Treatment how,
                        const Object *dependent)
{
    (void)changes;
    bool is_anew =
        how == TREAT_REBUILD || (change->op == CHANGE_ALTER && change->from->kind == KIND_DOMAIN &&
                                 postgres_changes(change, "type"));
    if (!is_anew) return false;
    const Column *column = (const Column *)dependent;
    if (dependent->kind == KIND_VIEW || dependent->kind == KIND_FUNCTION) return true;
    if (uses_of_native(dependent)) return true;
    if (dependent->kind == KIND_COLUMN) return postgres_value(&column->generated);
    if (has_elements_of(dependent, change->from)) return true;
    return holds(dependent, change->from);
}

/* A view that speaks of an attribute that goes. */
static bool attribute_blocks(const Changes *changes, const Change *change, Treatment how,
                             const Object *dependent)
{
    (void)changes, (void)how;
    return dependent->kind == KIND_VIEW &&
           text_has_word(((const View *)dependent)->body, name_text(change->from->name));
}

static bool is_base_type(const Object *object)
{
    const NativeWord *word = native_word(object);
    return word && strcmp(word->word, "base type") == 0;
}

/* What uses a native object that is dropped or made again. A column with its collation moves over. A
 * word that says the same once a base type has gone meant something else. */
static bool native_blocks(const Changes *changes, const Change *change, Treatment how,
                          const Object *dependent)
{
    (void)changes;
    bool is_gone = change->op == CHANGE_DROP && !is_base_type(change->from);
    if (!is_gone && how != TREAT_RECREATE && how != TREAT_REBUILD) return false;
    if (dependent->kind == KIND_COLUMN)
        return postgres_value(&((const Column *)dependent)->generated);
    return dependent->kind == KIND_VIEW || dependent->kind == KIND_INDEX ||
           dependent->kind == KIND_EXCLUDE || dependent->kind == KIND_CHECK ||
           dependent->kind == KIND_POLICY || dependent->kind == KIND_TRIGGER || uses_of_native(dependent) || is_read(dependent);
}

/* A foreign key stands on the index of a key of just its columns. */
static bool stands_on(const ForeignKey *foreign, const Object *key)
{
    bool is_index = key->kind == KIND_INDEX;
    const ElementList *elements =
        is_index ? &((const Index *)key)->elements : &((const Key *)key)->columns;
    if (key->parent != &foreign->target->object || (is_index && !((const Index *)key)->is_unique))
        return false;
    for (size_t i = 0; i < elements->count; i++) {
        const Object *column = elements->items[i].expr->ref;
        if (!column || !names_have(&foreign->target_columns, column->name)) return false;
    }
    return elements->count == foreign->target_columns.count;
}

/* Is it told of the index that is there, and nothing else? */
static bool is_told(const Change *change, Treatment how)
{
    bool is_one = change->attrs && !(change->attrs & (change->attrs - 1));
    if (change->op != CHANGE_ALTER || how != TREAT_ALTER || !is_one) return false;
    return postgres_changes(change, "extensions") ||
           (change->from->kind == KIND_INDEX && postgres_changes(change, "with"));
}

static bool key_blocks(const Changes *changes, const Change *change, Treatment how,
                       const Object *dependent)
{
    (void)changes;
    bool is_anew = change->op == CHANGE_DROP || how == TREAT_RECREATE || change->attrs;
    bool is_option = is_told(change, how);
    bool keeps_parts = is_option && postgres_changes(change, "extensions");
    if (is_anew && !keeps_parts && postgres_whole_of(dependent) == change->from) return true;
    return dependent->kind == KIND_FOREIGN_KEY && is_anew && !is_option &&
           stands_on((const ForeignKey *)dependent, change->from);
}

/* Does something else take the place of a table or view that goes? */
static bool has_successor(const Changes *changes, const Change *change)
{
    const Object *from = change->from;
    return change->op == CHANGE_DROP &&
           schema_find(changes->to, KIND_TABLE, from->space, from->name);
}

static bool view_blocks(const Changes *changes, const Change *change, Treatment how,
                        const Object *dependent)
{
    bool is_anew = (change->op == CHANGE_ALTER && how == TREAT_RECREATE) ||
                   has_successor(changes, change);
    return is_anew && (dependent->kind == KIND_VIEW || dependent->kind == KIND_FUNCTION);
}

static bool has_row_of(const Function *function, const Object *table)
{
    if (function->returns && function->returns->named == table) return true;
    for (size_t i = 0; i < function->parameters.count; i++)
        if (function->parameters.items[i].type->named == table) return true;
    return false;
}

static void look_at_table(void *state, const Object *used)
{
    Search *search = state;
    while (used->parent) used = used->parent;
    if (used == search->object) search->is_found = true;
}

/* What speaks of a table that is made anew beside the old one speaks of the old one. So does a foreign
 * key to the whole that the table is a part of. */
static bool is_of_old(const Changes *changes, const Object *table, const Object *dependent)
{
    Search search = {.object = table};
    if (dependent->kind == KIND_FOREIGN_KEY) return true;
    bool is_speaking = dependent->kind == KIND_VIEW || dependent->kind == KIND_POLICY ||
                       uses_of_native(dependent) || is_read(dependent) ||
                       (dependent->kind == KIND_FUNCTION && has_row_of((const Function *)dependent, table));
    if (is_speaking) object_dependencies(changes->from, dependent, look_at_table, &search);
    return search.is_found;
}

/* A table that survives a crash cannot refer to one that does not. */
static bool table_blocks(const Changes *changes, const Change *change, Treatment how,
                         const Object *dependent)
{
    if (how == TREAT_RECREATE) return is_of_old(changes, change->from, dependent);
    if (dependent->kind == KIND_VIEW && has_successor(changes, change)) return true;
    if (change->op != CHANGE_ALTER || dependent->kind != KIND_FOREIGN_KEY) return false;
    const Object *whole = &((const ForeignKey *)dependent)->target->object;
    bool is_part = table_is_made_of(change->from, whole);
    if (is_part) return postgres_changes(change, "for values") && !postgres_changes(change, "partition of");
    return postgres_changes(change, "unlogged");
}

/* All columns are meant by a star that begins a list or ends a name; count(*) and a * b mean none. */
static bool is_star(const char *body, const char *at)
{
    static const char *const words[] = {"select", "distinct", "all"};
    while (at > body && strchr(" \t\r\n", at[-1])) at--;
    if (at > body && strchr(".,", at[-1])) return true;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        size_t length = strlen(words[i]);
        if ((size_t)(at - body) < length) continue;
        size_t same = 0;
        while (same < length && (at[same - length] | 32) == words[i][same]) same++;
        if (same == length) return true;
    }
    return false;
}

/* PostgreSQL writes a star out when it makes the view: a new column would be missing. */
static bool has_star(const View *view)
{
    for (const char *at = strchr(view->body, '*'); at; at = strchr(at + 1, '*'))
        if (is_star(view->body, at)) return true;
    return false;
}

bool postgres_blocks(const Changes *changes, const Change *change, Treatment how,
                     const Object *dependent)
{
    typedef bool BlockTest(const Changes *, const Change *, Treatment, const Object *);
    static BlockTest *const tests[KIND_COUNT] = {
        [KIND_ENUM] = type_blocks,         [KIND_DOMAIN] = type_blocks,
        [KIND_TYPE] = type_blocks,         [KIND_RANGE] = type_blocks,
        [KIND_NATIVE] = native_blocks,     [KIND_ATTRIBUTE] = attribute_blocks,
        [KIND_FUNCTION] = function_blocks, [KIND_TABLE] = table_blocks,
        [KIND_COLUMN] = column_blocks,     [KIND_PRIMARY_KEY] = key_blocks,
        [KIND_UNIQUE] = key_blocks,        [KIND_INDEX] = key_blocks,
        [KIND_VIEW] = view_blocks,
    };
    if (change->op == CHANGE_ADD)
        return change->to->kind == KIND_COLUMN && dependent->kind == KIND_VIEW &&
               has_star((const View *)dependent);
    BlockTest *test = tests[change->from->kind];
    return test && test(changes, change, how, dependent);
}
