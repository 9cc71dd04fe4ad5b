/* SPDX-License-Identifier: MIT
 * The words behind a name. Each kind has a table of the words it can have; most rows only say
 * where the value goes. An unknown word, a word said twice, a missing value: reported here, with
 * the nearest word of that very table. */
#include "model/extension.h"
#include "model/mention.h"
#include "resolve/resolver.h"

const ClauseTable *clause_table(Kind kind)
{
    switch (kind) {
    case KIND_NAMESPACE: return &namespace_clauses;
    case KIND_EXTENSION: return &extension_clauses;
    case KIND_ENUM: return &enum_clauses;
    case KIND_ENUM_VALUE: return &value_clauses;
    case KIND_DOMAIN: return &domain_clauses;
    case KIND_TYPE: return &type_clauses;
    case KIND_ATTRIBUTE: return &attribute_clauses;
    case KIND_RANGE: return &range_clauses;
    case KIND_SEQUENCE: return &sequence_clauses;
    case KIND_FUNCTION: return &function_clauses;
    case KIND_NATIVE: return &native_clauses;
    case KIND_EXTERNAL: return &external_clauses;
    case KIND_TABLE: return &table_clauses;
    case KIND_COLUMN: return &column_clauses;
    case KIND_PRIMARY_KEY:
    case KIND_UNIQUE: return &key_clauses;
    case KIND_FOREIGN_KEY: return &foreign_key_clauses;
    case KIND_CHECK: return &check_clauses;
    case KIND_EXCLUDE: return &exclude_clauses;
    case KIND_INDEX: return &index_clauses;
    case KIND_VIEW: return &view_clauses;
    case KIND_TRIGGER: return &trigger_clauses;
    case KIND_POLICY: return &policy_clauses;
    case KIND_FUTURE:
    case KIND_OWNER:
    case KIND_GRANT: return &grant_clauses;
    case KIND_COUNT: break;
    }
    bug("no clauses for kind %d", (int)kind);
}

/* ---- values out of a clause ---- */

bool elements_names(Resolver *r, const Element *elements, size_t count, NameList *names)
{
    Name *items = arena_array(r->cx->arena, Name, count);
    for (size_t i = 0; i < count; i++) {
        const Expr *expr = elements[i].expr;
        if (!expr || expr->kind == EXPR_ERROR) return false;
        if (expr->kind != EXPR_NAME || !name_none(expr->space)) {
            report(r, elements[i].span, "name-expected", "a column name is expected here");
            return false;
        }
        items[i] = expr->name;
    }
    *names = (NameList){items, count};
    return true;
}

bool clause_names(Resolver *r, const Clause *clause, NameList *names)
{
    return elements_names(r, clause->elements, clause->element_count, names);
}

const char *expr_number(Resolver *r, const Expr *expr)
{
    if (!expr) return NULL;
    if (expr->kind == EXPR_NUMBER) return expr->text;
    if (expr->kind != EXPR_UNARY || expr->args[0]->kind != EXPR_NUMBER) return NULL;
    if (name_equals(expr->name, "+")) return expr->args[0]->text;
    if (!name_equals(expr->name, "-")) return NULL;
    return arena_printf(r->cx->arena, "-%s", expr->args[0]->text);
}

static const char *literal_text(Resolver *r, const Expr *expr)
{
    if (expr->kind == EXPR_STRING || expr->kind == EXPR_RAW) return expr->text;
    if (expr->kind == EXPR_NAME) return name_text(expr->name);
    if (expr->kind == EXPR_TRUE) return "true";
    if (expr->kind == EXPR_FALSE) return "false";
    return expr_number(r, expr);
}

/* One "name = value" of with (...): parsed as a comparison. */
static bool option_of(Resolver *r, const Element *element, Option *option)
{
    const Expr *expr = element->expr;
    if (!expr || expr->kind == EXPR_ERROR) return false;
    if (expr->kind == EXPR_NAME) {
        *option = (Option){expr->name, "true"};
        return true;
    }
    const char *value = NULL;
    bool is_pair = expr->kind == EXPR_BINARY && name_equals(expr->name, "=") &&
                   expr->args[0]->kind == EXPR_NAME;
    if (is_pair) value = literal_text(r, expr->args[1]);
    if (!value) {
        report(r, element->span, "option-malformed", "an option is written name = value");
        return false;
    }
    const Expr *left = expr->args[0];
    Name name = left->name;
    if (!name_none(left->space))
        name = option_of_column(r->cx->names, left->space, name_text(left->name));
    *option = (Option){name, value};
    return true;
}

