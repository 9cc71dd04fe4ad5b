/* SPDX-License-Identifier: MIT
 * Tree -> objects. Every declaration becomes an object with an item; what its words mean is in the
 * clause tables, what its names mean is found out later, when all objects are there. Two objects
 * of one name are both kept: check_duplicate.c speaks of them. */
#include "resolve/resolver.h"

/* ---- marks ---- */

void report_unknown_dialect(Resolver *r, Name word, Span span)
{
    Suggest suggest = suggest_for(name_text(word));
    report(r, span, "unknown-dialect", "unknown dialect '%s'", name_text(word));
    for (DialectId id = 0; id < DIALECT_COUNT; id++) suggest_try(&suggest, dialect_word(id));
    if (suggest.best)
        report_nearest(r, &suggest);
    else
        report_hint(r, "the dialects are postgres and sqlite");
}

uint8_t mark_mask(Resolver *r, Name mark, Span span)
{
    DialectId dialect;
    if (name_none(mark)) return DIALECTS_ALL;
    if (dialect_find(name_text(mark), &dialect)) return (uint8_t)(1u << dialect);
    report_unknown_dialect(r, mark, span);
    return DIALECTS_ALL;
}

static uint8_t dialects_of(Resolver *r, const Item *parent, const Decl *decl)
{
    uint8_t mask = mark_mask(r, decl->mark, decl->mark_span);
    if (!parent) return mask;
    uint8_t both = mask & parent->object->dialects;
    if (both) return both;
    report(r, decl->mark_span, "mark-contradiction", "%s does not exist @%s",
           describe(r, parent->object), name_text(decl->mark));
    return mask;
}

/* ---- one object ---- */

Name space_of(const Resolver *r, Name space)
{
    return name_is(space, r->schema->default_space) ? NO_NAME : space;
}

Item *item_new(Resolver *r, Object *object, const Decl *decl)
{
    Item *item = arena_make(r->arena, Item);
    item->object = object;
    item->decl = decl;
    item->use = r->use;
    vec_push(r->arena, &r->items, item); /* at index object->id: each object has one */
    return item;
}

Item *declare_object(Resolver *r, Item *parent, Kind kind, const Decl *decl)
{
    Object *above = parent ? parent->object : NULL;
    Name space = above ? NO_NAME : decl->name.space;
    Object *object = schema_add(r->cx, r->schema, above, kind, space, decl->name.name);
    Item *item = item_new(r, object, decl);
    object->is_named = !name_none(decl->name.name);
    object->span = object->is_named ? decl->name.span : decl->kind_span;
    object->doc = decl->doc;
    object->dialects = dialects_of(r, parent, decl);
    if (object->is_named) name_reserve(r, object);
    return item;
}

Item *declare_part(Resolver *r, const Item *owner, Kind kind, const Clause *clause)
{
    /* a constraint of a column stands beside the column, one of a domain within it */
    Object *above = owner->object->parent ? owner->object->parent : owner->object;
    Object *object = schema_add(r->cx, r->schema, above, kind, NO_NAME, NO_NAME);
    Item *item = item_new(r, object, owner->decl);
    item->clause = clause;
    object->span = clause->span;
    object->dialects = owner->object->dialects;
    return item;
}

/* ---- members ---- */

/* "id primary key" reads as a column of the type "primary". */
static bool lacks_type(Resolver *r, Item *item)
{
    static const char *const words =
        "primary unique references check default generated collate not";
    const Type *type = item->decl->type;
    bool is_clause = type && !type->is_quoted && name_none(type->space) &&
                     name_code(type->name) && name_is_one_of(type->name, words);
    if (type && !is_clause) return false;
    report(r, item->object->span, "missing-type", "column '%s' has no type",
           name_text(item->object->name));
    report_hint(r, "the type stands between the name and the clauses: %s text ...",
                name_text(item->object->name));
    item->is_broken = true;
    return true;
}

static void declare_column(Resolver *r, Item *parent, const Decl *decl)
{
    Item *item = declare_object(r, parent, KIND_COLUMN, decl);
    Column *column = (Column *)item->object;
    column->type.any = decl->type;
    column->is_nullable = decl->is_nullable;
    if (lacks_type(r, item))
        column->type.any = NULL;
    else {
        clauses_apply(r, item);
        serial_declare(r, item);
    }
}

static void declare_key(Resolver *r, Item *parent, const Decl *decl, Kind kind)
{
    Item *item = declare_object(r, parent, kind, decl);
    ((Key *)item->object)->columns =
        elements_convert(r, decl->elements.items, decl->elements.count);
    clauses_apply(r, item);
}

