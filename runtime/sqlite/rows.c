/* SPDX-License-Identifier: MIT
 * Rows in SQLite: what a C value is as a stored value, and back with every check that SQLite, whose
 * columns take nearly anything, does not make. */
#include "rows.h"

#include <sqlite3.h>
#include <stdio.h>
#include <string.h>

#include "iso.h"

/* ---- writing ---- */

static int bind_text(sqlite3_stmt *statement, int at, const schemac_column *column,
                     const void *value)
{
    schemac_text text;
    memcpy(&text, value, sizeof text);
    if (!text.size) text.data = ""; /* a NULL pointer would be bound as NULL */
    if (column->type == SCHEMAC_BYTES || (column->flags & SCHEMAC_STORED_BLOB))
        return sqlite3_bind_blob64(statement, at, text.data, text.size, SQLITE_STATIC);
    return sqlite3_bind_text64(statement, at, text.data, text.size, SQLITE_STATIC, SQLITE_UTF8);
}

/* The ISO text of a value; 0: it has none. */
static size_t write_iso(const schemac_column *column, const void *value, char *out)
{
    union {
        schemac_date date;
        schemac_timestamp timestamp;
        schemac_interval interval;
        schemac_uuid uuid;
    } as;
    switch (column->type) {
    case SCHEMAC_DATE:
        memcpy(&as.date, value, sizeof as.date);
        return iso_write_date(out, as.date);
    case SCHEMAC_TIME:
    case SCHEMAC_TIMESTAMP:
    case SCHEMAC_TIMESTAMPTZ:
        memcpy(&as.timestamp, value, sizeof as.timestamp);
        if (column->type == SCHEMAC_TIME) return iso_write_time(out, as.timestamp);
        return iso_write_timestamp(out, as.timestamp, column->type == SCHEMAC_TIMESTAMPTZ);
    case SCHEMAC_INTERVAL:
        memcpy(&as.interval, value, sizeof as.interval);
        return iso_write_interval(out, as.interval);
    case SCHEMAC_UUID:
        memcpy(&as.uuid, value, sizeof as.uuid);
        return iso_write_uuid(out, &as.uuid);
    case SCHEMAC_BOOL:
    case SCHEMAC_INT16:
    case SCHEMAC_INT32:
    case SCHEMAC_INT64:
    case SCHEMAC_FLOAT:
    case SCHEMAC_DOUBLE:
    case SCHEMAC_TEXT:
    case SCHEMAC_BYTES:
    case SCHEMAC_LABEL: break;
    }
    return 0;
}

static int bind_iso(sqlite3_stmt *statement, int at, const schemac_column *column,
                    const void *value)
{
    char text[ISO_ROOM];
    size_t size = write_iso(column, value, text);
    if (!size) return SQLITE_MISMATCH;
    return sqlite3_bind_text(statement, at, text, (int)size, SQLITE_TRANSIENT);
}

/* Any integer type of C as the widest one. */
static int64_t integer_of(const schemac_column *column, const void *value)
{
    bool yes;
    int16_t small;
    int32_t middle;
    int64_t wide;
    switch (column->type) {
    case SCHEMAC_BOOL: return memcpy(&yes, value, sizeof yes), yes;
    case SCHEMAC_INT16: return memcpy(&small, value, sizeof small), small;
    case SCHEMAC_INT32:
    case SCHEMAC_DATE: return memcpy(&middle, value, sizeof middle), middle;
    case SCHEMAC_INT64:
    case SCHEMAC_TIME:
    case SCHEMAC_TIMESTAMP:
    case SCHEMAC_TIMESTAMPTZ: return memcpy(&wide, value, sizeof wide), wide;
    case SCHEMAC_FLOAT:
    case SCHEMAC_DOUBLE:
    case SCHEMAC_TEXT:
    case SCHEMAC_BYTES:
    case SCHEMAC_UUID:
    case SCHEMAC_INTERVAL:
    case SCHEMAC_LABEL: break;
    }
    return 0;
}

