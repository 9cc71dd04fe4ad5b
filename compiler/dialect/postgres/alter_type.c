/* SPDX-License-Identifier: MIT
 * Enums and domains that columns hold. A value can be added to an enum and renamed; to take one
 * away, to change the order, or to put a domain on another type, the type is made anew beside the
 * old one and every column moves over. So is each type that is made of it, from the inside out. */
#include <string.h>

#include "dialect/postgres/change.h"

/* ---- values ---- */

/* Committed alone, for a value cannot be used in the transaction that adds it. */
void postgres_bring_value(Alter *alter, const Object *to)
{
    Text sql = {0};
    const Object *parent = to->parent, *next = NULL;
    for (uint32_t i = to->position + 1; i < parent->members.count && !next; i++)
        if (alter_partner(alter, parent->members.items[i])) next = parent->members.items[i];
    text_add(&sql, "ALTER TYPE ");
    postgres_path(&sql, alter->changes->to, parent);
    text_add(&sql, " ADD VALUE IF NOT EXISTS ");
    postgres_literal(&sql, name_text(to->name), name_length(to->name));
    if (next) text_add(&sql, " BEFORE ");
    if (next) postgres_literal(&sql, name_text(next->name), name_length(next->name));
    alter_step(alter, &sql, (Step){.phase = PHASE_FIRST, .why = postgres_why(alter, to, "is new")});
    text_free(&sql);
}

/* ---- a type made anew ---- */

typedef struct Rebuild {
    Alter *alter;
    const Object *from, *to;
} Rebuild;

static const Type *type_of(const Object *column)
{
    return marked_type_for(&((const Column *)column)->type, DIALECT_POSTGRES);
}

static const Object *partner_of(const Rebuild *rebuild, const Object *from)
{
    return rebuild->alter->changes->partner_of_from[from->id];
}

static void add_cast(const Rebuild *rebuild, Text *sql, const Type *type)
{
    text_add(sql, "::");
    postgres_type(sql, rebuild->alter->changes->to, type);
}

/* Values of a domain go through what the new domain is made of, if that stays what it is. */
static bool is_through_base(const Rebuild *rebuild)
{
    if (rebuild->to->kind != KIND_DOMAIN) return false;
    const Type *base = ((const Domain *)rebuild->to)->type;
    const Object *before = base->named ? alter_partner(rebuild->alter, base->named) : NULL;
    return !before || !postgres_is_rebuilt(rebuild->alter->changes, before, base->named);
}

/* c::text::role, c::text[]::role[] or what the author wrote. */
static void add_using(const Rebuild *rebuild, Text *sql, const Column *from, const Column *to)
{
    const Schema *schema = rebuild->alter->changes->to;
    const Expr *conversion = postgres_value(&to->conversion);
    const Type *type = type_of(&to->object);
    text_add(sql, " USING ");
    if (conversion) {
        text_add_char(sql, '(');
        postgres_expr(rebuild->alter->cx, sql, schema, conversion);
        text_add_char(sql, ')');
    } else
        postgres_identifier(sql, from->object.name);
    if (is_through_base(rebuild) && !conversion && !type->dims)
        add_cast(rebuild, sql, ((const Domain *)rebuild->to)->type);
    else
        text_add(sql, type->dims ? "::text[]" : "::text");
    add_cast(rebuild, sql, type);
}

static bool default_changes(const Column *from, const Column *to)
{
    return postgres_value(&from->initial) && postgres_value(&to->initial) &&
           !expr_equal(postgres_value(&from->initial), postgres_value(&to->initial));
}

static bool loses_values(const Rebuild *rebuild)
{
    for (size_t i = 0; i < rebuild->from->members.count; i++)
        if (!partner_of(rebuild, rebuild->from->members.items[i])) return true;
    return rebuild->to->kind != KIND_ENUM;
}

/* A text that is one again, with nothing to look at: PostgreSQL leaves the rows as they are. */
static bool stays_as_it_is(const Rebuild *rebuild, const Type *type)
{
    const Domain *domain = (const Domain *)rebuild->to;
    return rebuild->to->kind == KIND_DOMAIN && !type->dims && !rebuild->to->members.count &&
           !domain->is_not_null && name_equals(domain->type->name, "text") && !domain->type->dims;
}

