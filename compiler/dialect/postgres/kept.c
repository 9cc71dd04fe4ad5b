/* SPDX-License-Identifier: MIT
 * How the columns of a partition or heir are kept: as those above, but for what its table says of them
 * in "kept". A new table takes storage and compression from the one above, ALTER TYPE and SET STORAGE go
 * down to the heirs, SET COMPRESSION does not; what ANALYZE goes by is of each table alone. */
#include <string.h>

#include "dialect/postgres/change.h"
#include "model/mention.h"

enum { STORAGE, COMPRESSION, TAKEN_OVER }; /* those before this are a new heir's, too */
static const char *const words[] = {"storage", "compression", "statistics", "n_distinct",
                                    "n_distinct_inherited"};
enum { WORDS = sizeof words / sizeof *words };

static const Column *own_column(const Object *table, Name name)
{
    const Object *found = object_member(table, KIND_COLUMN, name);
    bool is_own = found && found->parent == table && !((const Column *)found)->is_inherited;
    return is_own ? (const Column *)found : NULL;
}

static const char *option_of(const OptionList *options, Name name)
{
    for (size_t i = 0; i < options->count; i++)
        if (name_is(options->items[i].name, name)) return options->items[i].value;
    return NULL;
}

static const char *said_of(Names *names, const Object *table, Name column, int word)
{
    return option_of(&((const Table *)table)->kept, option_of_column(names, column, words[word]));
}

/* What the column of the table has; NULL: what its type has anyway. */
static const char *value_of(Names *names, const Object *table, Name column, int word)
{
    const Column *own = own_column(table, column);
    if (own) return option_of(&own->options, name_from(names, words[word]));
    const char *said = said_of(names, table, column, word);
    if (said) return word == COMPRESSION && strcmp(said, "default") == 0 ? NULL : said;
    ObjectList above = table_parents(table);
    for (size_t i = 0; i < above.count && word < TAKEN_OVER; i++)
        if (object_member(above.items[i], KIND_COLUMN, column))
            return value_of(names, above.items[i], column, word);
    return NULL;
}

static OptionList options_of(Cx *cx, const Object *table, Name column, int words_count)
{
    Option *items = arena_array(cx->arena, Option, WORDS);
    size_t count = 0;
    for (int word = 0; word < words_count; word++) {
        const char *value = value_of(cx->names, table, column, word);
        if (value) items[count++] = (Option){name_from(cx->names, words[word]), value};
    }
    return (OptionList){items, count};
}

OptionList postgres_kept_options(Cx *cx, const Object *table, Name column)
{
    return options_of(cx, table, column, WORDS);
}

OptionList postgres_kept_above(Cx *cx, const Object *table, Name column)
{
    ObjectList above = table_parents(table);
    for (size_t i = 0; i < above.count; i++)
        if (object_member(above.items[i], KIND_COLUMN, column))
            return options_of(cx, above.items[i], column, TAKEN_OVER);
    return (OptionList){NULL, 0};
}

static Column *column_at(Cx *cx, const Object *table, Name name)
{
    Column *column = arena_make(cx->arena, Column);
    *column = *(const Column *)object_member(table, KIND_COLUMN, name);
    column->object.parent = (Object *)table;
    return column;
}

void postgres_add_kept(Cx *cx, Text *out, const Schema *schema, const Table *table)
{
    for (size_t i = 0; i < table->kept.count; i++) {
        const Option *option = &table->kept.items[i];
        const char *word;
        Name name = option_column(cx->names, option->name, &word);
        postgres_column_option(out, schema, column_at(cx, &table->object, name),
                               name_from(cx->names, word), option->value);
    }
}

/* ---- a new heir of several ---- */

typedef struct Parents {
    Cx *cx;
    Text *out;
    const Schema *schema;
    ObjectList all;
    size_t first; /* the one whose columns are looked at */
    bool is_before;
} Parents;

