/* SPDX-License-Identifier: MIT
 * Rows in PostgreSQL: C values as libpq's parameters and back, in the binary format of the wire.
 * Types whose binary form is the server's own business travel as text (SCHEMAC_AS_TEXT). */
#include "rows.h"

#include <stdio.h>
#include <string.h>

#include "session.h"

/* PostgreSQL counts from 2000-01-01. */
static const int32_t EPOCH_DAYS = 10957;
static const int64_t EPOCH_MICROSECONDS = 10957 * 86400000000LL;

/* ---- numbers on the wire: most significant byte first ---- */

static uint64_t get_number(const unsigned char *bytes, size_t size)
{
    uint64_t number = 0;
    for (size_t i = 0; i < size; i++) number = number << 8 | bytes[i];
    return number;
}

static char *put_number(char *out, uint64_t number, size_t size)
{
    for (size_t i = size; i > 0; i--, number >>= 8) out[i - 1] = (char)(number & 0xff);
    return out + size;
}

/* Moves a value between the two epochs; the extremes are the infinities of both sides. */
static bool shift_date(int32_t *date, int32_t by)
{
    if (*date == INT32_MAX || *date == INT32_MIN) return true;
    return !__builtin_add_overflow(*date, by, date) && *date != INT32_MAX && *date != INT32_MIN;
}

static bool shift_timestamp(int64_t *timestamp, int64_t by)
{
    if (*timestamp == INT64_MAX || *timestamp == INT64_MIN) return true;
    return !__builtin_add_overflow(*timestamp, by, timestamp) && *timestamp != INT64_MAX &&
           *timestamp != INT64_MIN;
}

/* ---- writing ---- */

/* The value as the bytes of one parameter. */
typedef struct wire {
    const char *bytes; /* NULL: the value cannot be stored */
    size_t size;
    bool is_text;
} wire;

static wire wire_number(memory *pool, uint64_t number, size_t size)
{
    char *bytes = memory_take(pool, size);
    if (bytes) put_number(bytes, number, size);
    return (wire){bytes, size, false};
}

static wire wire_date(memory *pool, const void *value)
{
    int32_t date;
    memcpy(&date, value, sizeof date);
    if (!shift_date(&date, -EPOCH_DAYS)) return (wire){0};
    return wire_number(pool, (uint32_t)date, sizeof date);
}

static wire wire_timestamp(memory *pool, const void *value)
{
    int64_t timestamp;
    memcpy(&timestamp, value, sizeof timestamp);
    if (!shift_timestamp(&timestamp, -EPOCH_MICROSECONDS)) return (wire){0};
    return wire_number(pool, (uint64_t)timestamp, sizeof timestamp);
}

static wire wire_interval(memory *pool, const void *value)
{
    schemac_interval interval;
    memcpy(&interval, value, sizeof interval);
    char *bytes = memory_take(pool, 16);
    if (!bytes) return (wire){0};
    char *days = put_number(bytes, (uint64_t)interval.microseconds, 8);
    put_number(put_number(days, (uint32_t)interval.days, 4), (uint32_t)interval.months, 4);
    return (wire){bytes, 16, false};
}

/* Text in text format ends at a NUL, which PostgreSQL does not store anyway. */
static wire wire_text(memory *pool, const schemac_column *column, const void *value)
{
    schemac_text text;
    memcpy(&text, value, sizeof text);
    if (!text.size) text.data = ""; /* a NULL pointer would be sent as NULL */
    if (column->type == SCHEMAC_BYTES) return (wire){text.data, text.size, false};
    if (memchr(text.data, '\0', text.size)) return (wire){0};
    if (!(column->flags & SCHEMAC_AS_TEXT)) return (wire){text.data, text.size, false};
    return (wire){memory_copy(pool, text.data, text.size), text.size, true};
}

static wire wire_label(const schemac_column *column, const void *value)
{
    uint32_t label = row_label(column, value);
    if (label >= column->labels->count) return (wire){0};
    const char *text = column->labels->labels[label];
    return (wire){text, strlen(text), true};
}

/* Integers and floating-point numbers have on the wire the bits they have in C. */
static wire wire_bits(memory *pool, const void *value, size_t size)
{
    uint16_t two;
    uint32_t four;
    uint64_t eight;
    switch (size) {
    case sizeof two: return memcpy(&two, value, size), wire_number(pool, two, size);
    case sizeof four: return memcpy(&four, value, size), wire_number(pool, four, size);
    default: return memcpy(&eight, value, size), wire_number(pool, eight, size);
    }
}