bool clause_options(Resolver *r, const Clause *clause, OptionList *options)
{
    Option *items = arena_array(r->cx->arena, Option, clause->element_count);
    for (size_t i = 0; i < clause->element_count; i++)
        if (!option_of(r, &clause->elements[i], &items[i])) return false;
    *options = (OptionList){items, clause->element_count};
    return true;
}

ElementList elements_convert(Resolver *r, const Element *elements, size_t count)
{
    IndexElement *items = arena_array(r->cx->arena, IndexElement, count);
    for (size_t i = 0; i < count; i++) {
        const Element *from = &elements[i];
        items[i] = (IndexElement){.expr = from->expr,
                                  .collation_space = from->collation.space,
                                  .collation = from->collation.name,
                                  .opclass_space = from->opclass.space,
                                  .opclass = from->opclass.name,
                                  .opclass_args = from->opclass_args,
                                  .is_descending = from->is_descending,
                                  .nulls = (uint8_t)from->nulls,
                                  .with_space = from->with.space,
                                  .with = from->with.name};
    }
    return (ElementList){items, count};
}

/* ---- storing ---- */

#define field(object, rule, T) ((T *)(void *)((char *)(object) + (rule)->offset))

static void missing(ClauseRun *run, const Clause *clause, const char *what)
{
    report(run->r, clause->span, "clause-value-missing", "'%s' needs %s", name_text(clause->word),
           what);
}

/* "one of full, nothing, using index" */
static const char *values_text(Cx *cx, const ClauseRule *rule)
{
    Text text = {0};
    for (const char *const *value = rule->values; *value; value++)
        text_printf(&text, "%s%s", text.length ? ", " : "one of: ", *value);
    return text_keep(&text, cx->arena);
}

/* Is the clause's value one of those that the rule lists? */
static bool is_allowed(ClauseRun *run, const ClauseRule *rule, const Clause *clause)
{
    Suggest suggest = suggest_for(name_text(clause->value));
    if (!rule->values) return true;
    for (const char *const *value = rule->values; *value; value++) {
        if (name_equals(clause->value, *value)) return true;
        suggest_try(&suggest, *value);
    }
    if (name_none(clause->value)) {
        missing(run, clause, values_text(run->r->cx, rule));
        return false;
    }
    report(run->r, clause->span, "unknown-clause-value", "'%s' cannot be '%s'",
           name_text(clause->word), name_text(clause->value));
    report_nearest(run->r, &suggest);
    return false;
}

void clause_store_marked(ClauseRun *run, Marked *marked, const Clause *clause)
{
    DialectId dialect;
    if (name_none(clause->mark))
        marked->any = clause->expr;
    else if (dialect_find(name_text(clause->mark), &dialect))
        marked->only[dialect] = clause->expr;
    else
        mark_mask(run->r, clause->mark, clause->mark_span); /* reports it */
}

static void store_text(ClauseRun *run, const ClauseRule *rule, const Clause *clause)
{
    const char *text = clause->expr ? literal_text(run->r, clause->expr) : NULL;
    if (rule->take == TAKE_NUMBER && clause->expr) text = expr_number(run->r, clause->expr);
    if (text)
        *field(run->item->object, rule, const char *) = text;
    else
        missing(run, clause, rule->take == TAKE_NUMBER ? "a number" : "a text in quotes");
}

static void store_names(ClauseRun *run, const ClauseRule *rule, const Clause *clause)
{
    if (clause->element_count == 0)
        missing(run, clause, "names in parentheses");
    else
        clause_names(run->r, clause, field(run->item->object, rule, NameList));
}

