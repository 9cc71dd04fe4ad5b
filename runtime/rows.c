/* SPDX-License-Identifier: MIT
 * The row calls that are the same for both engines: the statement of each, built from the
 * description of the table, and the values of rows and forms found by their offsets. */
#include "rows.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* ---- a call and its answer ---- */

void schemac_answer_free(schemac_answer *answer)
{
    memory pool = {answer->memory, false};
    memory_free(&pool);
    *answer = (schemac_answer){0};
}

row_call row_begin(const schemac_table *table, void *row, schemac_answer *answer)
{
    answer->message[0] = answer->code[0] = '\0';
    if (row) memset(row, 0, table->row_size);
    return (row_call){
        .table = table, .answer = answer, .kept = {answer->memory, false}, .row = row};
}

schemac_status row_end(row_call *call, schemac_status status)
{
    if (call->scratch.failed || call->kept.failed)
        status = row_fail(call, SCHEMAC_DATABASE, "out of memory");
    if (call->row && status != SCHEMAC_OK) memset(call->row, 0, call->table->row_size);
    call->answer->memory = call->kept.blocks;
    memory_free(&call->scratch);
    return status;
}

schemac_status row_fail(row_call *call, schemac_status status, const char *format, ...)
{
    schemac_answer *answer = call->answer;
    va_list arguments;
    if (answer->message[0]) return status;
    va_start(arguments, format);
    vsnprintf(answer->message, sizeof answer->message, format, arguments);
    va_end(arguments);
    return status;
}

schemac_status row_refuse(row_call *call, const schemac_column *column, const char *why)
{
    return row_fail(call, SCHEMAC_INVALID, "the value for column %s of table %s %s", column->name,
                    call->table->name, why);
}

static const char *type_word(const schemac_column *column)
{
    switch (column->type) {
    case SCHEMAC_BOOL: return "a bool";
    case SCHEMAC_INT16: return "a 16-bit integer";
    case SCHEMAC_INT32: return "a 32-bit integer";
    case SCHEMAC_INT64: return "a 64-bit integer";
    case SCHEMAC_FLOAT:
    case SCHEMAC_DOUBLE: return "a floating-point number";
    case SCHEMAC_TEXT: return "text";
    case SCHEMAC_BYTES: return "bytes";
    case SCHEMAC_UUID: return "a uuid";
    case SCHEMAC_DATE: return "a date";
    case SCHEMAC_TIME: return "a time";
    case SCHEMAC_TIMESTAMP:
    case SCHEMAC_TIMESTAMPTZ: return "a timestamp";
    case SCHEMAC_INTERVAL: return "an interval";
    case SCHEMAC_LABEL: return column->labels->name;
    }
    return "of its type";
}

schemac_status row_distrust(row_call *call, const schemac_column *column, const char *shown,
                            size_t size)
{
    enum { LIMIT = 60 };
    return row_fail(call, SCHEMAC_DIFFERENT, "column %s of table %s holds %.*s%s, which is not %s",
                    column->name, call->table->name, (int)(size < LIMIT ? size : LIMIT), shown,
                    size < LIMIT ? "" : "...", type_word(column));
}

/* ---- values in structs ---- */

static size_t type_size(const schemac_column *column)
{
    switch (column->type) {
    case SCHEMAC_BOOL: return sizeof(bool);
    case SCHEMAC_INT16: return sizeof(int16_t);
    case SCHEMAC_INT32:
    case SCHEMAC_DATE: return sizeof(int32_t);
    case SCHEMAC_INT64:
    case SCHEMAC_TIME:
    case SCHEMAC_TIMESTAMP:
    case SCHEMAC_TIMESTAMPTZ: return sizeof(int64_t);
    case SCHEMAC_FLOAT: return sizeof(float);
    case SCHEMAC_DOUBLE: return sizeof(double);
    case SCHEMAC_TEXT: return sizeof(schemac_text);
    case SCHEMAC_BYTES: return sizeof(schemac_bytes);
    case SCHEMAC_UUID: return sizeof(schemac_uuid);
    case SCHEMAC_INTERVAL: return sizeof(schemac_interval);
    case SCHEMAC_LABEL: return column->labels->size;
    }
    return 0;
}