static double number_of(const schemac_column *column, const void *value)
{
    float narrow;
    double wide;
    if (column->type == SCHEMAC_FLOAT) return memcpy(&narrow, value, sizeof narrow), narrow;
    return memcpy(&wide, value, sizeof wide), wide;
}

static int bind_label(sqlite3_stmt *statement, int at, const schemac_column *column,
                      const void *value)
{
    uint32_t label = row_label(column, value);
    if (label >= column->labels->count) return SQLITE_MISMATCH;
    return sqlite3_bind_text(statement, at, column->labels->labels[label], -1, SQLITE_STATIC);
}

/* SQLITE_MISMATCH: the value cannot be stored. */
static int bind(sqlite3_stmt *statement, int at, const schemac_column *column, const void *value)
{
    if (!value) return sqlite3_bind_null(statement, at);
    if (column->flags & SCHEMAC_STORED_INTEGER)
        return sqlite3_bind_int64(statement, at, integer_of(column, value));
    switch (column->type) {
    case SCHEMAC_BOOL:
    case SCHEMAC_INT16:
    case SCHEMAC_INT32:
    case SCHEMAC_INT64: return sqlite3_bind_int64(statement, at, integer_of(column, value));
    case SCHEMAC_FLOAT:
    case SCHEMAC_DOUBLE: return sqlite3_bind_double(statement, at, number_of(column, value));
    case SCHEMAC_TEXT:
    case SCHEMAC_BYTES: return bind_text(statement, at, column, value);
    case SCHEMAC_UUID:
        if (!(column->flags & SCHEMAC_STORED_BLOB)) return bind_iso(statement, at, column, value);
        return sqlite3_bind_blob(statement, at, value, sizeof(schemac_uuid), SQLITE_TRANSIENT);
    case SCHEMAC_DATE:
    case SCHEMAC_TIME:
    case SCHEMAC_TIMESTAMP:
    case SCHEMAC_TIMESTAMPTZ:
    case SCHEMAC_INTERVAL: return bind_iso(statement, at, column, value);
    case SCHEMAC_LABEL: return bind_label(statement, at, column, value);
    }
    return SQLITE_MISMATCH;
}

static schemac_status engine_failed(row_call *call, sqlite3 *connection)
{
    snprintf(call->answer->code, sizeof call->answer->code, "%d",
             sqlite3_extended_errcode(connection));
    return row_fail(call, SCHEMAC_DATABASE, "%s", sqlite3_errmsg(connection));
}

static schemac_status bind_all(row_call *call, sqlite3_stmt *statement, int first)
{
    for (size_t i = 0; i < call->parameter_count; i++) {
        const row_parameter *parameter = &call->parameters[i];
        int code = bind(statement, first + (int)i, parameter->column, parameter->value);
        if (code == SQLITE_MISMATCH)
            return row_refuse(call, parameter->column, "cannot be stored in SQLite");
        if (code != SQLITE_OK) return engine_failed(call, sqlite3_db_handle(statement));
    }
    return SCHEMAC_OK;
}

/* ---- reading ---- */

static bool read_integer(sqlite3_stmt *statement, int at, const schemac_column *column, void *place)
{
    if (sqlite3_column_type(statement, at) != SQLITE_INTEGER) return false;
    int64_t number = sqlite3_column_int64(statement, at);
    bool yes = number != 0;
    int32_t date = (int32_t)number;
    if (column->type == SCHEMAC_BOOL) memcpy(place, &yes, sizeof yes);
    else if (column->type == SCHEMAC_DATE) memcpy(place, &date, sizeof date);
    else return row_store_integer(column, number, place);
    return column->type == SCHEMAC_BOOL ? number == yes : number == date;
}

