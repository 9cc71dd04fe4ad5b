/* SPDX-License-Identifier: MIT
 * From the types of the language to those of C. What a column is in C follows from its portable
 * type; how an engine stores it only adds flags. */
#include "emit/row.h"

#include <string.h>

typedef struct CType {
    const char *type, *maybe, *constant;
    bool is_text_in_postgres; /* its binary form there is the server's own business */
} CType;

static const CType text_type = {"schemac_text", "schemac_maybe_text", "SCHEMAC_TEXT", false};
static const CType foreign_type = {"schemac_text", "schemac_maybe_text", "SCHEMAC_TEXT", true};
static const CType bytes_type = {"schemac_bytes", "schemac_maybe_bytes", "SCHEMAC_BYTES", false};
static const CType int64_type = {"int64_t", "schemac_maybe_int64", "SCHEMAC_INT64", false};
static const CType double_type = {"double", "schemac_maybe_double", "SCHEMAC_DOUBLE", false};
static const CType bool_type = {"bool", "schemac_maybe_bool", "SCHEMAC_BOOL", false};
static const CType int16_type = {"int16_t", "schemac_maybe_int16", "SCHEMAC_INT16", false};
static const CType int32_type = {"int32_t", "schemac_maybe_int32", "SCHEMAC_INT32", false};
static const CType float_type = {"float", "schemac_maybe_float", "SCHEMAC_FLOAT", false};
static const CType uuid_type = {"schemac_uuid", "schemac_maybe_uuid", "SCHEMAC_UUID", false};
static const CType date_type = {"schemac_date", "schemac_maybe_date", "SCHEMAC_DATE", false};
static const CType time_type = {"schemac_time", "schemac_maybe_time", "SCHEMAC_TIME", false};
static const CType timestamp_type = {"schemac_timestamp", "schemac_maybe_timestamp",
                                     "SCHEMAC_TIMESTAMP", false};
static const CType timestamptz_type = {"schemac_timestamp", "schemac_maybe_timestamp",
                                       "SCHEMAC_TIMESTAMPTZ", false};
static const CType interval_type = {"schemac_interval", "schemac_maybe_interval",
                                    "SCHEMAC_INTERVAL", false};

/* A name of a column as SQL and C spell it. */
typedef struct Spelling {
    Name name;
    const char *sql, *member;
    bool is_odd; /* not distinct from others by itself */
} Spelling;

enum { CACHE_SIZE = 4096 };

struct Rows {
    Cx *cx;
    const EmitInput *input;
    CNames *names;
    uint8_t targets;
    const char **maybe; /* by object id of an enum, made when first asked for */
    Spelling spellings[CACHE_SIZE]; /* by hash: columns of many tables share their names */
    RowTable table;
    const char **members;
    size_t *key;
    size_t room;
};

Rows *rows_new(Cx *cx, const EmitInput *input)
{
    Rows *rows = arena_make(cx->arena, Rows);
    rows->cx = cx;
    rows->input = input;
    rows->names = c_names_new(cx, input->schema);
    for (DialectId id = 0; id < DIALECT_COUNT; id++)
        if (input->halves[id]) rows->targets |= (uint8_t)(1u << id);
    rows->maybe = arena_array(cx->arena, const char *, input->schema->object_count);
    return rows;
}

CNames *rows_names(const Rows *rows)
{
    return rows->names;
}

bool rows_exists(const Rows *rows, const Object *object)
{
    bool is_part = object->kind == KIND_TABLE && ((const Table *)object)->partition_of;
    bool is_empty = object->kind == KIND_ENUM && object->members.count == 0; /* C has no such type */
    return object->dialects & rows->targets && !is_part && !is_empty; /* a part's rows are the whole's */
}

const char *rows_maybe(const Rows *rows, const Object *enum_)
{
    const char *prefix = c_names_prefix(rows->names);
    const char *base = c_names_of(rows->names, enum_) + strlen(prefix) + 1;
    if (!rows->maybe[enum_->id])
        rows->maybe[enum_->id] = arena_printf(rows->cx->arena, "%s_maybe_%s", prefix, base);
    return rows->maybe[enum_->id];
}

/* ---- flags ---- */

unsigned row_absent(DialectId dialect)
{
    return dialect == DIALECT_SQLITE ? ROW_NOT_IN_SQLITE : ROW_NOT_IN_POSTGRES;
}

