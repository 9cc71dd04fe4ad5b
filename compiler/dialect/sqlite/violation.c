/* SPDX-License-Identifier: MIT
 * Queries that find a row which forbids the change, before anything is touched. Such a query
 * returns one column called "violation": in words, which row of which table holds what. Without
 * them SQLite would say "datatype mismatch" and nothing else. */
#include <string.h>

#include "dialect/sqlite/alter.h"
#include "model/risk.h"

static void add_words(Text *out, const char *words)
{
    sqlite_literal(out, words, strlen(words));
}

static const char *path_of(const Copy *copy, const Object *object)
{
    Text path = {0};
    object_path(&path, copy->alter->plan->to, object);
    return text_keep(&path, copy->alter->cx->arena);
}

static void finish(Alter *alter, Text *sql, const Object *table, const char *why)
{
    text_add(sql, "\nLIMIT 1");
    alter_step(alter, sql, (Step){.why = why, .on = table, .lock = LOCK_DATABASE,
                                  .phase = PHASE_MAIN, .effects = STEP_SCANS | STEP_REJECTS});
}

/* ---- the rows to look at ---- */

/* 'orders: row with id = ' || quote(id) */
static void add_row(Text *out, const Copy *copy, const char *before)
{
    const Key *key = sqlite_primary_key(copy->from);
    if (!key && !copy->rowid) add_words(out, arena_printf(copy->alter->cx->arena, "%sa row", before));
    else if (!key) {
        add_words(out, arena_printf(copy->alter->cx->arena, "%srow ", before));
        text_printf(out, " || %s", copy->rowid);
    }
    for (size_t i = 0; key && i < key->columns.count; i++) {
        Name name = key->columns.items[i].expr->name;
        if (i) text_add(out, " || ");
        add_words(out, arena_printf(copy->alter->cx->arena, "%s%s = ",
                                    i ? ", " : arena_printf(copy->alter->cx->arena, "%srow with ",
                                                            before), name_text(name)));
        text_add(out, " || quote(");
        sqlite_identifier(out, name);
        text_add_char(out, ')');
    }
}

static void add_key_columns(Text *out, const Copy *copy)
{
    const Key *key = sqlite_primary_key(copy->from);
    if (!key && copy->rowid) text_printf(out, ", %s AS %s", copy->rowid, copy->rowid);
    for (size_t i = 0; key && i < key->columns.count; i++) {
        Name name = key->columns.items[i].expr->name;
        const CopyColumn *column = sqlite_copied(copy, name);
        if (column && sqlite_value_of(copy, column)) continue;
        text_add(out, ", ");
        sqlite_identifier(out, name);
    }
}

/* The old table, or its rows as they will be. */
static void add_rows(Text *out, const Copy *copy, bool as_they_will_be)
{
    bool is_first = true;
    text_add(out, "\nFROM ");
    if (!as_they_will_be) {
        sqlite_path(out, copy->alter->plan->to, &copy->to->object);
        return;
    }
    text_add(out, "(SELECT ");
    for (size_t i = 0; i < copy->count; i++) {
        const CopyColumn *column = &copy->columns[i];
        const char *value = sqlite_value_of(copy, column);
        if (!value) continue;
        text_printf(out, "%s%s", is_first ? "" : ", ", value);
        is_first = false;
        if (column->is_same) continue;
        text_add(out, " AS ");
        sqlite_identifier(out, column->to->object.name);
    }
    add_key_columns(out, copy);
    text_add(out, " FROM ");
    sqlite_path(out, copy->alter->plan->to, &copy->to->object);
    text_add_char(out, ')');
}

/* 'orders.total: row with id = 5 holds ' || ... of one column or constraint. */
static void begin(Text *out, const Copy *copy, const Object *object)
{
    const char *path = arena_printf(copy->alter->cx->arena, "%s: ", path_of(copy, object));
    text_add(out, "SELECT ");
    add_row(out, copy, path);
}

/* ---- columns ---- */