static void store(ClauseRun *run, const ClauseRule *rule, const Clause *clause)
{
    void *object = run->item->object;
    if (!is_allowed(run, rule, clause)) return;
    switch (rule->take) {
    case TAKE_FLAG: *field(object, rule, bool) = true; return;
    case TAKE_WORD: *field(object, rule, Name) = clause->value; return;
    case TAKE_NAME:
        if (name_none(clause->name.name))
            missing(run, clause, "a name");
        else if (clause->has_elements)
            report(run->r, clause->span, "unknown-clause-value",
                   "'%s %s' takes nothing in parentheses", name_text(clause->word),
                   name_text(clause->name.name));
        else
            *field(object, rule, Name) = clause->name.name;
        return;
    case TAKE_QUALIFIED: {
        Name *names = field(object, rule, Name);
        names[0] = clause->name.space;
        names[1] = name_none(clause->name.name) ? clause->value : clause->name.name;
        if (name_none(names[1])) missing(run, clause, "a name");
        return;
    }
    case TAKE_NUMBER:
    case TAKE_STRING: store_text(run, rule, clause); return;
    case TAKE_EXPR:
        if (!clause->expr)
            missing(run, clause, "an expression");
        else
            clause_store_marked(run, field(object, rule, Marked), clause);
        return;
    case TAKE_NAMES: store_names(run, rule, clause); return;
    case TAKE_OPTIONS: clause_options(run->r, clause, field(object, rule, OptionList)); return;
    case TAKE_BODY:
        if (!clause->body)
            missing(run, clause, "a body between $$");
        else
            *field(object, rule, const char *) = clause->body;
        return;
    case TAKE_HANDLER: rule->handler(run, clause); return;
    }
}

/* ---- handlers that many kinds share ---- */

void clause_was(ClauseRun *run, const Clause *clause)
{
    Object *object = run->item->object;
    object->was = clause->name.name;
    object->was_space = object->space; /* it stood where it stands, unless its namespace is said */
    if (!name_none(clause->name.space)) object->was_space = space_of(run->r, clause->name.space);
    run->item->was = clause;
}

void clause_on(ClauseRun *run, const Clause *clause)
{
    run->item->target = clause;
}

/* What is so anyway may be said. */
void clause_ignored(ClauseRun *run, const Clause *clause)
{
    (void)run, (void)clause;
}

/* depends on extension (postgis, hstore): in the order of the alphabet, however they are written. */
void clause_extensions(ClauseRun *run, const Clause *clause)
{
    NameList names = {0};
    if (!clause_names(run->r, clause, &names)) return;
    Name *items = arena_array(run->r->cx->arena, Name, names.count);
    for (size_t i = 0; i < names.count; i++) {
        size_t at = i;
        for (; at && strcmp(name_text(names.items[i]), name_text(items[at - 1])) < 0; at--)
            items[at] = items[at - 1];
        items[at] = names.items[i];
    }
    object_set_extensions(run->item->object, (NameList){items, names.count});
}

void clause_constraint_name(ClauseRun *run, Item *item, const Clause *clause)
{
    item->object->is_named = !name_none(clause->name.name);
    if (!item->object->is_named) return;
    item->object->span = clause->name.span;
    schema_name(run->r->schema, item->object, clause->name.name);
    name_reserve(run->r, item->object);
}

/* ---- finding ---- */

static const ClauseRule *find_rule(const ClauseTable *table, const char *word)
{
    for (size_t i = 0; i < table->count; i++)
        if (*table->rules[i].word == *word && strcmp(table->rules[i].word, word) == 0)
            return &table->rules[i];
    return NULL;
}

static void suggest_rules(Suggest *suggest, const ClauseTable *table)
{
    for (size_t i = 0; i < table->count; i++) suggest_try(suggest, table->rules[i].word);
}

/* A misspelt second word ("on delet") is kept as the clause's name. */
static const char *whole_word(ClauseRun *run, const Clause *clause)
{
    const char *word = name_text(clause->word);
    if (name_none(clause->name.name)) return word;
    return arena_printf(run->r->cx->arena, "%s %s", word, name_text(clause->name.name));
}

static bool belongs_elsewhere(ClauseRun *run, const Item *owner, const Clause *clause)
{
    const char *word = name_text(clause->word), *kind = object_word(owner->object);
    for (Kind other = 0; other < KIND_COUNT; other++) {
        if (!find_rule(clause_table(other), word)) continue;
        const char *others = kind_info(other)->word;
        report(run->r, clause->span, "clause-not-here", "'%s' is a clause of %s %s, not of %s %s",
               word, article(others), others, article(kind), kind);
        return true;
    }
    return false;
}

/* Words of other languages, and what is meant here. */
static const char *habit_of(Kind kind, const char *word)
{
    static const struct {
        const char *word, *hint;
    } habits[] = {
        {"not null", "columns are NOT NULL unless ? follows the type; leave it out"},
        {"null", "a '?' behind the type allows null: int?"},
        {"nullable", "a '?' behind the type allows null: int?"},
        {"foreign", "write: references TABLE (NAME)"},
        {"auto_increment", "write: generated always as identity"},
        {"autoincrement", "write: generated always as identity"},
        {"identity", "write: generated always as identity"},
        {"index", "an index is a line of its own: index (NAME);"},
        {"key", "write: primary key"},
        {"on update", "a column is kept up to date by a trigger"},
        {"constraint", "write: check NAME (...)"},
        {"unsigned", "write a check: check (NAME >= 0)"},
        {"comment", "a comment stands above what it describes: /// text"},
    };
    for (size_t i = 0; i < rule_count(habits) && kind == KIND_COLUMN; i++)
        if (strcmp(habits[i].word, word) == 0) return habits[i].hint;
    return NULL;
}