/* The two bools of a schemac_maybe_... stand right behind its value. */
typedef struct presence {
    bool is_set, is_null;
} presence;

static presence presence_of(const schemac_column *column, const char *place)
{
    presence found;
    memcpy(&found, place + type_size(column), sizeof found);
    return found;
}

static void set_presence(const schemac_column *column, char *place, presence is)
{
    memcpy(place + type_size(column), &is, sizeof is);
}

void *row_place(const schemac_column *column, void *row)
{
    char *place = (char *)row + column->row_offset;
    if (column->flags & SCHEMAC_NULLABLE) set_presence(column, place, (presence){true, false});
    return place;
}

schemac_status row_null(row_call *call, const schemac_column *column)
{
    if (!(column->flags & SCHEMAC_NULLABLE)) return row_distrust(call, column, "NULL", 4);
    set_presence(column, (char *)call->row + column->row_offset, (presence){false, true});
    return SCHEMAC_OK;
}

const void *row_value(const schemac_column *column, const void *row)
{
    const char *place = (const char *)row + column->row_offset;
    if (!(column->flags & SCHEMAC_NULLABLE)) return place;
    return presence_of(column, place).is_set ? place : NULL;
}

bool row_store_integer(const schemac_column *column, int64_t number, void *place)
{
    int16_t small = (int16_t)number;
    int32_t middle = (int32_t)number;
    if (column->type == SCHEMAC_INT16) memcpy(place, &small, sizeof small);
    else if (column->type == SCHEMAC_INT32) memcpy(place, &middle, sizeof middle);
    else memcpy(place, &number, sizeof number);
    return column->type == SCHEMAC_INT16   ? small == number
           : column->type == SCHEMAC_INT32 ? middle == number
                                           : true;
}

/* ---- enums: the C enum has the size that its compiler gave it ---- */

schemac_text schemac_enum_text(const schemac_enum *labels, uint32_t value)
{
    return schemac_text_of(value < labels->count ? labels->labels[value] : "");
}

bool schemac_enum_find(const schemac_enum *labels, const char *text, size_t size, uint32_t *value)
{
    for (uint32_t i = 0; i < labels->count; i++)
        if (strlen(labels->labels[i]) == size && memcmp(labels->labels[i], text, size) == 0) {
            *value = i;
            return true;
        }
    return false;
}

bool row_store_label(const schemac_column *column, const char *text, size_t size, void *place)
{
    uint32_t value;
    if (!schemac_enum_find(column->labels, text, size, &value)) return false;
    uint8_t one = (uint8_t)value;
    uint16_t two = (uint16_t)value;
    if (column->labels->size == 1) memcpy(place, &one, sizeof one);
    else if (column->labels->size == 2) memcpy(place, &two, sizeof two);
    else memcpy(place, &value, sizeof value);
    return true;
}

uint32_t row_label(const schemac_column *column, const void *value)
{
    uint8_t one;
    uint16_t two;
    uint32_t four;
    switch (column->labels->size) {
    case 1: return memcpy(&one, value, sizeof one), one;
    case 2: return memcpy(&two, value, sizeof two), two;
    default: return memcpy(&four, value, sizeof four), four;
    }
}

/* ---- keeping ---- */

/* schemac_text and schemac_bytes have the same layout: a pointer and a size. */
bool row_keep(row_call *call, const row_engine *engine)
{
    for (uint32_t i = 0; i < call->table->column_count; i++) {
        const schemac_column *column = &call->table->columns[i];
        if (column->type != SCHEMAC_TEXT && column->type != SCHEMAC_BYTES) continue;
        if (column->flags & engine->absent) continue;
        schemac_text *text = (schemac_text *)(void *)((char *)call->row + column->row_offset);
        if (!row_value(column, call->row)) continue;
        text->data = memory_copy(&call->kept, text->data, text->size);
        if (!text->data) return false;
    }
    return true;
}