/* The default of the old type goes; a new one that says something else comes in its own step. */
static void move_column(const Rebuild *rebuild, const Object *from, const Object *to)
{
    Text sql = {0};
    Alter *alter = rebuild->alter;
    const Column *before = (const Column *)from, *after = (const Column *)to;
    postgres_refuse_rows(alter, to);
    bool had_default = postgres_value(&before->initial);
    bool has_default = postgres_value(&after->initial) && !default_changes(before, after);
    postgres_alter_table(&sql, alter->changes->to, to->parent);
    if (had_default) {
        text_add(&sql, " ALTER COLUMN ");
        postgres_identifier(&sql, to->name);
        text_add(&sql, " DROP DEFAULT,");
    }
    text_add(&sql, " ALTER COLUMN ");
    postgres_identifier(&sql, to->name);
    text_add(&sql, " TYPE ");
    postgres_column_type(&sql, alter->changes->to, after);
    add_using(rebuild, &sql, before, after);
    if (had_default && has_default) {
        text_add(&sql, ", ALTER COLUMN ");
        postgres_identifier(&sql, to->name);
        text_add(&sql, " SET DEFAULT ");
        postgres_default(alter->cx, &sql, alter->changes->to, postgres_value(&after->initial));
    }
    if (had_default) postgres_defaults_again(alter, &sql, to, NULL);
    postgres_statistics_again(alter, &sql, to->parent);
    unsigned effects = STEP_REWRITES | (loses_values(rebuild) ? STEP_REJECTS : 0);
    alter_step(alter, &sql,
               (Step){.on = to->parent,
                      .lock = LOCK_ACCESS_EXCLUSIVE,
                      .phase = PHASE_MAIN,
                      .effects = stays_as_it_is(rebuild, type_of(to)) ? 0 : effects,
                      .why = postgres_why(alter, to, "moves over to the new type")});
    text_free(&sql);
}

static bool has_type(const Object *column, const Object *type)
{
    const Type *own = column->kind == KIND_COLUMN ? type_of(column) : NULL;
    return own && own->named == type;
}

/* Columns that stay with the type move; one that leaves it, or is dropped, keeps the old type. So does a
 * table that is made anew: its rows are read as those of the new type. */
static void move_columns(const Rebuild *rebuild)
{
    const Schema *schema = rebuild->alter->changes->from;
    for (size_t i = 0; i < schema->objects.count; i++) {
        const Object *table = schema->objects.items[i];
        for (size_t j = 0; j < table->members.count && !alter_is_lost(rebuild->alter, table); j++) {
            const Object *column = table->members.items[j];
            const Object *to = partner_of(rebuild, column);
            bool is_moved = to && has_type(column, rebuild->from) && has_type(to, rebuild->to) &&
                            !((const Column *)column)->is_inherited &&
                            !postgres_value(&((const Column *)column)->generated);
            if (is_moved) move_column(rebuild, column, to);
        }
    }
}

static bool is_free(const Alter *alter, const Object *type, Name name)
{
    static const Kind kinds[] = {KIND_ENUM, KIND_DOMAIN, KIND_TYPE, KIND_RANGE, KIND_TABLE, KIND_VIEW};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (schema_find(alter->changes->from, kinds[i], type->space, name) ||
            schema_find(alter->changes->to, kinds[i], type->space, name))
            return false;
    return name_length(name) <= postgres_dialect.name_limit;
}

static Name old_name(const Alter *alter, const Object *type)
{
    const char *base = arena_printf(alter->cx->arena, "%s_old", name_text(type->name));
    for (int i = 1;; i++) {
        Name name = name_from(alter->cx->names, base);
        if (is_free(alter, type, name)) return name;
        base = arena_printf(alter->cx->arena, "%.50s_%d", name_text(type->name), i);
    }
}