/* An integer is a number too: a REAL column of a table that is not STRICT may be cast. */
static bool read_number(sqlite3_stmt *statement, int at, const schemac_column *column, void *place)
{
    int class = sqlite3_column_type(statement, at);
    if (class != SQLITE_FLOAT && class != SQLITE_INTEGER) return false;
    double wide = sqlite3_column_double(statement, at);
    float narrow = (float)wide;
    if (column->type == SCHEMAC_FLOAT) memcpy(place, &narrow, sizeof narrow);
    else memcpy(place, &wide, sizeof wide);
    return true;
}

static bool read_text(sqlite3_stmt *statement, int at, const schemac_column *column, void *place)
{
    bool is_blob = sqlite3_column_type(statement, at) == SQLITE_BLOB;
    bool may_be_text = column->type == SCHEMAC_TEXT;
    bool may_be_blob = !may_be_text || (column->flags & SCHEMAC_STORED_BLOB);
    if (is_blob ? !may_be_blob : !may_be_text) return false;
    schemac_text text;
    text.data = is_blob ? (const char *)sqlite3_column_blob(statement, at)
                        : (const char *)sqlite3_column_text(statement, at);
    text.size = (size_t)sqlite3_column_bytes(statement, at);
    if (!text.size) text.data = "";
    memcpy(place, &text, sizeof text);
    return text.data != NULL;
}

static bool read_uuid_blob(sqlite3_stmt *statement, int at, void *place)
{
    if (sqlite3_column_type(statement, at) != SQLITE_BLOB) return false;
    if (sqlite3_column_bytes(statement, at) != (int)sizeof(schemac_uuid)) return false;
    memcpy(place, sqlite3_column_blob(statement, at), sizeof(schemac_uuid));
    return true;
}

/* The places are aligned: a place is a member of that very type. */
static bool read_iso(sqlite3_stmt *statement, int at, const schemac_column *column, void *place)
{
    if (sqlite3_column_type(statement, at) != SQLITE_TEXT) return false;
    const char *text = (const char *)sqlite3_column_text(statement, at);
    size_t size = (size_t)sqlite3_column_bytes(statement, at);
    switch (column->type) {
    case SCHEMAC_DATE: return iso_read_date(text, size, place);
    case SCHEMAC_TIME: return iso_read_time(text, size, place);
    case SCHEMAC_TIMESTAMP: return iso_read_timestamp(text, size, false, place);
    case SCHEMAC_TIMESTAMPTZ: return iso_read_timestamp(text, size, true, place);
    case SCHEMAC_INTERVAL: return iso_read_interval(text, size, place);
    case SCHEMAC_UUID: return iso_read_uuid(text, size, place);
    case SCHEMAC_LABEL: return row_store_label(column, text, size, place);
    case SCHEMAC_BOOL:
    case SCHEMAC_INT16:
    case SCHEMAC_INT32:
    case SCHEMAC_INT64:
    case SCHEMAC_FLOAT:
    case SCHEMAC_DOUBLE:
    case SCHEMAC_TEXT:
    case SCHEMAC_BYTES: break;
    }
    return false;
}

static bool read_value(sqlite3_stmt *statement, int at, const schemac_column *column, void *place)
{
    if (column->flags & SCHEMAC_STORED_INTEGER) return read_integer(statement, at, column, place);
    switch (column->type) {
    case SCHEMAC_BOOL:
    case SCHEMAC_INT16:
    case SCHEMAC_INT32:
    case SCHEMAC_INT64: return read_integer(statement, at, column, place);
    case SCHEMAC_FLOAT:
    case SCHEMAC_DOUBLE: return read_number(statement, at, column, place);
    case SCHEMAC_TEXT:
    case SCHEMAC_BYTES: return read_text(statement, at, column, place);
    case SCHEMAC_UUID:
        if (column->flags & SCHEMAC_STORED_BLOB) return read_uuid_blob(statement, at, place);
        return read_iso(statement, at, column, place);
    case SCHEMAC_DATE:
    case SCHEMAC_TIME:
    case SCHEMAC_TIMESTAMP:
    case SCHEMAC_TIMESTAMPTZ:
    case SCHEMAC_INTERVAL:
    case SCHEMAC_LABEL: return read_iso(statement, at, column, place);
    }
    return false;
}