/* ---- SQL ---- */

/* Text in scratch memory; out of memory shows there. */
typedef struct builder {
    memory *memory;
    char *text;
    size_t length, room;
} builder;

static void add(builder *sql, const char *text)
{
    size_t length = strlen(text);
    if (sql->length + length >= sql->room) {
        size_t room = (sql->room + length) * 2 + 256;
        char *grown = memory_take(sql->memory, room);
        if (!grown) return;
        if (sql->length) memcpy(grown, sql->text, sql->length);
        sql->text = grown;
        sql->room = room;
    }
    memcpy(sql->text + sql->length, text, length + 1);
    sql->length += length;
}

static void add_placeholder(builder *sql, size_t number)
{
    char text[32];
    snprintf(text, sizeof text, "$%zu", number);
    add(sql, text);
}

static bool add_parameter(row_call *call, const schemac_column *column, const void *value)
{
    if (!call->parameters)
        call->parameters = memory_take(&call->scratch, (size_t)call->table->column_count *
                                                          sizeof *call->parameters);
    if (!call->parameters) return false;
    call->parameters[call->parameter_count++] = (row_parameter){column, value};
    return true;
}

bool row_all_parameters(row_call *call, const row_engine *engine, const void *row)
{
    for (uint32_t i = 0; i < call->table->column_count; i++) {
        const schemac_column *column = &call->table->columns[i];
        if (column->flags & (engine->absent | SCHEMAC_READ_ONLY)) continue;
        if (!add_parameter(call, column, row_value(column, row))) return false;
    }
    return true;
}

/* Adds what the form says of each column; what it leaves out stays out of the statement. */
static bool form_parameters(row_call *call, const row_engine *engine, const void *form)
{
    for (uint32_t i = 0; i < call->table->column_count; i++) {
        const schemac_column *column = &call->table->columns[i];
        const char *place = (const char *)form + column->form_offset;
        presence is = {true, false};
        if (column->flags & (engine->absent | SCHEMAC_READ_ONLY)) continue;
        if (column->flags & SCHEMAC_OPTIONAL) is = presence_of(column, place);
        if (!is.is_set && !is.is_null) continue;
        if (!add_parameter(call, column, is.is_set ? place : NULL)) return false;
    }
    return true;
}

static void add_table(builder *sql, const char *before, const schemac_table *table,
                      const row_engine *engine)
{
    add(sql, before);
    if (engine->has_spaces) {
        add(sql, table->space);
        add(sql, ".");
    }
    add(sql, table->name);
}

static void add_insert(builder *sql, const row_call *call, const row_engine *engine)
{
    add_table(sql, "INSERT INTO ", call->table, engine);
    for (size_t i = 0; i < call->parameter_count; i++) {
        add(sql, i ? ", " : " (");
        add(sql, call->parameters[i].column->name);
    }
    add(sql, call->parameter_count ? ") VALUES" : " DEFAULT VALUES");
    for (size_t i = 0; i < call->parameter_count; i++) {
        add(sql, i ? ", " : " (");
        add_placeholder(sql, i + 1);
    }
    if (call->parameter_count) add(sql, ")");
}

/* The columns for SELECT and RETURNING; a generated header has the same list as a macro. */
static void add_list(builder *sql, const schemac_table *table, const row_engine *engine)
{
    const char *between = "";
    for (uint32_t i = 0; i < table->column_count; i++) {
        const schemac_column *column = &table->columns[i];
        if (column->flags & engine->absent) continue;
        bool is_cast = engine->has_casts && (column->flags & SCHEMAC_AS_TEXT);
        add(sql, between);
        if (is_cast) add(sql, "CAST(");
        add(sql, column->name);
        if (is_cast) add(sql, " AS text)");
        between = ", ";
    }
}