/* A type as it is called while what it becomes has its name. */
static const Type *old_type(const Alter *alter, const Type *type)
{
    const Object *from = type->named, *to = from ? alter->changes->partner_of_from[from->id] : NULL;
    if (!to || !postgres_is_rebuilt(alter->changes, from, to)) return type;
    Object *called = arena_alloc(alter->cx->arena, kind_info(from->kind)->size);
    Type *old = arena_make(alter->cx->arena, Type);
    memcpy(called, from, kind_info(from->kind)->size);
    called->name = old_name(alter, from);
    *old = *type;
    old->named = called;
    return old;
}

/* A stated name of a multirange is wanted again. */
static void rename_range(const Rebuild *rebuild, Text *sql, const Range *from, Name old)
{
    Range to = *from;
    to.object.name = old;
    to.multirange = NO_NAME;
    to.subtype = old_type(rebuild->alter, from->subtype);
    postgres_rename_range(rebuild->alter->cx, sql, rebuild->alter->changes->from, from, &to);
}

static void create_beside(const Rebuild *rebuild)
{
    Text sql = {0};
    Alter *alter = rebuild->alter;
    const Object *from = rebuild->from, *to = rebuild->to;
    Name old = old_name(alter, from);
    alter_keep(alter, from, to);
    if (from->kind == KIND_RANGE) rename_range(rebuild, &sql, (const Range *)from, old);
    else postgres_rename(alter->cx, &sql, alter->changes->from, from, from->space, old);
    postgres_step(alter, &sql, NULL, LOCK_NONE,
                  postgres_why(alter, from, "gives up its name to what it becomes"));
    alter->dialect->kinds[to->kind].create(alter->cx, &sql, alter->changes->to, to);
    postgres_step(alter, &sql, NULL, LOCK_NONE, postgres_why(alter, to, "is made anew"));
    text_free(&sql);
}

void postgres_bury(Alter *alter, const Object *from)
{
    Text sql = {0};
    text_printf(&sql, "DROP %s ", postgres_word(from));
    postgres_qualified(&sql, postgres_space(alter->changes->from, from), old_name(alter, from));
    postgres_step(alter, &sql, NULL, LOCK_NONE,
                  postgres_why(alter, from, "is no longer what it was"));
    text_free(&sql);
}

static void judge_domain(Alter *alter, const Domain *from, const Domain *to)
{
    unsigned effects = 0;
    Retype how = postgres_retype(from->type, to->type, &effects);
    const char *what = object_describe(alter->cx, &to->object);
    if (how == RETYPE_ASK) {
        diag_error(alter->cx->diag, to->object.span, "no-cast",
                   "%s stands on another type, and PostgreSQL has no cast that could be meant",
                   what);
        diag_hint(alter->cx->diag,
                  "make a new domain, and write 'using EXPR' behind each column that "
                  "gets it");
    }
    if (how == RETYPE_NARROW)
        postgres_find(alter, "narrow-type", &to->object,
                      arena_printf(alter->cx->arena,
                                   "%s stands on a narrower type: values may not fit", what),
                      NULL);
}

/* Are the new attributes behind all others, and those in the order that they had? */
static bool is_row_continued(const Alter *alter, const Object *to)
{
    size_t last = 0;
    bool is_new = false;
    for (size_t i = 0; i < to->members.count; i++) {
        const Object *before = alter_partner(alter, to->members.items[i]);
        if (before && (is_new || before->position < last)) return false;
        if (before) last = before->position;
        is_new = !before;
    }
    return true;
}

/* Rows move over as texts, attribute by attribute: so the old type gets and loses those that come
 * and go. */
static void continue_row(Alter *alter, const Object *from, const Object *to)
{
    Text sql = {0};
    for (size_t i = 0; i < from->members.count; i++)
        if (!alter->changes->partner_of_from[from->members.items[i]->id])
            postgres_remove_attribute(alter, from->members.items[i]);
    for (size_t i = 0; i < to->members.count; i++) {
        const Object *attribute = to->members.items[i];
        if (alter_partner(alter, attribute)) continue;
        postgres_add_attribute(alter->cx, &sql, alter->changes->to, attribute);
        postgres_step(alter, &sql, NULL, LOCK_NONE, postgres_why(alter, attribute, "is new"));
    }
    text_free(&sql);
}