static void check_valid(const Copy *copy, const CopyColumn *column, const char *valid,
                        const char *what)
{
    Text out = {0}, name = {0};
    const char *words = arena_printf(copy->alter->cx->arena, ", not %s", what);
    sqlite_identifier(&name, column->from->object.name);
    begin(&out, copy, &column->to->object);
    text_printf(&out, " || ' holds ' || substr(quote(%s), 1, 80) || ", name.data);
    add_words(&out, words);
    text_add(&out, " AS violation");
    add_rows(&out, copy, false);
    text_printf(&out, "\nWHERE %s IS NOT NULL AND NOT (", name.data);
    for (const char *c = valid; *c; c++)
        if (*c == '$') text_add(&out, name.data);
        else text_add_char(&out, *c);
    text_add_char(&out, ')');
    finish(copy->alter, &out, &copy->to->object,
           arena_printf(copy->alter->cx->arena, "each value of %s has to be %s",
                        path_of(copy, &column->to->object), what));
    text_free(&out);
    text_free(&name);
}

/* SQLite let any value into any column, but only numbers into that of the rowid. */
static void check_storage(const Copy *copy, const CopyColumn *column)
{
    const char *storage = sqlite_storage_of(column->to);
    bool is_numbered = column->to == sqlite_rowid_column(copy->to) &&
                       column->from != sqlite_rowid_column(copy->from);
    bool is_new = copy->from->is_not_strict && (!copy->to->is_not_strict || is_numbered);
    if (!is_new || !storage || !column->is_same || column->conversion) return;
    check_valid(copy, column,
                arena_printf(copy->alter->cx->arena, "typeof($) = '%s'", storage),
                arena_printf(copy->alter->cx->arena, "of type %s", storage));
}

/* In a strict table '2' may be a text in a column of type ANY; elsewhere ANY makes a number of it. */
static void check_any(const Copy *copy, const CopyColumn *column)
{
    bool is_loosened = !copy->from->is_not_strict && copy->to->is_not_strict;
    bool is_any = name_equals(column->from->type.any->name, "ANY") &&
                  name_equals(column->to->type.any->name, "ANY");
    if (is_loosened && is_any && column->is_same)
        check_valid(copy, column, "NOT (typeof($) = 'text' AND CAST($ AS NUMERIC) = $)",
                    "kept as a text by a table that is not strict");
}

static void check_null(const Copy *copy, const CopyColumn *column)
{
    bool may_be_null = column->from->is_nullable || column->is_written;
    if (column->to->is_nullable || column->has_backfill || !may_be_null || !column->value) return;
    Text out = {0};
    begin(&out, copy, &column->to->object);
    text_add(&out, column->is_same ? " || ' holds NULL' AS violation"
                                   : " || ' would hold NULL' AS violation");
    add_rows(&out, copy, false);
    text_printf(&out, "\nWHERE %s IS NULL", column->value);
    finish(copy->alter, &out, &copy->to->object,
           arena_printf(copy->alter->cx->arena, "%s takes no NULL from now on",
                        path_of(copy, &column->to->object)));
    text_free(&out);
}

/* A new column that takes no NULL, and nothing that it could hold. */
static void check_empty(const Copy *copy, const CopyColumn *column)
{
    bool is_filled = column->value || column->to->initial.any || column->to->generated.any;
    bool is_numbered = column->to == sqlite_rowid_column(copy->to);
    if (column->to->is_nullable || is_filled || is_numbered) return;
    Text out = {0};
    const char *path = path_of(copy, &column->to->object);
    text_add(&out, "SELECT ");
    add_words(&out, arena_printf(copy->alter->cx->arena,
                                 "%s: there are rows, it takes no NULL, and nothing says what it "
                                 "holds in them", path));
    text_add(&out, " AS violation");
    add_rows(&out, copy, false);
    finish(copy->alter, &out, &copy->to->object,
           arena_printf(copy->alter->cx->arena, "%s has no value for rows that are there", path));
    text_free(&out);
}

bool sqlite_may_compute_null(const CopyColumn *column)
{
    const Expr *computed = column->to->generated.any;
    if (!computed || column->to->is_nullable || !sqlite_may_be_null(computed)) return false;
    return !column->from || column->from->is_nullable ||
           !expr_equal(computed, column->from->generated.any);
}