static bool is_same(const char *a, const char *b)
{
    return a && b ? strcmp(a, b) == 0 : a == b;
}

static void settle_parent(const Parents *parents, const Object *parent, Name name)
{
    Names *names = parents->cx->names;
    const Object *first = parents->all.items[parents->first];
    for (int word = 0; word < TAKEN_OVER; word++) {
        const char *wanted = value_of(names, first, name, word);
        const char *own = value_of(names, parent, name, word);
        if (is_same(wanted, own)) continue;
        postgres_column_option_alone(parents->out, parents->schema, column_at(parents->cx, parent, name),
                                     name_from(names, words[word]), parents->is_before ? wanted : own);
    }
}

static bool is_of_first(const Parents *parents, const Object *column)
{
    size_t at = 0;
    while (at < parents->first && !object_member(parents->all.items[at], KIND_COLUMN, column->name)) at++;
    return at == parents->first &&
           object_member(parents->all.items[at], KIND_COLUMN, column->name) == column;
}

/* The columns of the first, which may be of what is above it. */
static void settle_others(const Parents *parents, const Object *table)
{
    ObjectList above = table_parents(table);
    for (size_t i = 0; i < above.count; i++) settle_others(parents, above.items[i]);
    for (size_t i = 0; i < table->members.count; i++) {
        const Object *column = table->members.items[i];
        if (column->kind != KIND_COLUMN || !is_of_first(parents, column)) continue;
        for (size_t j = parents->first + 1; j < parents->all.count; j++)
            if (object_member(parents->all.items[j], KIND_COLUMN, column->name))
                settle_parent(parents, parents->all.items[j], column->name);
    }
}

/* PostgreSQL makes no heir of parents that keep a column in several ways. So for this moment they do
 * it as the first does. */
void postgres_settle_kept(Cx *cx, Text *out, const Schema *schema, const Object *table, bool is_before)
{
    Parents parents = {cx, out, schema, table_parents(table), 0, is_before};
    for (; parents.first + 1 < parents.all.count; parents.first++)
        settle_others(&parents, parents.all.items[parents.first]);
}

/* ---- tables that are there ---- */

/* What has been done to the column of the table above by now. */
typedef struct Above {
    bool is_reset;       /* it is new, or has another type: storage and compression are the type's */
    bool is_given;       /* its storage went down to the heirs */
    const char *storage; /* if so */
} Above;

/* As it is before this step. */
static const char *value_before(Names *names, const Object *from, Name name, int word,
                                const Above *above)
{
    if (word == STORAGE && above->is_given) return above->storage;
    return above->is_reset && word < TAKEN_OVER ? NULL : value_of(names, from, name, word);
}

/* The words that it writes, as bits. */
static unsigned settle(Alter *alter, Text *sql, const Object *from, const Object *to, Name name,
                       const Above *above)
{
    unsigned written = 0;
    for (int word = 0; word < WORDS; word++) {
        const char *value = value_of(alter->cx->names, to, name, word);
        if (is_same(value_before(alter->cx->names, from, name, word, above), value)) continue;
        postgres_column_option(sql, alter->changes->to, column_at(alter->cx, to, name),
                               name_from(alter->cx->names, words[word]), value);
        written |= 1u << word;
    }
    return written;
}

static bool is_heir_of(const Object *object, const Object *table)
{
    bool is_table = object && object->kind == KIND_TABLE;
    ObjectList parents = is_table ? table_parents(object) : (ObjectList){NULL, 0};
    for (size_t i = 0; i < parents.count; i++)
        if (parents.items[i] == table) return true;
    return false;
}