void row_flags(Text *out, unsigned flags)
{
    static const char *const words[] = {
        "SCHEMAC_KEY", "SCHEMAC_NULLABLE", "SCHEMAC_OPTIONAL", "SCHEMAC_READ_ONLY",
        "SCHEMAC_AS_TEXT", "SCHEMAC_STORED_INTEGER", "SCHEMAC_STORED_BLOB",
        "SCHEMAC_NOT_IN_SQLITE", "SCHEMAC_NOT_IN_POSTGRES",
    };
    const char *between = "";
    if (!flags) text_add(out, "0");
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (!(flags & 1u << i)) continue;
        text_add(out, between);
        text_add(out, words[i]);
        between = " | ";
    }
}

/* ---- SQL names ---- */

static bool is_target(const Rows *rows, DialectId dialect)
{
    return rows->targets & 1u << dialect;
}

/* Both dialects quote with "", so the quoted form of one is right in the other. */
static const char *spell_sql(Rows *rows, Name name)
{
    Text spelt = {0};
    for (DialectId id = 0; id < DIALECT_COUNT; id++) {
        if (!is_target(rows, id)) continue;
        text_clear(&spelt);
        dialects[id]->identifier(&spelt, name);
        if (strcmp(text_string(&spelt), name_text(name)) != 0)
            return text_keep(&spelt, rows->cx->arena);
    }
    text_free(&spelt);
    return name_text(name);
}

static const Spelling *spell(Rows *rows, Name name)
{
    Spelling *spelling = &rows->spellings[name_hash(name) % CACHE_SIZE];
    if (name_is(spelling->name, name)) return spelling;
    spelling->name = name;
    spelling->sql = spell_sql(rows, name);
    spelling->member = c_names_member(rows->names, name);
    spelling->is_odd = !name_is_plain(name) || spelling->member != name_text(name);
    return spelling;
}

/* A table of both dialects has to be found without its namespace; one of PostgreSQL alone is named
 * with it, unless that is where everybody looks. */
static void name_table(Rows *rows, RowTable *made)
{
    const Object *table = &made->table->object;
    Name space = name_none(table->space) ? rows->input->schema->default_space : table->space;
    made->sql = spell_sql(rows, table->name);
    made->space = spell(rows, space)->sql;
    made->path = made->sql;
    if (!(table->dialects & rows->targets & 1u << DIALECT_SQLITE) && !name_equals(space, "public"))
        made->path = arena_printf(rows->cx->arena, "%s.%s", made->space, made->sql);
}

/* ---- types ---- */

static const Type *base_of(const Type *type)
{
    while (type->scalar == SCALAR_DOMAIN && !type->dims)
        type = ((const Domain *)type->named)->type;
    return type;
}

static bool contains(const char *text, const char *word)
{
    size_t length = strlen(word);
    for (; *text; text++) {
        size_t i = 0;
        while (i < length && (text[i] & ~0x20) == word[i]) i++;
        if (i == length) return true;
    }
    return false;
}

/* SQLite's own rules of affinity. */
static const CType *affinity(const char *name)
{
    if (contains(name, "INT")) return &int64_type;
    if (contains(name, "CHAR") || contains(name, "CLOB") || contains(name, "TEXT"))
        return &text_type;
    if (!*name || contains(name, "BLOB")) return &bytes_type;
    if (contains(name, "REAL") || contains(name, "FLOA") || contains(name, "DOUB"))
        return &double_type;
    return &text_type;
}

static const CType *scalar_type(const Type *type)
{
    if (type->dims) return &foreign_type;
    switch (type->scalar) {
    case SCALAR_BOOL: return &bool_type;
    case SCALAR_SMALLINT: return &int16_type;
    case SCALAR_INT: return &int32_type;
    case SCALAR_BIGINT: return &int64_type;
    case SCALAR_REAL: return &float_type;
    case SCALAR_DOUBLE: return &double_type;
    case SCALAR_TEXT:
    case SCALAR_VARCHAR: return &text_type;
    case SCALAR_BYTES: return &bytes_type;
    case SCALAR_UUID: return &uuid_type;
    case SCALAR_DATE: return &date_type;
    case SCALAR_TIME: return &time_type;
    case SCALAR_TIMESTAMP: return &timestamp_type;
    case SCALAR_TIMESTAMPTZ: return &timestamptz_type;
    case SCALAR_INTERVAL: return &interval_type;
    case SCALAR_NATIVE:
        if (name_equals(type->space, "sqlite")) return affinity(name_text(type->name));
        return &foreign_type;
    case SCALAR_DECIMAL:
    case SCALAR_CHAR: /* comes without the blanks that PostgreSQL fills it up with */
    case SCALAR_JSON:
    case SCALAR_JSONB:
    case SCALAR_DOMAIN:
    case SCALAR_ENUM:
    case SCALAR_NONE: break;
    }
    return &foreign_type;
}

