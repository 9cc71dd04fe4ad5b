/* SPDX-License-Identifier: MIT
 * A table is made anew: under another name, filled from the old one, which is then dropped, and
 * given its name. This is the way that SQLite's documentation describes, with all that it takes:
 *
 *   foreign keys are off around the transaction, else DROP TABLE deletes what refers to the rows;
 *   the old behaviour of RENAME for the one statement that gives the new table its name, so that
 *   views and triggers that name the table, and references to it, are left as they are;
 *   the rowid is copied where nothing else tells the rows apart;
 *   the number that AUTOINCREMENT goes on with is kept;
 *   rows are counted before the old table goes, and foreign keys whose columns are not simply copied
 *   are checked before the end. */
#include <string.h>

#include "dialect/sqlite/alter.h"

/* ---- why ---- */

/* "column note", "check positive", "a foreign key" */
static void add_words(Text *out, const Object *member)
{
    const char *word = kind_info(member->kind)->word;
    bool has_name = member->kind == KIND_COLUMN || member->is_named;
    text_add(out, out->length ? ", " : "");
    if (has_name) text_printf(out, "%s %s", word, name_text(member->name));
    else text_printf(out, "a %s", word);
}

/* "column total changes its type, default" */
static void add_differences(Text *out, const Object *from, const Object *to)
{
    const KindInfo *info = kind_info(to->kind);
    Text words = {0};
    for (size_t i = 0; i < info->attr_count; i++) {
        bool counts = !(info->attrs[i].flags & (ATTR_CHANGE | ATTR_DERIVED));
        if (!counts || attr_equal(from, to, &info->attrs[i])) continue;
        text_printf(&words, "%s%s", words.length ? ", " : "", info->attrs[i].word);
    }
    if (words.length) {
        add_words(out, to);
        text_printf(out, " changes (%s)", words.data);
    }
    text_free(&words);
}

/* Is it written in CREATE TABLE, and no check that a column's type brings along? */
static bool is_told(const Alter *alter, const Object *member)
{
    const KindSql *kind = &alter->dialect->kinds[member->kind];
    return kind->is_inline && (member->kind != KIND_CHECK || member->origin);
}

/* A column whose type allows other values than before: its check is another. */
static void add_values(Text *out, const Alter *alter, const Object *check)
{
    const Object *table = check->parent, *was = alter_partner(alter, check);
    if (check->kind != KIND_CHECK || check->origin) return;
    if (was && expr_equal(((const Check *)was)->expr.any, ((const Check *)check)->expr.any)) return;
    for (size_t i = 0; i < table->members.count; i++) {
        const Object *member = table->members.items[i];
        bool is_old = member->kind == KIND_COLUMN && alter_partner(alter, member);
        if (!is_old || !sqlite_mentions(check, member)) continue;
        add_words(out, member);
        text_add(out, " takes other values");
    }
}

/* "table orders is made anew: column note is new, check positive goes" */
static const char *why_of(Alter *alter, const Object *from, const Object *to)
{
    Text words = {0}, why = {0};
    add_differences(&words, from, to);
    for (size_t i = 0; i < from->members.count; i++) {
        const Object *member = from->members.items[i];
        if (!is_told(alter, member) || alter->changes->partner_of_from[member->id]) continue;
        add_words(&words, member);
        text_add(&words, " goes");
    }
    for (size_t i = 0; i < to->members.count; i++) {
        const Object *member = to->members.items[i], *was = alter_partner(alter, member);
        add_values(&words, alter, member);
        if (!is_told(alter, member)) continue;
        if (was) {
            add_differences(&words, was, member);
            continue;
        }
        add_words(&words, member);
        text_add(&words, " is new");
    }
    text_add(&why, "table ");
    object_path(&why, alter->plan->to, to);
    text_printf(&why, " is made anew: %s",
                words.length ? words.data : "a column takes any value now");
    text_free(&words);
    return text_keep(&why, alter->cx->arena);
}

/* ---- references ---- */

/* The new table compares the column as the old one did. */
static bool is_verbatim(const Copy *copy, Name name)
{
    const CopyColumn *column = sqlite_copied(copy, name);
    if (!column || !column->from || !column->is_same || column->to->generated.any) return false;
    return type_equal(column->from->type.any, column->to->type.any) &&
           name_is(column->from->collation, column->to->collation);
}

static bool are_verbatim(const Copy *copy, const NameList *columns)
{
    for (size_t i = 0; i < columns->count; i++)
        if (!is_verbatim(copy, columns->items[i])) return false;
    return true;
}