/* Those that are given to it later are settled then. */
static unsigned settle_below(Alter *alter, Text *sql, const Object *table, Name name, bool is_reset,
                             bool is_given)
{
    unsigned written = 0;
    const Schema *to = alter->changes->to;
    Above above = {is_reset, is_given, value_of(alter->cx->names, table, name, STORAGE)};
    for (size_t i = 0; i < to->objects.count; i++) {
        const Object *heir = to->objects.items[i];
        const Object *from = is_heir_of(heir, table) ? alter_partner(alter, heir) : NULL;
        if (!is_heir_of(from, alter_partner(alter, table)) || own_column(heir, name)) continue;
        unsigned here = settle(alter, sql, from, heir, name, &above);
        written |= here;
        written |= settle_below(alter, sql, heir, name, is_reset, is_given || here & 1u << STORAGE);
    }
    return written;
}

static bool is_of_rows(unsigned written)
{
    return written & (1u << STORAGE | 1u << COMPRESSION);
}

bool postgres_keep_below(Alter *alter, Text *sql, const Column *column, bool is_reset, bool is_given)
{
    return is_of_rows(settle_below(alter, sql, column->object.parent, column->object.name, is_reset,
                                   is_reset || is_given));
}

static const Type *type_of(const Object *column)
{
    return marked_type_for(&((const Column *)column)->type, DIALECT_POSTGRES);
}

static unsigned settle_column(Alter *alter, Text *sql, const Change *change, const Object *column)
{
    Name name = column->name;
    const Object *before = object_member(change->from, KIND_COLUMN, name);
    if (!before) return 0;
    Above above = {.is_reset = !type_same(type_of(before), type_of(column))};
    unsigned written = settle(alter, sql, change->from, change->to, name, &above);
    return written | settle_below(alter, sql, change->to, name, false, written & 1u << STORAGE);
}

/* The step that changes it above has settled those below as well. */
static bool is_settled(const Alter *alter, const Object *column)
{
    const KindInfo *info = kind_info(KIND_COLUMN);
    const Object *before = alter_partner(alter, column);
    for (size_t i = 0; before && i < info->attr_count; i++)
        if ((strcmp(info->attrs[i].word, "with") == 0 || strcmp(info->attrs[i].word, "type") == 0 ||
             strcmp(info->attrs[i].word, "collate") == 0) &&
            !attr_equal(before, column, &info->attrs[i]))
            return true;
    return !before;
}

static bool is_spoken_of(Names *names, const Change *change, Name column)
{
    for (int word = 0; word < WORDS; word++)
        if (said_of(names, change->from, column, word) || said_of(names, change->to, column, word))
            return true;
    return false;
}

/* The columns of the table and of those above. */
static unsigned settle_columns(Alter *alter, Text *sql, const Change *change, const Object *table)
{
    unsigned written = 0;
    bool is_moved = postgres_changes(change, "partition of") || postgres_changes(change, "inherits");
    ObjectList parents = table_parents(table);
    for (size_t i = 0; i < parents.count; i++)
        written |= settle_columns(alter, sql, change, parents.items[i]);
    for (size_t i = 0; i < table->members.count; i++) {
        const Object *column = table->members.items[i];
        bool is_it = column->kind == KIND_COLUMN &&
                     object_member(change->to, KIND_COLUMN, column->name) == column;
        bool is_other = is_it && is_spoken_of(alter->cx->names, change, column->name);
        if (is_it && (is_moved || (is_other && !is_settled(alter, column))))
            written |= settle_column(alter, sql, change, column);
    }
    return written;
}

void postgres_alter_kept(Alter *alter, const Change *change)
{
    Text sql = {0};
    unsigned written = settle_columns(alter, &sql, change, change->to);
    if (written)
        alter_step(alter, &sql,
                   (Step){.on = change->to,
                          .lock = is_of_rows(written) ? LOCK_ACCESS_EXCLUSIVE
                                                      : LOCK_SHARE_UPDATE_EXCLUSIVE,
                          .phase = PHASE_FINISH,
                          .follows_drops = true,
                          .why = postgres_why(alter, change->to, "keeps its columns otherwise")});
    text_free(&sql);
}