static void declare_primary_key(Resolver *r, Item *parent, const Decl *decl)
{
    declare_key(r, parent, decl, KIND_PRIMARY_KEY);
}

static void declare_unique(Resolver *r, Item *parent, const Decl *decl)
{
    declare_key(r, parent, decl, KIND_UNIQUE);
}

static void declare_foreign_key(Resolver *r, Item *parent, const Decl *decl)
{
    Item *item = declare_object(r, parent, KIND_FOREIGN_KEY, decl);
    ForeignKey *key = (ForeignKey *)item->object;
    item->is_broken |=
        !elements_names(r, decl->elements.items, decl->elements.count, &key->columns);
    clauses_apply(r, item);
}

static void declare_check(Resolver *r, Item *parent, const Decl *decl)
{
    Item *item = declare_object(r, parent, KIND_CHECK, decl);
    ((Check *)item->object)->expr.any = decl->expr;
    clauses_apply(r, item);
}

static void declare_index(Resolver *r, Item *parent, const Decl *decl)
{
    Item *item = declare_object(r, parent, KIND_INDEX, decl);
    Index *index = (Index *)item->object;
    index->is_unique = name_equals(decl->kind, "unique index");
    index->elements = elements_convert(r, decl->elements.items, decl->elements.count);
    clauses_apply(r, item);
}

static void declare_exclude(Resolver *r, Item *parent, const Decl *decl)
{
    Item *item = declare_object(r, parent, KIND_EXCLUDE, decl);
    ((Index *)item->object)->elements =
        elements_convert(r, decl->elements.items, decl->elements.count);
    clauses_apply(r, item);
}

/* Within a table "on" has nothing to say. */
static void declare_inner_index(Resolver *r, Item *parent, const Decl *decl)
{
    for (size_t i = 0; i < decl->clauses.count; i++)
        if (name_equals(decl->clauses.items[i].word, "on"))
            report(r, decl->clauses.items[i].span, "clause-not-here",
                   "an index within a table is on that table");
    declare_index(r, parent, decl);
}

/* Of what a view shows nothing is declared, but much can be said. */
static void declare_view_column(Resolver *r, Item *parent, const Decl *decl)
{
    View *view = (View *)parent->object;
    size_t count = view->comments.count;
    Option *items = arena_array(r->cx->arena, Option, count + 1);
    if (count) memcpy(items, view->comments.items, count * sizeof *items);
    if (decl->type || decl->clauses.count)
        report(r, decl->span, "view-column", "a column of a view has its comment, and nothing else");
    for (size_t i = 0; i < count; i++)
        if (name_is(items[i].name, decl->name.name))
            report(r, decl->name.span, "duplicate-name", "column '%s' is told twice",
                   name_text(decl->name.name));
    if (!decl->doc) return;
    items[count] = (Option){decl->name.name, decl->doc};
    view->comments = (OptionList){items, count + 1};
}

static void declare_attribute(Resolver *r, Item *parent, const Decl *decl)
{
    Item *item = declare_object(r, parent, KIND_ATTRIBUTE, decl);
    ((Attribute *)item->object)->type = decl->type;
    if (decl->is_nullable)
        report(r, item->object->span, "attribute-null",
               "an attribute takes null anyway: leave the '?' out");
    clauses_apply(r, item);
}

static void declare_value(Resolver *r, Item *parent, const Decl *decl)
{
    clauses_apply(r, declare_object(r, parent, KIND_ENUM_VALUE, decl));
}

/* ---- mixins: their members are declared anew in each table that uses them ---- */

static void declare_use(Resolver *r, Item *parent, const Decl *decl)
{
    const Decl *mixin = map_get(r->mixins, decl->name.name, NO_NAME, NO_NAME);
    if (!mixin) {
        report(r, decl->name.span, "unknown-mixin", "unknown mixin '%s'",
               name_text(decl->name.name));
        Suggest suggest = suggest_for(name_text(decl->name.name));
        for (size_t i = 0; i < r->tree->decls.count && report_may_suggest(r); i++)
            if (name_equals(r->tree->decls.items[i]->kind, "mixin"))
                suggest_try(&suggest, name_text(r->tree->decls.items[i]->name.name));
        report_nearest(r, &suggest);
        parent->is_broken = true;
        return;
    }
    if (r->use) {
        report(r, decl->span, "mixin-in-mixin", "a mixin cannot use another mixin");
        return;
    }
    r->use = decl;
    declare_members(r, parent, mixin);
    r->use = NULL;
}

/* ---- which words may stand inside what ---- */

typedef struct MemberRule {
    const char *word;
    void (*declare)(Resolver *r, Item *parent, const Decl *decl);
    uint32_t parents; /* mask of 1 << Kind */
} MemberRule;

