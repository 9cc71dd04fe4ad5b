/* SPDX-License-Identifier: MIT
 * Guesses and tries: each column has a list of likely values, each row is attempted with other
 * choices from the lists until the database takes it. */
#include "chain/fill.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "engine.h"
#include "memory.h"

enum { ATTEMPTS = 30, LONGEST = 4096 };

/* What a column may be given. */
typedef struct Guess {
    const Column *column;
    const Type *type;        /* as written, behind domains */
    VEC(const char *) hints; /* SQL: literals that its checks mention, and what they lead to */
    const ForeignKey *key;   /* NULL: refers to nothing */
    size_t key_column;
} Guess;

typedef struct Filler {
    Cx *cx;
    const Dialect *dialect;
    const Schema *schema;
    schemac_db db;
    unsigned first, count; /* of the rows of each table */
    memory memory; /* of the engine's calls */
    Arena *arena;
    Text sql;
    Filling filling;
    VEC(Guess) guesses; /* of the table in hand */
} Filler;

/* ---- hints: what checks mention ---- */

static const char *quoted(Filler *filler, const char *text, size_t length)
{
    Text out = {0};
    filler->dialect->literal(&out, text, length);
    return text_keep(&out, filler->arena);
}

static bool is_text(const Type *type)
{
    if (!type) return true;
    TypeClass class = scalar_class(type->scalar);
    return class == CLASS_TEXT || class == CLASS_OTHER || class == CLASS_JSON;
}

static void hint(Filler *filler, Guess *guess, const char *sql)
{
    vec_push(filler->arena, &guess->hints, sql);
}

static void hint_of_length(Filler *filler, Guess *guess, long length)
{
    if (length < 0 || length > LONGEST) return;
    char *text = arena_alloc(filler->arena, (size_t)length + 1);
    for (long i = 0; i < length; i++) text[i] = "0a1b2c3d4e5f6789"[i % 16];
    text[length] = '\0';
    if (is_text(guess->type)) {
        hint(filler, guess, quoted(filler, text, (size_t)length));
    } else if (guess->type->scalar == SCALAR_BYTES) {
        const char *bytes =
            filler->dialect->id == DIALECT_SQLITE
                ? arena_printf(filler->arena, "zeroblob(%ld)", length)
                : arena_printf(filler->arena, "decode(repeat('0a', %ld), 'hex')", length);
        hint(filler, guess, bytes);
    }
}

static void hint_number(Filler *filler, Guess *guess, const char *digits)
{
    bool is_number = guess->type && (scalar_class(guess->type->scalar) == CLASS_INTEGER ||
                                     scalar_class(guess->type->scalar) == CLASS_NUMBER);
    if (is_number || (guess->type && guess->type->scalar == SCALAR_NATIVE)) {
        hint(filler, guess, digits);
        hint(filler, guess, arena_printf(filler->arena, "(%s + 1)", digits));
        hint(filler, guess, arena_printf(filler->arena, "(%s - 1)", digits));
    }
    if (!is_number) hint_of_length(filler, guess, strtol(digits, NULL, 10));
}

/* A pattern such as ^[0-9a-f]{64}$ tells lengths. */
static void hint_string(Filler *filler, Guess *guess, const char *text, size_t length)
{
    hint(filler, guess, quoted(filler, text, length));
    for (size_t i = 0; i < length; i++) {
        if (text[i] != '{' || !isdigit((unsigned char)text[i + 1])) continue;
        hint_of_length(filler, guess, strtol(text + i + 1, NULL, 10));
    }
}

typedef struct Mention {
    Filler *filler;
    Guess *guess;
    bool is_found;
} Mention;

static bool find_mention(void *state, const Expr *expr)
{
    Mention *mention = state;
    bool is_it = expr->kind == EXPR_NAME && expr->ref == &mention->guess->column->object;
    if (is_it) mention->is_found = true;
    return !is_it;
}

static bool take_literals(void *state, const Expr *expr)
{
    Mention *mention = state;
    if (expr->kind == EXPR_NUMBER) hint_number(mention->filler, mention->guess, expr->text);
    if (expr->kind == EXPR_STRING)
        hint_string(mention->filler, mention->guess, expr->text, expr->length);
    return true;
}

static void hint_check(Filler *filler, Guess *guess, const Check *check, bool is_of_domain)
{
    Mention mention = {filler, guess, is_of_domain};
    const Expr *expr = marked_for(&check->expr, filler->dialect->id);
    if (!expr) return;
    if (!is_of_domain) expr_walk(expr, find_mention, &mention);
    if (mention.is_found) expr_walk(expr, take_literals, &mention);
}

static void hint_checks(Filler *filler, Guess *guess, const Object *owner, bool is_domain)
{
    for (size_t i = 0; i < owner->members.count; i++)
        if (owner->members.items[i]->kind == KIND_CHECK)
            hint_check(filler, guess, (const Check *)owner->members.items[i], is_domain);
}