/* What the dialect stores, where the column says so. */
static const Type *stored_as(const Column *column, DialectId dialect)
{
    const Type *own = column->type.only[dialect];
    return own && own != column->type.any ? base_of(own) : NULL;
}

static unsigned storage_flags(const Rows *rows, const Column *column, const CType *type)
{
    const Type *postgres = stored_as(column, DIALECT_POSTGRES);
    const Type *sqlite = stored_as(column, DIALECT_SQLITE);
    const CType *stored = sqlite ? scalar_type(sqlite) : NULL;
    bool is_text = strcmp(type->constant, "SCHEMAC_TEXT") == 0;
    unsigned flags = 0;
    if (is_target(rows, DIALECT_POSTGRES) && is_text &&
        (type->is_text_in_postgres || (postgres && scalar_type(postgres) != type)))
        flags |= ROW_AS_TEXT;
    if (stored == &bytes_type) flags |= ROW_STORED_BLOB;
    if (stored == &int64_type || stored == &int32_type || stored == &int16_type)
        flags |= ROW_STORED_INTEGER;
    return flags;
}

static void set_type(Rows *rows, RowColumn *row)
{
    const Column *column = row->column;
    const Type *written = column->type.any;
    for (DialectId id = 0; id < DIALECT_COUNT && !written; id++) written = column->type.only[id];
    const Type *type = base_of(written);
    const CType *in_c = scalar_type(type);
    row->type = in_c->type;
    row->maybe = in_c->maybe;
    row->constant = in_c->constant;
    row->labels = NULL;
    row->flags |= storage_flags(rows, column, in_c);
    if (type->scalar != SCALAR_ENUM || type->dims || !rows_exists(rows, type->named)) return;
    row->labels = row->type = c_names_of(rows->names, type->named);
    row->maybe = rows_maybe(rows, type->named);
    row->constant = "SCHEMAC_LABEL";
    row->flags &= ~(unsigned)ROW_AS_TEXT;
}

/* ---- tables ---- */

static bool has_default(const Column *column)
{
    const Type *type = column->type.any;
    if (!marked_none(&column->initial) || !name_none(column->identity)) return true;
    if (!type || type->scalar != SCALAR_DOMAIN || type->dims) return false;
    return !marked_none(&((const Domain *)type->named)->initial);
}

static unsigned absence_flags(const Rows *rows, const Object *object)
{
    unsigned flags = 0;
    for (DialectId id = 0; id < DIALECT_COUNT; id++)
        if (is_target(rows, id) && !(object->dialects & 1u << id)) flags |= row_absent(id);
    return flags;
}

static unsigned column_flags(const Rows *rows, const Column *column)
{
    unsigned flags = absence_flags(rows, &column->object);
    bool is_made = !marked_none(&column->generated) || name_equals(column->identity, "always");
    if (column->is_nullable) flags |= ROW_NULLABLE | ROW_OPTIONAL;
    if (has_default(column)) flags |= ROW_OPTIONAL;
    if (is_made) flags = (flags | ROW_READ_ONLY) & ~(unsigned)ROW_OPTIONAL;
    return flags;
}

static void make_room(Rows *rows, size_t count)
{
    if (count <= rows->room) return;
    rows->room = count * 2;
    rows->table.columns = arena_array(rows->cx->arena, RowColumn, rows->room);
    rows->members = arena_array(rows->cx->arena, const char *, rows->room);
    rows->key = arena_array(rows->cx->arena, size_t, rows->room);
}