static void judge_composite(Alter *alter, const Object *from, const Object *to)
{
    if (!is_row_continued(alter, to)) {
        diag_error(alter->cx->diag, to->span, "type-in-steps",
                   "%s has attributes of another type, and attributes in another order",
                   object_describe(alter->cx, to));
        diag_hint(alter->cx->diag, "write new attributes behind the others");
        return;
    }
    continue_row(alter, from, to);
    for (size_t i = 0; i < to->members.count; i++) {
        const Object *attribute = to->members.items[i];
        const Object *before = alter_partner(alter, attribute);
        unsigned effects = 0;
        if (!before) continue;
        Retype how = postgres_retype(((const Attribute *)before)->type,
                                     ((const Attribute *)attribute)->type, &effects);
        if (how >= RETYPE_NARROW)
            postgres_find(alter, "narrow-type", attribute,
                          arena_printf(alter->cx->arena, "%s is of another type: values may not fit",
                                       object_describe(alter->cx, attribute)), NULL);
    }
}

static void judge_range(Alter *alter, const Range *from, const Range *to)
{
    unsigned effects = 0;
    if (postgres_retype(from->subtype, to->subtype, &effects) < RETYPE_NARROW) return;
    postgres_find(alter, "narrow-type", &to->object,
                  arena_printf(alter->cx->arena, "%s is of another type: values may not fit",
                               object_describe(alter->cx, &to->object)), NULL);
}

void postgres_rebuild(Alter *alter, const Object *from, const Object *to)
{
    Rebuild rebuild = {.alter = alter, .from = from, .to = to};
    if (to->kind == KIND_NATIVE) {
        postgres_rebuild_collation(alter, from, to);
        return;
    }
    postgres_refuse_typed(alter, to);
    if (to->kind == KIND_TYPE) judge_composite(alter, from, to);
    if (to->kind == KIND_RANGE) judge_range(alter, (const Range *)from, (const Range *)to);
    if (to->kind == KIND_DOMAIN) judge_domain(alter, (const Domain *)from, (const Domain *)to);
    create_beside(&rebuild);
    move_columns(&rebuild);
}

/* ---- domains in place ---- */

static void begin(const Alter *alter, Text *sql, const Object *domain)
{
    text_add(sql, "ALTER DOMAIN ");
    postgres_path(sql, alter->changes->to, domain);
}

static void alter_default(Alter *alter, const Change *change)
{
    Text sql = {0};
    const Expr *initial = postgres_value(&((const Domain *)change->to)->initial);
    begin(alter, &sql, change->to);
    text_add(&sql, initial ? " SET DEFAULT " : " DROP DEFAULT");
    if (initial) postgres_default(alter->cx, &sql, alter->changes->to, initial);
    postgres_step(alter, &sql, NULL, LOCK_NONE,
                  postgres_why(alter, change->to, "has another default"));
    text_free(&sql);
}

static void alter_not_null(Alter *alter, const Change *change)
{
    Text sql = {0};
    bool is_not_null = ((const Domain *)change->to)->is_not_null;
    const Object *table = postgres_table_with(alter->changes->to, change->to);
    if (is_not_null) postgres_refuse_within(alter, change->to, change->to);
    begin(alter, &sql, change->to);
    text_add(&sql, is_not_null ? " SET NOT NULL" : " DROP NOT NULL");
    alter_step(alter, &sql,
               (Step){.on = is_not_null ? table : NULL,
                      .lock = is_not_null && table ? LOCK_SHARE : LOCK_NONE,
                      .phase = PHASE_MAIN,
                      .effects = is_not_null ? STEP_SCANS | STEP_REJECTS : 0,
                      .why = postgres_why(alter, change->to,
                                          is_not_null ? "takes no NULL any more" : "takes NULL")});
    text_free(&sql);
}

static const Answer rows[] = {
    {"type", TREAT_REBUILD, NULL, NULL},
    {"collate", TREAT_REBUILD, NULL, NULL},
    {"default", TREAT_ALTER, alter_default, NULL},
    {"not null", TREAT_ALTER, alter_not_null, NULL},
    {"part comments", TREAT_ALTER, postgres_alter_remarks, NULL},
};

const Answers postgres_domain_answers = {rows, sizeof rows / sizeof *rows};