static void hint_labels(Filler *filler, Guess *guess, const Object *labels)
{
    for (size_t i = 0; i < labels->members.count; i++) {
        Name label = labels->members.items[i]->name;
        hint(filler, guess, quoted(filler, name_text(label), name_length(label)));
    }
}

static const Column *written_column(const Column *column)
{
    return column->object.origin ? (const Column *)column->object.origin : column;
}

static void guess_type(Filler *filler, Guess *guess)
{
    const Type *type = marked_type_for(&written_column(guess->column)->type, filler->dialect->id);
    for (int i = 0; i < 64 && type && type->scalar == SCALAR_DOMAIN && type->named; i++) {
        hint_checks(filler, guess, type->named, true);
        type = ((const Domain *)type->named)->type;
    }
    guess->type = type;
    if (type && type->scalar == SCALAR_ENUM && type->dims == 0)
        hint_labels(filler, guess, type->named);
}

static void guess_key(Guess *guess, const Object *table)
{
    for (size_t i = 0; i < table->members.count && !guess->key; i++) {
        if (table->members.items[i]->kind != KIND_FOREIGN_KEY) continue;
        const ForeignKey *key = (const ForeignKey *)table->members.items[i];
        for (size_t c = 0; c < key->columns.count; c++) {
            if (!name_is(key->columns.items[c], guess->column->object.name)) continue;
            guess->key = key;
            guess->key_column = c;
        }
    }
}

static void guess_column(Filler *filler, const Column *column)
{
    if (column->generated.any || marked_for(&column->generated, filler->dialect->id)) return;
    if (name_equals(column->identity, "always")) return;
    Guess guess = {.column = column};
    guess_type(filler, &guess);
    guess_key(&guess, column->object.parent);
    hint_checks(filler, &guess, column->object.parent, false);
    vec_push(filler->arena, &filler->guesses, guess);
}

/* ---- values ---- */

static void add_plain(Filler *filler, const Type *type, unsigned number)
{
    Text *out = &filler->sql;
    bool is_sqlite = filler->dialect->id == DIALECT_SQLITE;
    unsigned day = 1 + number % 28, second = number % 60;
    Scalar scalar = type ? type->scalar : SCALAR_TEXT;
    if (type && type->dims > 0) {
        text_add(out, is_sqlite ? "'[]'" : "'{}'");
        return;
    }
    switch (scalar) {
    case SCALAR_BOOL:
        text_add(out, is_sqlite ? (number % 2 ? "1" : "0") : (number % 2 ? "true" : "false"));
        return;
    case SCALAR_SMALLINT:
    case SCALAR_INT:
    case SCALAR_BIGINT: text_printf(out, "%u", number); return;
    case SCALAR_REAL:
    case SCALAR_DOUBLE: text_printf(out, "%u.5", number); return;
    case SCALAR_DECIMAL: text_printf(out, "'%u'", number % 10); return;
    case SCALAR_BYTES: text_printf(out, is_sqlite ? "x'%08x'" : "'\\x%08x'", number); return;
    case SCALAR_UUID: text_printf(out, "'%08x-0000-4000-8000-000000000000'", number); return;
    case SCALAR_DATE: text_printf(out, "'2024-02-%02u'", day); return;
    case SCALAR_TIME: text_printf(out, "'08:30:%02u.000000'", second); return;
    case SCALAR_TIMESTAMP:
        text_printf(out, "'2024-02-%02uT08:30:%02u.000000'", day, second);
        return;
    case SCALAR_TIMESTAMPTZ:
        text_printf(out, "'2024-02-%02uT08:30:%02u.000000Z'", day, second);
        return;
    case SCALAR_INTERVAL: text_printf(out, "'P%uD'", day); return;
    case SCALAR_JSON:
    case SCALAR_JSONB: text_printf(out, "'{\"n\": %u}'", number); return;
    case SCALAR_VARCHAR:
    case SCALAR_CHAR: text_printf(out, "'%u'", number % 10); return;
    case SCALAR_NATIVE: text_printf(out, number % 2 ? "%u" : "'%u'", number); return;
    case SCALAR_NONE:
    case SCALAR_ENUM:
    case SCALAR_DOMAIN:
    case SCALAR_TEXT: break;
    }
    text_printf(out, "'v%u'", number);
}

/* The value that another row has: of a foreign key of several columns, that of one row. */
static void add_reference(Filler *filler, const Guess *guess, unsigned number)
{
    const ForeignKey *key = guess->key;
    text_add(&filler->sql, "(SELECT ");
    filler->dialect->identifier(&filler->sql, key->target_columns.items[guess->key_column]);
    text_add(&filler->sql, " FROM ");
    filler->dialect->path(&filler->sql, filler->schema, &key->target->object);
    text_add(&filler->sql, " ORDER BY ");
    for (size_t i = 0; i < key->target_columns.count; i++) {
        if (i) text_add(&filler->sql, ", ");
        filler->dialect->identifier(&filler->sql, key->target_columns.items[i]);
    }
    text_printf(&filler->sql, " LIMIT 1 OFFSET %u)", number % filler->count);
}