/* Says what stands there instead; a blob is not shown. */
static schemac_status distrust(row_call *call, sqlite3_stmt *statement, int at,
                               const schemac_column *column)
{
    if (sqlite3_column_type(statement, at) == SQLITE_BLOB)
        return row_distrust(call, column, "a blob", strlen("a blob"));
    const char *text = (const char *)sqlite3_column_text(statement, at);
    if (!text) return row_fail(call, SCHEMAC_DATABASE, "out of memory");
    return row_distrust(call, column, text, (size_t)sqlite3_column_bytes(statement, at));
}

static schemac_status read_row(row_call *call, sqlite3_stmt *statement, int first)
{
    int at = first, count = sqlite3_data_count(statement);
    for (uint32_t i = 0; i < call->table->column_count; i++) {
        const schemac_column *column = &call->table->columns[i];
        schemac_status status = SCHEMAC_OK;
        if (column->flags & SCHEMAC_NOT_IN_SQLITE) continue;
        if (at < 0 || at >= count)
            return row_fail(call, SCHEMAC_INVALID, "the statement has no column for %s of table %s",
                            column->name, call->table->name);
        if (sqlite3_column_type(statement, at) == SQLITE_NULL) status = row_null(call, column);
        else if (!read_value(statement, at, column, row_place(column, call->row)))
            status = distrust(call, statement, at, column);
        if (status != SCHEMAC_OK) return status;
        at++;
    }
    return SCHEMAC_OK;
}

/* ---- the engine ---- */

/* A statement that writes has done its work only when it has been stepped to its end, where a
 * deferred foreign key may still fail. */
static schemac_status step(row_call *call, sqlite3_stmt *statement)
{
    sqlite3 *connection = sqlite3_db_handle(statement);
    schemac_status status = SCHEMAC_OK;
    int code = sqlite3_step(statement);
    bool has_row = code == SQLITE_ROW;
    if (has_row && call->row) {
        status = read_row(call, statement, 0);
        if (status == SCHEMAC_OK) row_keep(call, &row_engine_sqlite);
    }
    while (code == SQLITE_ROW) code = sqlite3_step(statement);
    if (code != SQLITE_DONE) return engine_failed(call, connection);
    if (status != SCHEMAC_OK) return status;
    bool is_done = call->row ? has_row : sqlite3_changes(connection) > 0;
    return is_done ? SCHEMAC_OK : SCHEMAC_NO_ROW;
}

static schemac_status run(void *handle, row_call *call)
{
    sqlite3_stmt *statement;
    if (sqlite3_prepare_v2(handle, call->sql, -1, &statement, NULL) != SQLITE_OK)
        return engine_failed(call, handle);
    schemac_status status = bind_all(call, statement, 1);
    if (status == SCHEMAC_OK) status = step(call, statement);
    sqlite3_finalize(statement);
    return status;
}

const row_engine row_engine_sqlite = {
    .name = "SQLite",
    .absent = SCHEMAC_NOT_IN_SQLITE,
    .run = run,
};

schemac_status schemac_row_read_sqlite(struct sqlite3_stmt *statement, int first,
                                       const schemac_table *table, void *row,
                                       schemac_answer *answer)
{
    row_call call = row_begin(table, row, answer);
    return row_end(&call, read_row(&call, statement, first));
}

schemac_status schemac_row_bind_sqlite(struct sqlite3_stmt *statement, int first,
                                       const schemac_table *table, const void *row,
                                       schemac_answer *answer)
{
    row_call call = row_begin(table, NULL, answer);
    if (!row_all_parameters(&call, &row_engine_sqlite, row))
        return row_end(&call, SCHEMAC_DATABASE);
    return row_end(&call, bind_all(&call, statement, first));
}