static wire wire_bool(const void *value)
{
    bool yes;
    memcpy(&yes, value, sizeof yes);
    return (wire){yes ? "\1" : "\0", 1, false};
}

static wire wire_of(memory *pool, const schemac_column *column, const void *value)
{
    switch (column->type) {
    case SCHEMAC_BOOL: return wire_bool(value);
    case SCHEMAC_INT16: return wire_bits(pool, value, sizeof(int16_t));
    case SCHEMAC_INT32: return wire_bits(pool, value, sizeof(int32_t));
    case SCHEMAC_INT64:
    case SCHEMAC_TIME: return wire_bits(pool, value, sizeof(int64_t));
    case SCHEMAC_FLOAT: return wire_bits(pool, value, sizeof(float));
    case SCHEMAC_DOUBLE: return wire_bits(pool, value, sizeof(double));
    case SCHEMAC_TEXT:
    case SCHEMAC_BYTES: return wire_text(pool, column, value);
    case SCHEMAC_UUID: return (wire){value, sizeof(schemac_uuid), false};
    case SCHEMAC_DATE: return wire_date(pool, value);
    case SCHEMAC_TIMESTAMP:
    case SCHEMAC_TIMESTAMPTZ: return wire_timestamp(pool, value);
    case SCHEMAC_INTERVAL: return wire_interval(pool, value);
    case SCHEMAC_LABEL: return wire_label(column, value);
    }
    return (wire){0};
}

typedef struct arrays {
    const char **values;
    int *lengths, *formats;
} arrays;

static bool take_arrays(memory *pool, size_t count, arrays *out)
{
    out->values = memory_take(pool, count * sizeof *out->values);
    out->lengths = memory_take(pool, count * sizeof *out->lengths);
    out->formats = memory_take(pool, count * sizeof *out->formats);
    return out->values && out->lengths && out->formats;
}

static schemac_status fill(row_call *call, memory *pool, arrays *out)
{
    if (!take_arrays(pool, call->parameter_count, out)) return SCHEMAC_DATABASE;
    for (size_t i = 0; i < call->parameter_count; i++) {
        const row_parameter *parameter = &call->parameters[i];
        if (!parameter->value) continue;
        wire sent = wire_of(pool, parameter->column, parameter->value);
        if (pool->failed) return SCHEMAC_DATABASE; /* row_end says it */
        if (!sent.bytes || sent.size > INT32_MAX)
            return row_refuse(call, parameter->column, "cannot be stored in PostgreSQL");
        out->values[i] = sent.bytes;
        out->lengths[i] = (int)sent.size;
        out->formats[i] = !sent.is_text;
    }
    return SCHEMAC_OK;
}

/* ---- reading ---- */

enum { /* pg_type.oid of the types whose binary form is read here; they never change */
    OID_BOOL = 16, OID_BYTEA = 17, OID_NAME = 19, OID_INT8 = 20, OID_INT2 = 21, OID_INT4 = 23,
    OID_TEXT = 25, OID_JSON = 114, OID_FLOAT4 = 700, OID_FLOAT8 = 701, OID_BPCHAR = 1042,
    OID_VARCHAR = 1043, OID_DATE = 1082, OID_TIME = 1083, OID_TIMESTAMP = 1114,
    OID_TIMESTAMPTZ = 1184, OID_INTERVAL = 1186, OID_UUID = 2950
};

/* What a column of each type comes as, and its size on the wire (0: any). Integers and texts come as
 * one of several; the types of enums have no fixed number, their labels are checked instead. */
static const struct {
    uint16_t oid, size;
} forms[] = {
    [SCHEMAC_BOOL] = {OID_BOOL, 1},           [SCHEMAC_FLOAT] = {OID_FLOAT4, 4},
    [SCHEMAC_DOUBLE] = {OID_FLOAT8, 8},       [SCHEMAC_BYTES] = {OID_BYTEA, 0},
    [SCHEMAC_UUID] = {OID_UUID, 16},          [SCHEMAC_DATE] = {OID_DATE, 4},
    [SCHEMAC_TIME] = {OID_TIME, 8},           [SCHEMAC_TIMESTAMP] = {OID_TIMESTAMP, 8},
    [SCHEMAC_TIMESTAMPTZ] = {OID_TIMESTAMPTZ, 8}, [SCHEMAC_INTERVAL] = {OID_INTERVAL, 16},
    [SCHEMAC_LABEL] = {0, 0},
};