/* A computed column that takes no NULL, and what it is computed from does. */
static void check_computed(const Copy *copy, const CopyColumn *column)
{
    if (!sqlite_may_compute_null(column)) return;
    Cx *cx = copy->alter->cx;
    bool is_other = false;
    for (size_t i = 0; i < copy->count; i++) {
        const CopyColumn *other = &copy->columns[i];
        if (!sqlite_expr_mentions(column->to->generated.any, &other->to->object)) continue;
        if (!sqlite_value_of(copy, other)) return;
        is_other |= !other->is_same;
    }
    Text out = {0};
    begin(&out, copy, &column->to->object);
    text_add(&out, " || ' would hold NULL' AS violation");
    add_rows(&out, copy, is_other);
    text_add(&out, "\nWHERE (");
    sqlite_expr(cx, &out, copy->alter->plan->to, column->to->generated.any);
    text_add(&out, ") IS NULL");
    finish(copy->alter, &out, &copy->to->object,
           arena_printf(cx->arena, "%s takes no NULL", path_of(copy, &column->to->object)));
    text_free(&out);
}

void sqlite_check_column(const Copy *copy, const CopyColumn *column)
{
    check_computed(copy, column);
    if (!column->from) {
        check_empty(copy, column);
        return;
    }
    if (column->conversion && column->conversion->valid)
        check_valid(copy, column, column->conversion->valid, column->conversion->what);
    check_storage(copy, column);
    check_any(copy, column);
    check_null(copy, column);
}

/* ---- constraints ---- */

/* Each old value is looked at anyway: a check of the type says the same again. */
static bool is_checked_before(const Copy *copy, const Check *check)
{
    for (size_t i = 0; i < copy->count && !check->object.origin; i++) {
        const CopyColumn *column = &copy->columns[i];
        Form form = sqlite_form(column->to);
        if (column->conversion && column->conversion->valid &&
            (form == FORM_BOOL || form == FORM_JSON) &&
            sqlite_mentions(&check->object, &column->to->object))
            return true;
    }
    return false;
}

static void check_check(const Copy *copy, const Check *check)
{
    RowState state = sqlite_state_of(copy, &check->object);
    if (state == ROWS_UNTOUCHED || state == ROWS_UNKNOWN || is_checked_before(copy, check)) return;
    Cx *cx = copy->alter->cx;
    Text out = {0}, expr = {0};
    sqlite_expr(cx, &expr, copy->alter->plan->to, check->expr.any);
    const char *words = arena_printf(cx->arena, " breaks the check %s", text_string(&expr));
    begin(&out, copy, &copy->to->object);
    text_add(&out, " || ");
    add_words(&out, words);
    text_add(&out, " AS violation");
    add_rows(&out, copy, state == ROWS_OTHER);
    text_printf(&out, "\nWHERE NOT (%s)", text_string(&expr));
    finish(copy->alter, &out, &copy->to->object,
           arena_printf(cx->arena, "each row has to pass the check %s", text_string(&expr)));
    text_free(&out);
    text_free(&expr);
}

/* ---- keys ---- */

static bool has_element(const ElementList *elements, Name name)
{
    for (size_t i = 0; i < elements->count; i++) {
        const Expr *expr = elements->items[i].expr;
        if (expr->kind == EXPR_NAME && name_is(expr->name, name)) return true;
    }
    return false;
}

static bool is_unique_already(const Copy *copy, const Object *to)
{
    const Object *table = &copy->from->object;
    const ElementList *elements = &((const Key *)to)->columns;
    if (sqlite_is_compared_anew(copy, to)) return false;
    for (size_t i = 0; i < table->members.count; i++) {
        const Object *member = table->members.items[i];
        const Key *key = (const Key *)member;
        bool is_within = member->kind == KIND_PRIMARY_KEY || member->kind == KIND_UNIQUE;
        for (size_t k = 0; is_within && k < key->columns.count; k++)
            is_within = name_none(key->columns.items[k].collation) &&
                        has_element(elements, key->columns.items[k].expr->name);
        if (is_within) return true;
    }
    return false;
}