enum {
    IN_TABLE = 1 << KIND_TABLE,
    IN_ENUM = 1 << KIND_ENUM,
    IN_DOMAIN = 1 << KIND_DOMAIN,
    IN_VIEW = 1 << KIND_VIEW,
    IN_TYPE = 1 << KIND_TYPE
};

static const MemberRule member_rules[] = {
    {"column", declare_column, IN_TABLE},
    {"column", declare_attribute, IN_TYPE},
    {"column", declare_view_column, IN_VIEW},
    {"primary key", declare_primary_key, IN_TABLE},
    {"unique", declare_unique, IN_TABLE},
    {"foreign key", declare_foreign_key, IN_TABLE},
    {"check", declare_check, IN_TABLE | IN_DOMAIN},
    {"index", declare_inner_index, IN_TABLE | IN_VIEW},
    {"unique index", declare_inner_index, IN_TABLE | IN_VIEW},
    {"exclude", declare_exclude, IN_TABLE},
    {"use", declare_use, IN_TABLE},
    {"value", declare_value, IN_ENUM},
};

static const MemberRule *member_rule(Name word, uint32_t inside)
{
    for (size_t i = 0; i < rule_count(member_rules); i++)
        if (name_equals(word, member_rules[i].word) && member_rules[i].parents & inside)
            return &member_rules[i];
    return NULL;
}

void declare_members(Resolver *r, Item *parent, const Decl *decl)
{
    uint32_t inside = 1u << parent->object->kind;
    for (size_t i = 0; i < decl->members.count; i++) {
        const Decl *member = decl->members.items[i];
        const MemberRule *rule = member_rule(member->kind, inside);
        if (rule)
            rule->declare(r, parent, member);
        else
            report(r, member->kind_span, "member-not-here", "%s %s cannot have %s %s",
                   article(kind_info(parent->object->kind)->word),
                   kind_info(parent->object->kind)->word, article(name_text(member->kind)),
                   name_text(member->kind));
    }
}

/* ---- top level ---- */

static void declare_plain(Resolver *r, const Decl *decl, Kind kind)
{
    Item *item = declare_object(r, NULL, kind, decl);
    clauses_apply(r, item);
    declare_members(r, item, decl);
}

static void declare_domain(Resolver *r, const Decl *decl, Kind kind)
{
    Item *item = declare_object(r, NULL, kind, decl);
    ((Domain *)item->object)->type = decl->type;
    clauses_apply(r, item);
    declare_members(r, item, decl);
}

static void declare_range(Resolver *r, const Decl *decl, Kind kind)
{
    Item *item = declare_object(r, NULL, kind, decl);
    ((Range *)item->object)->subtype = decl->type;
    clauses_apply(r, item);
    declare_members(r, item, decl);
}

/* What is told apart by its arguments alone bears its kind's word as its name. */
static void declare_native(Resolver *r, const Decl *decl, Kind kind)
{
    Item *item = declare_object(r, NULL, kind, decl);
    Native *native = (Native *)item->object;
    native->what = decl->kind;
    parameters_declare(r, item, &native->arguments);
    clauses_apply(r, item);
}

static void declare_sequence(Resolver *r, const Decl *decl, Kind kind)
{
    Item *item = declare_object(r, NULL, kind, decl);
    ((Sequence *)item->object)->type = decl->type;
    clauses_apply(r, item);
    declare_members(r, item, decl);
}

static void declare_function(Resolver *r, const Decl *decl, Kind kind)
{
    Item *item = declare_object(r, NULL, kind, decl);
    ((Function *)item->object)->is_procedure = name_equals(decl->kind, "procedure");
    parameters_declare(r, item, &((Function *)item->object)->parameters);
    clauses_apply(r, item);
}

static void declare_view(Resolver *r, const Decl *decl, Kind kind)
{
    Item *item = declare_object(r, NULL, kind, decl);
    View *view = (View *)item->object;
    view->is_materialized = name_equals(decl->kind, "materialized view");
    elements_names(r, decl->elements.items, decl->elements.count, &view->columns);
    clauses_apply(r, item);
    declare_members(r, item, decl);
}

static void declare_trigger(Resolver *r, const Decl *decl, Kind kind)
{
    Item *item = declare_object(r, NULL, kind, decl);
    ((Trigger *)item->object)->is_constraint = name_equals(decl->kind, "constraint trigger");
    clauses_apply(r, item);
    declare_members(r, item, decl);
}