static bool is_integer(const schemac_column *column)
{
    return column->type == SCHEMAC_INT16 || column->type == SCHEMAC_INT32 ||
           column->type == SCHEMAC_INT64;
}

/* Is the binary form of this type what the reader of the column expects? */
static bool reads(const schemac_column *column, Oid type)
{
    if (column->type == SCHEMAC_LABEL) return true;
    if (is_integer(column)) return type == OID_INT2 || type == OID_INT4 || type == OID_INT8;
    if (column->type != SCHEMAC_TEXT) return type == forms[column->type].oid;
    return type == OID_TEXT || type == OID_VARCHAR || type == OID_BPCHAR || type == OID_NAME ||
           type == OID_JSON;
}

typedef struct field {
    const unsigned char *bytes;
    size_t size;
} field;

static bool read_integer(const schemac_column *column, field from, void *place)
{
    int64_t number = (int64_t)get_number(from.bytes, from.size);
    if (from.size == sizeof(int16_t)) number = (int16_t)number;
    if (from.size == sizeof(int32_t)) number = (int32_t)number;
    return row_store_integer(column, number, place);
}

static bool read_bits(field from, void *place)
{
    uint64_t wide = get_number(from.bytes, from.size);
    uint32_t narrow = (uint32_t)wide;
    if (from.size == sizeof narrow) memcpy(place, &narrow, sizeof narrow);
    else memcpy(place, &wide, sizeof wide);
    return true;
}

static bool read_date(field from, void *place)
{
    int32_t date = (int32_t)get_number(from.bytes, sizeof date);
    bool fits = shift_date(&date, EPOCH_DAYS);
    memcpy(place, &date, sizeof date);
    return fits;
}

static bool read_timestamp(field from, void *place)
{
    int64_t timestamp = (int64_t)get_number(from.bytes, sizeof timestamp);
    bool fits = shift_timestamp(&timestamp, EPOCH_MICROSECONDS);
    memcpy(place, &timestamp, sizeof timestamp);
    return fits;
}

static bool read_interval(field from, void *place)
{
    schemac_interval interval = {
        .microseconds = (int64_t)get_number(from.bytes, 8),
        .days = (int32_t)get_number(from.bytes + 8, 4),
        .months = (int32_t)get_number(from.bytes + 12, 4),
    };
    memcpy(place, &interval, sizeof interval);
    return true;
}

static bool read_text(field from, void *place)
{
    schemac_text text = {(const char *)from.bytes, from.size};
    memcpy(place, &text, sizeof text);
    return true;
}

/* The size that a value must have, where it has `size`. */
static size_t wire_size(const schemac_column *column, size_t size)
{
    if (is_integer(column)) return size == 2 || size == 4 ? size : 8;
    return forms[column->type].size ? forms[column->type].size : size;
}

static bool read_value(const schemac_column *column, field from, void *place)
{
    if (from.size != wire_size(column, from.size)) return false;
    switch (column->type) {
    case SCHEMAC_BOOL: return memcpy(place, &(bool){from.bytes[0] != 0}, sizeof(bool)), true;
    case SCHEMAC_INT16:
    case SCHEMAC_INT32:
    case SCHEMAC_INT64: return read_integer(column, from, place);
    case SCHEMAC_FLOAT:
    case SCHEMAC_DOUBLE:
    case SCHEMAC_TIME: return read_bits(from, place);
    case SCHEMAC_TEXT:
    case SCHEMAC_BYTES: return read_text(from, place);
    case SCHEMAC_UUID: return memcpy(place, from.bytes, sizeof(schemac_uuid)), true;
    case SCHEMAC_DATE: return read_date(from, place);
    case SCHEMAC_TIMESTAMP:
    case SCHEMAC_TIMESTAMPTZ: return read_timestamp(from, place);
    case SCHEMAC_INTERVAL: return read_interval(from, place);
    case SCHEMAC_LABEL:
        return row_store_label(column, (const char *)from.bytes, from.size, place);
    }
    return false;
}

/* Text is text in both formats; anything else must be binary and of a type that is read here. */
static schemac_status check_field(row_call *call, const PGresult *result, int at,
                                  const schemac_column *column)
{
    bool is_binary = PQfformat(result, at) == 1;
    Oid type = PQftype(result, at);
    if (!is_binary && column->type != SCHEMAC_TEXT && column->type != SCHEMAC_LABEL)
        return row_fail(call, SCHEMAC_INVALID,
                        "column %s of table %s is not in binary: ask for the result with "
                        "resultFormat 1", column->name, call->table->name);
    if (is_binary && !reads(column, type))
        return row_fail(call, SCHEMAC_DIFFERENT,
                        "column %s of table %s comes as the type with oid %u, which is not its "
                        "own: select the columns with the list of the table", column->name,
                        call->table->name, (unsigned)type);
    return SCHEMAC_OK;
}