static bool keeps_reference(const Copy *copy, const ForeignKey *key)
{
    bool is_own = key->object.parent == &copy->to->object;
    bool is_other = is_own && sqlite_state_of(copy, &key->object) != ROWS_UNTOUCHED;
    if (is_other || (is_own && !are_verbatim(copy, &key->columns))) return false;
    return key->target != copy->to || are_verbatim(copy, &key->target_columns);
}

/* May a row refer to another one than before, or to none? Where no column of a reference is touched,
 * rows that referred to nothing before may go on so. */
static bool touches_references(const Copy *copy)
{
    const Schema *schema = copy->alter->plan->to;
    for (size_t i = 0; i < schema->objects.count; i++) {
        const Object *table = schema->objects.items[i];
        for (size_t k = 0; k < table->members.count; k++) {
            const ForeignKey *key = (const ForeignKey *)table->members.items[k];
            if (key->object.kind == KIND_FOREIGN_KEY && !keeps_reference(copy, key)) return true;
        }
    }
    return false;
}

/* ---- steps ---- */

void sqlite_step(const Copy *copy, Text *sql, const char *why, unsigned effects)
{
    alter_step(copy->alter, sql, (Step){.why = why, .on = &copy->to->object, .lock = LOCK_DATABASE,
                                        .phase = PHASE_MAIN, .effects = effects});
}

static bool is_taken(const Schema *schema, Name name)
{
    return schema_find(schema, KIND_TABLE, NO_NAME, name) != NULL;
}

Name sqlite_spare_name(const Alter *alter, const Object *table)
{
    const char *name = name_text(table->name);
    Name found = name_from(alter->cx->names,
                           arena_printf(alter->cx->arena, "schemac_new_%s", name));
    for (unsigned i = 2; is_taken(alter->plan->from, found) || is_taken(alter->plan->to, found); i++)
        found = name_from(alter->cx->names,
                          arena_printf(alter->cx->arena, "schemac_new_%u_%s", i, name));
    return found;
}

/* SQL of what is copied into a column; NULL: nothing, it is generated or left to its default.
 * SQLite 3.37 refuses the default of a REAL in the second row of a strict table, but not a value. */
static const char *copied(const Copy *copy, const CopyColumn *column)
{
    const Expr *initial = column->to->initial.any;
    bool is_real = initial && !copy->to->is_not_strict && name_equals(column->to->type.any->name, "REAL");
    Text out = {0};
    if (column->value || !is_real) return column->value;
    sqlite_expr(copy->alter->cx, &out, copy->alter->plan->to, initial);
    return text_keep(&out, copy->alter->cx->arena);
}

static void add_list(Text *out, const Copy *copy, bool is_target)
{
    bool is_first = true;
    if (copy->keeps_rowid) {
        text_add(out, copy->rowid);
        is_first = false;
    }
    for (size_t i = 0; i < copy->count; i++) {
        const CopyColumn *column = &copy->columns[i];
        const char *value = copied(copy, column);
        if (!value) continue;
        text_add(out, is_first ? "" : ", ");
        is_first = false;
        if (is_target) sqlite_identifier(out, column->to->object.name);
        else text_add(out, value);
    }
}

static bool copies_anything(const Copy *copy)
{
    if (copy->keeps_rowid) return true;
    for (size_t i = 0; i < copy->count; i++)
        if (copy->columns[i].value) return true;
    return false;
}

/* Rows are read in their order; where nothing else is kept of them, each gives one of defaults. */
static void copy_rows(const Copy *copy, Name name)
{
    Text sql = {0};
    const Schema *schema = copy->alter->plan->to;
    if (!copies_anything(copy)) return;
    text_add(&sql, "INSERT INTO ");
    sqlite_identifier(&sql, name);
    text_add(&sql, " (");
    add_list(&sql, copy, true);
    text_add(&sql, ")\nSELECT ");
    add_list(&sql, copy, false);
    text_add(&sql, "\nFROM ");
    sqlite_path(&sql, schema, &copy->to->object);
    if (!copy->from->is_without_rowid && copy->rowid)
        text_printf(&sql, "\nORDER BY %s", copy->rowid);
    sqlite_step(copy, &sql, "its rows are copied",
             STEP_REWRITES | (sqlite_may_fail(copy) ? STEP_REJECTS : 0u) |
                 (touches_references(copy) ? STEP_REFERS : 0u));
    text_free(&sql);
}

static bool is_numbered(const Table *table)
{
    const Key *key = sqlite_primary_key(table);
    return key && key->is_autoincrement;
}

static void keep_number(const Copy *copy, Name name)
{
    Text sql = {0};
    Name old = copy->to->object.name;
    if (!is_numbered(copy->from) || !is_numbered(copy->to)) return;
    text_add(&sql, "DELETE FROM sqlite_sequence WHERE name = ");
    sqlite_literal(&sql, name_text(name), name_length(name));
    text_add(&sql, ";\nINSERT INTO sqlite_sequence (name, seq)\nSELECT ");
    sqlite_literal(&sql, name_text(name), name_length(name));
    text_add(&sql, ", seq FROM sqlite_sequence WHERE name = ");
    sqlite_literal(&sql, name_text(old), name_length(old));
    sqlite_step(copy, &sql, "its numbers go on where they were", 0);
    text_free(&sql);
}