/* A word alone stands for all that begins with it: "primry key" is near to "primary". */
static void suggest_beginnings(ClauseRun *run, Suggest *suggest, const ClauseTable *table)
{
    for (size_t i = 0; i < table->count; i++) {
        const char *word = table->rules[i].word;
        size_t length = strcspn(word, " ");
        if (!word[length]) continue;
        suggest_try(suggest, arena_printf(run->r->cx->arena, "%.*s", (int)length, word));
    }
}

/* The word is nobody's here. Only the first is reported: the next ones may have belonged to it. */
static void unknown(ClauseRun *run, Item *owner, const Clause *clause)
{
    const char *word = name_text(clause->word), *kind = object_word(owner->object);
    Suggest suggest = suggest_for(whole_word(run, clause));
    owner->is_broken = true;
    if (owner->object->parent) item_of(run->r, owner->object->parent)->is_broken = true;
    if (run->has_unknown) return;
    run->has_unknown = true;
    suggest_rules(&suggest, clause_table(owner->object->kind));
    if (run->constraint) suggest_rules(&suggest, clause_table(run->constraint->object->kind));
    if (!suggest.best) suggest_beginnings(run, &suggest, clause_table(owner->object->kind));
    const char *habit = habit_of(owner->object->kind, word);
    if (habit || suggest.best || !belongs_elsewhere(run, owner, clause))
        report(run->r, clause->span, "unknown-clause", "unknown clause '%s' of %s %s",
               suggest.best && !habit ? suggest.wanted : word, article(kind), kind);
    if (habit)
        report_hint(run->r, "%s", habit);
    else
        report_nearest(run->r, &suggest);
}

/* Two clauses of one word are one too many, unless each has its own mark. */
static bool is_repeated(ClauseRun *run, const ClauseTable *table, const ClauseRule *rule,
                        const Clause *clause)
{
    DialectId dialect;
    size_t slot = 0;
    if (rule->repeats) return false;
    if (!name_none(clause->mark) && dialect_find(name_text(clause->mark), &dialect))
        slot = (size_t)dialect + 1;
    uint64_t *seen = &run->seen[run->item == run->constraint][slot];
    uint64_t bit = (uint64_t)1 << (rule - table->rules);
    if (!(*seen & bit)) {
        *seen |= bit;
        return false;
    }
    report(run->r, clause->span, "duplicate-clause", "'%s' is said twice", name_text(clause->word));
    return true;
}

static bool has_mark_here(ClauseRun *run, const ClauseRule *rule, const Clause *clause)
{
    if (name_none(clause->mark) || rule->take == TAKE_EXPR || rule->takes_mark) return false;
    report(run->r, clause->mark_span, "mark-not-allowed",
           "'%s' cannot differ by dialect: the mark goes behind the whole declaration",
           name_text(clause->word));
    return true;
}

/* In a column, what follows a key, a check or a reference may belong to that. */
static void apply(ClauseRun *run, Item *owner, const Clause *clause)
{
    const char *word = name_text(clause->word);
    const Item *constraint = run->constraint;
    const ClauseTable *table = clause_table(owner->object->kind);
    const ClauseRule *rule = find_rule(table, word);
    run->item = owner;
    if (!rule && run->constraint) {
        run->item = run->constraint;
        table = clause_table(run->item->object->kind);
        rule = find_rule(table, word);
    }
    if (!rule) {
        unknown(run, owner, clause);
        return;
    }
    if (is_repeated(run, table, rule, clause) || has_mark_here(run, rule, clause)) return;
    store(run, rule, clause);
    if (run->constraint != constraint) memset(run->seen[1], 0, sizeof run->seen[1]);
}

void clauses_apply(Resolver *r, Item *item)
{
    ClauseRun run = {.r = r, .item = item, .decl = item->decl};
    for (size_t i = 0; i < item->decl->clauses.count; i++)
        apply(&run, item, &item->decl->clauses.items[i]);
}