static void add_key(builder *sql, row_call *call, const void *const *key)
{
    const char *between = " WHERE ";
    for (uint32_t i = 0; i < call->table->column_count; i++) {
        const schemac_column *column = &call->table->columns[i];
        if (!(column->flags & SCHEMAC_KEY)) continue;
        if (!add_parameter(call, column, *key++)) return;
        add(sql, between);
        add(sql, column->name);
        add(sql, " = ");
        add_placeholder(sql, call->parameter_count);
        between = " AND ";
    }
}

/* Points at the values of the key in a row. */
static const void **key_of(row_call *call, const void *row)
{
    const void **key = memory_take(&call->scratch, (size_t)call->table->column_count * sizeof *key);
    size_t count = 0;
    for (uint32_t i = 0; key && i < call->table->column_count; i++)
        if (call->table->columns[i].flags & SCHEMAC_KEY)
            key[count++] = row_value(&call->table->columns[i], row);
    return key;
}

static void add_assignments(builder *sql, row_call *call, const row_engine *engine, const void *row)
{
    const uint32_t left_out = SCHEMAC_KEY | SCHEMAC_READ_ONLY | engine->absent;
    for (uint32_t i = 0; i < call->table->column_count; i++) {
        const schemac_column *column = &call->table->columns[i];
        if (column->flags & left_out) continue;
        if (!add_parameter(call, column, row_value(column, row))) return;
        add(sql, call->parameter_count > 1 ? ", " : " SET ");
        add(sql, column->name);
        add(sql, " = ");
        add_placeholder(sql, call->parameter_count);
    }
}

/* ---- the calls ---- */

static schemac_status run(schemac_db db, row_call *call, const builder *sql)
{
    const row_engine *engine = db.engine->rows;
    if (call->table->flags & engine->absent)
        return row_end(call, row_fail(call, SCHEMAC_INVALID, "table %s is not a table of %s",
                                      call->table->name, engine->name));
    if (call->scratch.failed) return row_end(call, SCHEMAC_DATABASE);
    call->sql = sql->text;
    return row_end(call, engine->run(db.handle, call));
}

schemac_status schemac_row_insert(schemac_db db, const schemac_table *table, const void *form,
                                  void *row, schemac_answer *answer)
{
    row_call call = row_begin(table, row, answer);
    builder sql = {.memory = &call.scratch};
    if (form_parameters(&call, db.engine->rows, form)) add_insert(&sql, &call, db.engine->rows);
    if (row) {
        add(&sql, " RETURNING ");
        add_list(&sql, table, db.engine->rows);
    }
    return run(db, &call, &sql);
}

schemac_status schemac_row_get(schemac_db db, const schemac_table *table, const void *const *key,
                               void *row, schemac_answer *answer)
{
    row_call call = row_begin(table, row, answer);
    builder sql = {.memory = &call.scratch};
    add(&sql, "SELECT ");
    add_list(&sql, table, db.engine->rows);
    add_table(&sql, " FROM ", table, db.engine->rows);
    add_key(&sql, &call, key);
    return run(db, &call, &sql);
}

schemac_status schemac_row_update(schemac_db db, const schemac_table *table, const void *row,
                                  schemac_answer *answer)
{
    row_call call = row_begin(table, NULL, answer);
    builder sql = {.memory = &call.scratch};
    const void **key = key_of(&call, row);
    add_table(&sql, "UPDATE ", table, db.engine->rows);
    add_assignments(&sql, &call, db.engine->rows, row);
    if (key) add_key(&sql, &call, key);
    return run(db, &call, &sql);
}

schemac_status schemac_row_delete(schemac_db db, const schemac_table *table, const void *const *key,
                                  schemac_answer *answer)
{
    row_call call = row_begin(table, NULL, answer);
    builder sql = {.memory = &call.scratch};
    add_table(&sql, "DELETE FROM ", table, db.engine->rows);
    add_key(&sql, &call, key);
    return run(db, &call, &sql);
}