static const Key *primary_key(const Table *table)
{
    for (size_t i = 0; i < table->object.members.count; i++)
        if (table->object.members.items[i]->kind == KIND_PRIMARY_KEY)
            return (const Key *)table->object.members.items[i];
    return NULL;
}

static void add_key_column(Rows *rows, const Object *column)
{
    RowTable *table = &rows->table;
    for (size_t i = 0; i < table->count; i++)
        if (&table->columns[i].column->object == column && !(table->columns[i].flags & ROW_KEY)) {
            table->columns[i].flags |= ROW_KEY;
            rows->key[table->key_count++] = i;
            return;
        }
}

/* In SQLite alone, INTEGER PRIMARY KEY is given by the engine where it is left out. */
static void mark_rowid(Rows *rows, const Key *key)
{
    RowTable *table = &rows->table;
    bool is_rowid = key->columns.count == 1 && !key->is_descending && !is_target(rows, DIALECT_POSTGRES) &&
                    !table->table->is_without_rowid;
    if (!is_rowid) return;
    RowColumn *column = &table->columns[table->key[0]];
    if (strncmp(column->constant, "SCHEMAC_INT", 11) == 0 && !(column->flags & ROW_READ_ONLY) &&
        strcmp(column->constant, "SCHEMAC_INTERVAL") != 0)
        column->flags |= ROW_OPTIONAL;
}

static void set_key(Rows *rows)
{
    const Key *key = primary_key(rows->table.table);
    rows->table.key = rows->key;
    rows->table.key_count = 0;
    if (!key) return;
    for (size_t i = 0; i < key->columns.count; i++)
        if (key->columns.items[i].expr->ref) add_key_column(rows, key->columns.items[i].expr->ref);
    mark_rowid(rows, key);
}

static void add_column(Rows *rows, const Column *column, bool *is_odd)
{
    const Spelling *spelling = spell(rows, column->object.name);
    RowColumn *row = &rows->table.columns[rows->table.count];
    *row = (RowColumn){.column = column, .sql = spelling->sql};
    row->flags = column_flags(rows, column);
    set_type(rows, row);
    rows->members[rows->table.count++] = spelling->member;
    *is_odd |= spelling->is_odd;
}

static bool is_there(const Rows *rows, Name name)
{
    for (size_t i = 0; i < rows->table.count; i++)
        if (name_is(rows->table.columns[i].column->object.name, name)) return true;
    return false;
}

/* Those of its parents come first. Of one that is said again, this table's word counts. */
static void add_all(Rows *rows, const Object *table, const Object *heir, bool *is_odd)
{
    ObjectList parents = table_parents(table);
    for (size_t i = 0; i < parents.count; i++) add_all(rows, parents.items[i], heir, is_odd);
    for (size_t i = 0; i < table->members.count; i++) {
        const Object *member = table->members.items[i];
        if (member->kind != KIND_COLUMN || !rows_exists(rows, member)) continue;
        if (table_parents(heir).count && is_there(rows, member->name)) continue;
        const Object *own = heir == table ? member : object_member(heir, KIND_COLUMN, member->name);
        add_column(rows, (const Column *)own, is_odd);
    }
}

static size_t count_columns(const Object *table)
{
    size_t count = table->members.count;
    ObjectList parents = table_parents(table);
    for (size_t i = 0; i < parents.count; i++) count += count_columns(parents.items[i]);
    return count;
}

static void add_columns(Rows *rows, const Object *table)
{
    bool is_odd = false;
    make_room(rows, count_columns(table));
    rows->table.count = 0;
    add_all(rows, table, table, &is_odd);
    if (is_odd) c_names_distinct(rows->cx, rows->members, rows->table.count);
    for (size_t i = 0; i < rows->table.count; i++)
        rows->table.columns[i].member = rows->members[i];
}

const RowTable *rows_table(Rows *rows, const Table *table)
{
    RowTable *made = &rows->table;
    made->table = table;
    made->lower = c_names_of(rows->names, &table->object);
    made->upper = c_name_upper(rows->cx, made->lower);
    name_table(rows, made);
    made->flags = absence_flags(rows, &table->object);
    add_columns(rows, &table->object);
    set_key(rows);
    made->can_update = false;
    for (size_t i = 0; i < made->count; i++)
        if (!(made->columns[i].flags & (ROW_KEY | ROW_READ_ONLY))) made->can_update = true;
    return made;
}