static schemac_status read_field(row_call *call, const PGresult *result, int number, int at,
                                 const schemac_column *column)
{
    schemac_status status = check_field(call, result, at, column);
    if (status != SCHEMAC_OK) return status;
    if (PQgetisnull(result, number, at)) return row_null(call, column);
    field from = {(const unsigned char *)PQgetvalue(result, number, at),
                  (size_t)PQgetlength(result, number, at)};
    if (read_value(column, from, row_place(column, call->row))) return SCHEMAC_OK;
    if (column->type == SCHEMAC_LABEL)
        return row_distrust(call, column, (const char *)from.bytes, from.size);
    return row_distrust(call, column, "a value", strlen("a value"));
}

static schemac_status read_row(row_call *call, const PGresult *result, int number, int first)
{
    int at = first;
    if (number < 0 || number >= PQntuples(result))
        return row_fail(call, SCHEMAC_INVALID, "the result has no row %d", number);
    for (uint32_t i = 0; i < call->table->column_count; i++) {
        const schemac_column *column = &call->table->columns[i];
        if (column->flags & SCHEMAC_NOT_IN_POSTGRES) continue;
        if (at < 0 || at >= PQnfields(result))
            return row_fail(call, SCHEMAC_INVALID, "the result has no column for %s of table %s",
                            column->name, call->table->name);
        schemac_status status = read_field(call, result, number, at++, column);
        if (status != SCHEMAC_OK) return status;
    }
    return SCHEMAC_OK;
}

/* ---- the engine ---- */

static schemac_status engine_failed(row_call *call, PGconn *connection, const PGresult *result)
{
    const char *code = result ? PQresultErrorField(result, PG_DIAG_SQLSTATE) : NULL;
    snprintf(call->answer->code, sizeof call->answer->code, "%s", code ? code : "");
    return row_fail(call, SCHEMAC_DATABASE, "%s",
                    session_message(connection, result, &call->scratch));
}

static schemac_status take_result(row_call *call, PGconn *connection, const PGresult *result)
{
    switch ((int)PQresultStatus(result)) {
    case PGRES_COMMAND_OK:
        return strcmp(PQcmdTuples((PGresult *)result), "0") == 0 ? SCHEMAC_NO_ROW : SCHEMAC_OK;
    case PGRES_TUPLES_OK: break;
    default: return engine_failed(call, connection, result);
    }
    if (!call->row || PQntuples(result) == 0) return SCHEMAC_NO_ROW;
    schemac_status status = read_row(call, result, 0, 0);
    if (status == SCHEMAC_OK) row_keep(call, &row_engine_postgres);
    return status;
}

static schemac_status run(void *handle, row_call *call)
{
    arrays sent;
    schemac_status status = fill(call, &call->scratch, &sent);
    if (status != SCHEMAC_OK) return status;
    PGresult *result = PQexecParams(handle, call->sql, (int)call->parameter_count, NULL,
                                    sent.values, sent.lengths, sent.formats, 1);
    status = take_result(call, handle, result);
    PQclear(result);
    return status;
}

const row_engine row_engine_postgres = {
    .name = "PostgreSQL",
    .absent = SCHEMAC_NOT_IN_POSTGRES,
    .has_spaces = true,
    .has_casts = true,
    .run = run,
};

schemac_status schemac_row_read_postgres(const struct pg_result *result, int number, int first,
                                         const schemac_table *table, void *row,
                                         schemac_answer *answer)
{
    row_call call = row_begin(table, row, answer);
    return row_end(&call, read_row(&call, result, number, first));
}

schemac_status schemac_row_bind_postgres(const schemac_table *table, const void *row,
                                         schemac_parameters *parameters, schemac_answer *answer)
{
    row_call call = row_begin(table, NULL, answer);
    arrays sent = {0};
    schemac_status status = SCHEMAC_DATABASE;
    if (row_all_parameters(&call, &row_engine_postgres, row))
        status = fill(&call, &call.kept, &sent);
    *parameters = (schemac_parameters){(int)call.parameter_count, sent.values, sent.lengths,
                                       sent.formats};
    return row_end(&call, status);
}