/* A new INTEGER PRIMARY KEY takes the rowid that was there without a name. */
static bool has_rowid(const Copy *copy, const ElementList *elements)
{
    for (size_t i = 0; i < elements->count; i++) {
        const CopyColumn *column = sqlite_copied(copy, elements->items[i].expr->name);
        if (column && column->value && column->value == copy->rowid) return true;
    }
    return false;
}

static Name collation_of(const IndexElement *element)
{
    const Object *column = element->expr->ref;
    if (!name_none(element->collation)) return element->collation;
    bool is_column = element->expr->kind == EXPR_NAME && column && column->kind == KIND_COLUMN;
    return is_column ? ((const Column *)column)->collation : NO_NAME;
}

/* Said always but for plain columns without one: what the old table has does not count. */
static void add_element(Cx *cx, Text *out, const Schema *schema, const IndexElement *element,
                        bool is_compared)
{
    Name collation = collation_of(element);
    bool is_position = is_compared && element->expr->kind == EXPR_NUMBER; /* in GROUP BY */
    text_add(out, is_position ? "'' || " : "");
    sqlite_expr(cx, out, schema, element->expr);
    if (is_compared && !name_none(collation)) sqlite_collation(out, collation);
}

static void add_elements(Cx *cx, Text *out, const Schema *schema, const ElementList *elements,
                         const char *before, const char *between, const char *after)
{
    bool is_compared = strcmp(between, ", ") == 0;
    for (size_t i = 0; i < elements->count; i++) {
        text_add(out, i ? between : "");
        text_add(out, before);
        add_element(cx, out, schema, &elements->items[i], is_compared);
        text_add(out, after);
    }
}

static void add_not_null(Cx *cx, Text *out, const Schema *schema, const ElementList *elements)
{
    for (size_t i = 0; i < elements->count; i++) {
        const Expr *expr = elements->items[i].expr;
        if (i) text_add(out, " AND ");
        if (expr->kind != EXPR_NAME) text_add_char(out, '(');
        sqlite_expr(cx, out, schema, expr);
        text_add(out, expr->kind != EXPR_NAME ? ") IS NOT NULL" : " IS NOT NULL");
    }
}

/* Which values more than one row holds, of the rows that are begun with "FROM ...". */
static void add_groups(Cx *cx, Text *out, const Schema *schema, const ElementList *elements,
                       const Expr *where)
{
    text_add(out, "\nWHERE ");
    if (where) {
        text_add_char(out, '(');
        sqlite_expr(cx, out, schema, where);
        text_add(out, ") AND ");
    }
    add_not_null(cx, out, schema, elements);
    text_add(out, "\nGROUP BY ");
    add_elements(cx, out, schema, elements, "", ", ", "");
    text_add(out, "\nHAVING count(*) > 1");
}

static void begin_groups(Cx *cx, Text *out, const Schema *schema, const Object *table,
                         const ElementList *elements)
{
    Text words = {0};
    object_path(&words, schema, table);
    text_add(&words, " (");
    sqlite_elements(cx, &words, schema, elements);
    text_add(&words, "): ");
    text_add(out, "SELECT ");
    sqlite_literal(out, words.data, words.length);
    text_add(out, " || count(*) || ' rows hold ' || substr(");
    add_elements(cx, out, schema, elements, "quote(", " || ', ' || ", ")");
    text_add(out, ", 1, 80) AS violation");
    text_free(&words);
}

/* It says what it said, and the rows it holds apart may be the same now. */
static void find_compared_anew(const Copy *copy, const Object *object)
{
    Cx *cx = copy->alter->cx;
    if (!keeps_rows_apart(object) || !sqlite_is_compared_anew(copy, object)) return;
    const char *id = object->kind == KIND_PRIMARY_KEY ? "add-primary-key" : "add-unique";
    sqlite_find(copy->alter, id, object,
                arena_printf(cx->arena, "%s compares by another collation now: two rows that hold the "
                             "same by it refuse it", object_describe(cx, object)),
                "if rows may be so, change them before, in a migration of its own (schemac new)");
}