static void add_count(Text *out, const char *before, Name name)
{
    text_printf(out, "%s(SELECT count(*) FROM ", before);
    sqlite_identifier(out, name);
    text_add_char(out, ')');
}

static void count_rows(const Copy *copy, Name name)
{
    Text sql = {0}, words = {0};
    Name old = copy->to->object.name;
    object_path(&words, copy->alter->plan->to, &copy->to->object);
    text_add(&words, ": ");
    text_add(&sql, "SELECT ");
    sqlite_literal(&sql, words.data, words.length);
    add_count(&sql, " || ", name);
    add_count(&sql, " || ' rows were copied of ' || ", old);
    text_add(&sql, " AS violation\nWHERE ");
    add_count(&sql, "", name);
    add_count(&sql, " <> ", old);
    sqlite_step(copy, &sql, "each row has to be there", STEP_SCANS);
    text_free(&sql);
    text_free(&words);
}

static void replace(const Copy *copy, Name name)
{
    Text sql = {0};
    const Schema *schema = copy->alter->plan->to;
    text_add(&sql, "DROP TABLE ");
    sqlite_path(&sql, schema, &copy->to->object);
    text_add(&sql, ";\nPRAGMA legacy_alter_table = ON;\nALTER TABLE ");
    sqlite_identifier(&sql, name);
    text_add(&sql, " RENAME TO ");
    sqlite_path(&sql, schema, &copy->to->object);
    text_add(&sql, ";\nPRAGMA legacy_alter_table = OFF");
    sqlite_step(copy, &sql, "it takes the place of the old one", 0);
    text_free(&sql);
}

void sqlite_take_place(const Copy *copy, Name name)
{
    count_rows(copy, name);
    replace(copy, name);
}

void sqlite_rebuild(Alter *alter, const Object *from, const Object *to)
{
    Copy copy = sqlite_copy(alter, from, to);
    Name name = sqlite_spare_name(alter, to);
    Text sql = {0};
    alter->plan->rebuilds = true;
    for (size_t i = 0; i < copy.count; i++) sqlite_find_column(&copy, &copy.columns[i]);
    sqlite_check_rows(&copy);
    sqlite_create_table_as(alter->cx, &sql, alter->plan->to, to, name);
    sqlite_step(&copy, &sql, why_of(alter, from, to), 0);
    copy_rows(&copy, name);
    keep_number(&copy, name);
    sqlite_take_place(&copy, name);
    text_free(&sql);
}

/* ---- around the steps ---- */

/* Where one key refers to what is no key, SQLite cannot look at any of the table. */
static bool refers_to_marked(const Object *table, const bool *marks)
{
    bool is_marked = false;
    for (size_t i = 0; i < table->members.count; i++) {
        const ForeignKey *key = (const ForeignKey *)table->members.items[i];
        if (key->object.kind != KIND_FOREIGN_KEY) continue;
        if (foreign_key_is_loose(key)) return false;
        is_marked |= marks[table->id] || marks[key->target->object.id];
    }
    return is_marked;
}

/* Tables of which columns that refer, or are referred to, were written anew, and those that refer to
 * them. Others may hold whatever they held before. */
static const char *check_references(Cx *cx, const Plan *plan)
{
    Text out = {0};
    const Schema *schema = plan->to;
    bool *marks = arena_array(cx->arena, bool, schema->object_count);
    for (size_t i = 0; i < plan->steps.count; i++) {
        const Step *step = &plan->steps.items[i];
        if (step->on && step->effects & STEP_REFERS) marks[step->on->id] = true;
    }
    for (size_t i = 0; i < schema->objects.count; i++) {
        const Object *table = schema->objects.items[i];
        if (table->kind != KIND_TABLE || !refers_to_marked(table, marks)) continue;
        text_add(&out, "PRAGMA foreign_key_check(");
        sqlite_identifier(&out, table->name);
        text_add(&out, ");\n");
    }
    return out.length ? text_keep(&out, cx->arena) : NULL;
}

const char *sqlite_frame(Cx *cx, const Plan *plan, int place)
{
    if (!plan->rebuilds) return NULL;
    if (place == FRAME_BEFORE) return "PRAGMA foreign_keys = OFF;\n";
    if (place == FRAME_END) return check_references(cx, plan);
    return place == FRAME_AFTER ? "PRAGMA foreign_keys = ON;\n" : NULL;
}