/* Its table must be there to hold it, so these wait for the second round. */
static void declare_outer_index(Resolver *r, const Decl *decl, Kind kind)
{
    (void)kind;
    const Clause *on = NULL;
    for (size_t i = 0; i < decl->clauses.count && !on; i++)
        if (name_equals(decl->clauses.items[i].word, "on")) on = &decl->clauses.items[i];
    if (!on) {
        report(r, decl->span, "missing-on", "an index at the top level needs 'on TABLE'");
        return;
    }
    Object *owner = relation_find(r, on->name, mark_mask(r, decl->mark, decl->mark_span));
    if (owner)
        declare_index(r, item_of(r, owner), decl);
    else
        report_unknown_relation(r, on->name);
}

typedef struct TopRule {
    const char *word;
    Kind kind;
    void (*declare)(Resolver *r, const Decl *decl, Kind kind);
    bool waits; /* for all the others */
} TopRule;

static const TopRule top_rules[] = {
    {"namespace", KIND_NAMESPACE, declare_plain, false},
    {"extension", KIND_EXTENSION, declare_plain, false},
    {"enum", KIND_ENUM, declare_plain, false},
    {"domain", KIND_DOMAIN, declare_domain, false},
    {"type", KIND_TYPE, declare_plain, false},
    {"range", KIND_RANGE, declare_range, false},
    {"sequence", KIND_SEQUENCE, declare_sequence, false},
    {"function", KIND_FUNCTION, declare_function, false},
    {"procedure", KIND_FUNCTION, declare_function, false},
    {"external", KIND_EXTERNAL, declare_plain, false},
    {"table", KIND_TABLE, declare_plain, false},
    {"view", KIND_VIEW, declare_view, false},
    {"materialized view", KIND_VIEW, declare_view, false},
    {"trigger", KIND_TRIGGER, declare_trigger, false},
    {"constraint trigger", KIND_TRIGGER, declare_trigger, false},
    {"policy", KIND_POLICY, declare_plain, false},
    {"index", KIND_INDEX, declare_outer_index, true},
    {"owner", KIND_OWNER, grants_declare, true},
    {"grant", KIND_GRANT, grants_declare, true},
    {"revoke", KIND_GRANT, grants_declare, true},
    {"unique index", KIND_INDEX, declare_outer_index, true},
};

/* The header by header.c, includes by the parser, mixins where they are used. */
static const char *const read_elsewhere[] = {"schema", "target", "ignore", "include", "mixin"};

static bool is_read_elsewhere(Name word)
{
    for (size_t i = 0; i < rule_count(read_elsewhere); i++)
        if (name_equals(word, read_elsewhere[i])) return true;
    return false;
}

static void report_unknown_kind(Resolver *r, const Decl *decl)
{
    Suggest suggest = suggest_for(name_text(decl->kind));
    report(r, decl->kind_span, "unknown-declaration", "unknown declaration '%s'",
           name_text(decl->kind));
    for (size_t i = 0; i < rule_count(top_rules); i++) suggest_try(&suggest, top_rules[i].word);
    for (size_t i = 0; i < rule_count(read_elsewhere); i++)
        suggest_try(&suggest, read_elsewhere[i]);
    for (size_t i = 0; i < NATIVE_WORDS; i++) suggest_try(&suggest, native_words[i].word);
    report_nearest(r, &suggest);
}

static void declare_top(Resolver *r, const Decl *decl, bool waiting)
{
    for (size_t i = 0; i < rule_count(top_rules); i++) {
        const TopRule *rule = &top_rules[i];
        if (!name_equals(decl->kind, rule->word)) continue;
        if (rule->waits == waiting) rule->declare(r, decl, rule->kind);
        return;
    }
    if (native_word_find(name_text(decl->kind))) {
        if (!waiting) declare_native(r, decl, KIND_NATIVE);
        return;
    }
    if (!waiting && !is_read_elsewhere(decl->kind)) report_unknown_kind(r, decl);
}

static void find_mixins(Resolver *r)
{
    for (size_t i = 0; i < r->tree->decls.count; i++) {
        const Decl *decl = r->tree->decls.items[i];
        if (!name_equals(decl->kind, "mixin")) continue;
        const Decl *other = map_get(r->mixins, decl->name.name, NO_NAME, NO_NAME);
        if (!other) {
            map_set(r->mixins, decl->name.name, NO_NAME, NO_NAME, (void *)decl);
            continue;
        }
        report(r, decl->name.span, "duplicate-name", "mixin '%s' is declared twice",
               name_text(decl->name.name));
        report_note(r, other->name.span, "first declared here");
    }
}

void declare_all(Resolver *r)
{
    find_mixins(r);
    for (size_t i = 0; i < r->tree->decls.count; i++)
        declare_top(r, r->tree->decls.items[i], false);
    for (size_t i = 0; i < r->tree->decls.count; i++) declare_top(r, r->tree->decls.items[i], true);
}