static void check_key(const Copy *copy, const Key *key)
{
    RowState state = sqlite_state_of(copy, &key->object);
    bool is_known = state != ROWS_OTHER ? is_unique_already(copy, &key->object)
                                        : has_rowid(copy, &key->columns);
    if (state == ROWS_UNTOUCHED || state == ROWS_UNKNOWN || is_known) return;
    Cx *cx = copy->alter->cx;
    const Schema *schema = copy->alter->plan->to;
    Text out = {0};
    begin_groups(cx, &out, schema, &copy->to->object, &key->columns);
    add_rows(&out, copy, state == ROWS_OTHER);
    add_groups(cx, &out, schema, &key->columns, NULL);
    finish(copy->alter, &out, &copy->to->object, "no two rows may hold the same from now on");
    text_free(&out);
}

static void check_unique(Alter *alter, const Object *object, const Copy *copy)
{
    const Index *index = (const Index *)object;
    const Schema *schema = alter->plan->to;
    Text out = {0};
    begin_groups(alter->cx, &out, schema, object->parent, &index->elements);
    if (copy) {
        add_rows(&out, copy, sqlite_state_of(copy, object) == ROWS_OTHER);
    } else {
        text_add(&out, "\nFROM ");
        sqlite_path(&out, schema, object->parent);
    }
    add_groups(alter->cx, &out, schema, &index->elements, index->where.any);
    finish(alter, &out, object->parent, "no two rows may hold the same from now on");
    text_free(&out);
}

void sqlite_check_unique(Alter *alter, const Object *index)
{
    check_unique(alter, index, NULL);
}

/* An index that is new looks for itself when it is added. */
static void check_changed(const Copy *copy, const Object *index)
{
    bool is_unique = ((const Index *)index)->is_unique;
    RowState state = sqlite_state_of(copy, index);
    bool is_changed = state == ROWS_SAME || state == ROWS_OTHER;
    if (is_unique && is_changed && alter_partner(copy->alter, index))
        check_unique(copy->alter, index, copy);
}

/* ---- foreign keys ---- */

/* Only where the rows referred to stay what they are; else foreign_key_check tells, at the end. */
static bool is_target_kept(const Copy *copy, const ForeignKey *key)
{
    const Alter *alter = copy->alter;
    for (size_t i = 0; i < key->target_columns.count; i++) {
        const Object *to = object_member(&key->target->object, KIND_COLUMN,
                                         key->target_columns.items[i]);
        const Object *from = to ? alter_partner(alter, to) : NULL;
        if (!from || !type_equal(((const Column *)from)->type.any, ((const Column *)to)->type.any) ||
            sqlite_form((const Column *)from) != sqlite_form((const Column *)to))
            return false;
    }
    return true;
}

static void add_reference(Text *out, const ForeignKey *key)
{
    text_add(out, " AND NOT EXISTS (SELECT 1 FROM ");
    sqlite_identifier(out, key->target->object.name);
    text_add(out, " AS referred WHERE ");
    for (size_t i = 0; i < key->columns.count; i++) {
        text_add(out, i ? " AND referred." : "referred.");
        sqlite_identifier(out, key->target_columns.items[i]);
        text_add(out, " = referring.");
        sqlite_identifier(out, key->columns.items[i]);
    }
    text_add_char(out, ')');
}