static unsigned mix(unsigned seed)
{
    seed ^= seed >> 16;
    seed *= 0x7feb352du;
    seed ^= seed >> 15;
    seed *= 0x846ca68bu;
    return seed ^ seed >> 16;
}

/* The first attempts give what is likeliest; later ones choose at random, by a fixed seed. */
static void add_value(Filler *filler, const Guess *guess, unsigned row, unsigned attempt,
                      unsigned place)
{
    unsigned chance = mix(row * 7919u + attempt * 104729u + place * 31u);
    bool may_be_null = guess->column->is_nullable && (attempt == 0 ? row % 2 : chance % 5 == 0);
    if (may_be_null)
        text_add(&filler->sql, "NULL");
    else if (guess->key)
        add_reference(filler, guess, attempt < FILL_ROWS ? row + attempt : chance);
    else if (guess->hints.count && (attempt == 0 || chance % 8))
        text_add(
            &filler->sql,
            guess->hints.items[(attempt < 2 ? row + attempt : chance >> 3) % guess->hints.count]);
    else
        add_plain(filler, guess->type, 1 + row + attempt * FILL_ROWS);
}

static bool try_row(Filler *filler, const Object *table, unsigned row, unsigned attempt)
{
    Text *out = &filler->sql;
    const char *error;
    text_clear(out);
    text_add(out, "INSERT INTO ");
    filler->dialect->path(out, filler->schema, table);
    text_add(out, filler->guesses.count ? " (" : " DEFAULT VALUES");
    for (size_t i = 0; i < filler->guesses.count; i++) {
        if (i) text_add(out, ", ");
        filler->dialect->identifier(out, filler->guesses.items[i].column->object.name);
    }
    if (filler->guesses.count) text_add(out, ") VALUES (");
    for (size_t i = 0; i < filler->guesses.count; i++) {
        if (i) text_add(out, ", ");
        add_value(filler, &filler->guesses.items[i], row, attempt, (unsigned)i);
    }
    if (filler->guesses.count) text_add_char(out, ')');
    return filler->db.engine->run(filler->db.handle, &filler->memory, text_string(out), NULL, &error) ==
           SCHEMAC_OK;
}

/* ---- tables ---- */

static void fill_table(Filler *filler, const Object *table)
{
    filler->guesses.count = 0;
    for (size_t i = 0; i < table->members.count; i++)
        if (table->members.items[i]->kind == KIND_COLUMN)
            guess_column(filler, (const Column *)table->members.items[i]);
    size_t rows = 0;
    for (unsigned row = filler->first; row < filler->first + filler->count; row++)
        for (unsigned attempt = 0; attempt < ATTEMPTS; attempt++) {
            if (!try_row(filler, table, row, attempt)) continue;
            rows++;
            break;
        }
    filler->filling.tables++;
    filler->filling.filled += rows > 0;
    filler->filling.rows += rows;
    memory_free(&filler->memory);
}

/* Do the tables that it refers to, but itself, have their rows? */
static bool is_ready(const Object *table, const bool *is_done)
{
    for (size_t i = 0; i < table->members.count; i++) {
        if (table->members.items[i]->kind != KIND_FOREIGN_KEY) continue;
        const ForeignKey *key = (const ForeignKey *)table->members.items[i];
        const Object *target = &key->target->object;
        if (foreign_key_is_loose(key)) continue;
        if (target != table && !is_done[target->id]) return false;
    }
    return true;
}

static bool is_fillable(const Object *object)
{
    return object->kind == KIND_TABLE && !((const Table *)object)->virtual_using;
}

/* Tables whose targets are full; where none is left, the first of a circle. */
static const Object *next_table(const Schema *schema, const bool *is_done)
{
    const Object *first = NULL;
    for (size_t i = 0; i < schema->objects.count; i++) {
        const Object *object = schema->objects.items[i];
        if (!is_fillable(object) || is_done[object->id]) continue;
        if (is_ready(object, is_done)) return object;
        if (!first) first = object;
    }
    return first;
}

static Filling fill(Filler filler)
{
    filler.arena = arena_within(filler.cx->arena);
    bool *is_done = arena_array(filler.arena, bool, filler.schema->object_count);
    const Object *table;
    while ((table = next_table(filler.schema, is_done))) {
        is_done[table->id] = true;
        fill_table(&filler, table);
    }
    text_free(&filler.sql);
    arena_free(filler.arena);
    return filler.filling;
}

Filling fill_rows(Cx *cx, const Dialect *dialect, const Schema *lowered, schemac_db db)
{
    return fill((Filler){.cx = cx, .dialect = dialect, .schema = lowered, .db = db,
                         .count = FILL_ROWS});
}

Filling fill_single(Cx *cx, const Dialect *dialect, const Schema *lowered, schemac_db db,
                    unsigned number)
{
    return fill((Filler){.cx = cx, .dialect = dialect, .schema = lowered, .db = db,
                         .first = number, .count = 1});
}