static void check_reference(const Copy *copy, const ForeignKey *key)
{
    RowState state = sqlite_state_of(copy, &key->object);
    bool is_target_new = !alter_partner(copy->alter, &key->target->object); /* then it is empty */
    if (state == ROWS_UNTOUCHED || state == ROWS_UNKNOWN || foreign_key_is_loose(key)) return;
    if (!is_target_new && !is_target_kept(copy, key)) return;
    Cx *cx = copy->alter->cx;
    const char *target = path_of(copy, &key->target->object);
    Text out = {0};
    begin(&out, copy, &copy->to->object);
    text_add(&out, " || ");
    add_words(&out, arena_printf(cx->arena, " refers to a row of %s that is not there: ", target));
    for (size_t i = 0; i < key->columns.count; i++) {
        text_add(&out, i ? " || ', ' || quote(" : " || quote(");
        sqlite_identifier(&out, key->columns.items[i]);
        text_add_char(&out, ')');
    }
    text_add(&out, " AS violation");
    add_rows(&out, copy, state == ROWS_OTHER);
    text_add(&out, " AS referring");
    for (size_t i = 0; i < key->columns.count; i++) {
        text_add(&out, i ? " AND referring." : "\nWHERE referring.");
        sqlite_identifier(&out, key->columns.items[i]);
        text_add(&out, " IS NOT NULL");
    }
    if (!is_target_new) add_reference(&out, key);
    finish(copy->alter, &out, &copy->to->object,
           arena_printf(cx->arena, "each row has to refer to a row of %s", target));
    text_free(&out);
}

void sqlite_check_rows(const Copy *copy)
{
    for (size_t i = 0; i < copy->count; i++) sqlite_check_column(copy, &copy->columns[i]);
    for (size_t i = 0; i < copy->to->object.members.count; i++) {
        const Object *member = copy->to->object.members.items[i];
        if (member->kind == KIND_CHECK) check_check(copy, (const Check *)member);
        if (member->kind == KIND_PRIMARY_KEY || member->kind == KIND_UNIQUE)
            check_key(copy, (const Key *)member);
        if (alter_partner(copy->alter, member)) find_compared_anew(copy, member);
        if (member->kind == KIND_FOREIGN_KEY) check_reference(copy, (const ForeignKey *)member);
        if (member->kind == KIND_INDEX) check_changed(copy, member);
    }
}

/* Defaults are of the type of their column. How long a text may be, and what a domain asks for,
 * nobody has looked at. */
static bool is_kept_by_default(const Object *check)
{
    static const char behind[] = " type";
    const Expr *expr = ((const Check *)check)->expr.any;
    size_t length = name_length(check->name), tail = sizeof behind - 1;
    bool is_of_type = !check->origin && length > tail &&
                      strcmp(name_text(check->name) + length - tail, behind) == 0;
    return is_of_type && !(expr->kind == EXPR_BINARY && name_equals(expr->name, "<="));
}

static bool is_told_at_end(const Copy *copy, const Object *member)
{
    const ForeignKey *key = (const ForeignKey *)member;
    return member->kind == KIND_FOREIGN_KEY && !foreign_key_is_loose(key) && sqlite_state_of(copy, member) != ROWS_UNTOUCHED &&
           alter_partner(copy->alter, &key->target->object) && !is_target_kept(copy, key);
}

/* A rule that is new and that nobody can look at before: only the copy tells. */
static bool is_told_by_copy(const Copy *copy, const Object *member)
{
    bool is_of_type = member->kind == KIND_CHECK && is_kept_by_default(member);
    bool is_rule = member->kind == KIND_INDEX ? ((const Index *)member)->is_unique
                                              : member->kind != KIND_COLUMN;
    if (!is_rule || is_of_type || sqlite_state_of(copy, member) != ROWS_UNKNOWN) return false;
    for (size_t i = 0; i < copy->count; i++) {
        const CopyColumn *column = &copy->columns[i];
        const char *value = sqlite_value_of(copy, column);
        bool is_null = value && strcmp(value, "NULL") == 0;
        if (is_null && member->kind != KIND_CHECK && sqlite_mentions(member, &column->to->object))
            return false;
    }
    return true;
}

bool sqlite_may_fail(const Copy *copy)
{
    for (size_t i = 0; i < copy->count; i++)
        if (sqlite_may_compute_null(&copy->columns[i])) return true;
    for (size_t i = 0; i < copy->to->object.members.count; i++) {
        const Object *member = copy->to->object.members.items[i];
        if (is_told_by_copy(copy, member) || is_told_at_end(copy, member)) return true;
    }
    return false;
}
