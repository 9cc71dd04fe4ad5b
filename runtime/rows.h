/* SPDX-License-Identifier: MIT
 * Private. What the row calls share: rows.c builds the statement of a call from the description of
 * the table, an engine runs it and moves the values. */
#ifndef SCHEMAC_ROWS_H
#define SCHEMAC_ROWS_H

#include "engine.h"
#include "memory.h"
#include "schemac.h"

typedef struct row_parameter {
    const schemac_column *column;
    const void *value; /* the C value; NULL: SQL's NULL */
} row_parameter;

/* One call while it runs. */
typedef struct row_call {
    const schemac_table *table;
    schemac_answer *answer;
    memory scratch; /* until the call is over */
    memory kept;    /* the answer's, which gets it back then */
    const char *sql; /* parameters are $1, $2, ... in order: both engines take them */
    row_parameter *parameters;
    size_t parameter_count;
    void *row; /* where the row that comes back goes; NULL: none is asked for */
} row_call;

typedef struct row_engine {
    const char *name;
    uint32_t absent; /* SCHEMAC_NOT_IN_...: the flag of columns that this engine does not have */
    bool has_spaces; /* tables are named with their namespace */
    bool has_casts;  /* columns marked SCHEMAC_AS_TEXT are cast in the list of SELECT */
    /* Runs call->sql. NO_ROW: nothing came back, or nothing was changed. Text and bytes of the row
     * are copied into call->kept. */
    schemac_status (*run)(void *handle, row_call *call);
} row_engine;

/* Forgets the words of the call before; row (or NULL) is zeroed. */
row_call row_begin(const schemac_table *table, void *row, schemac_answer *answer);
/* Frees what the call alone needed. Unless status is OK the row is zeroed again. */
schemac_status row_end(row_call *call, schemac_status status);

/* Set the message of the answer and return the status. The first one stays. */
schemac_status row_fail(row_call *call, schemac_status status, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
/* "column 'x' of table 't' WHY": a value that cannot be stored, or was stored and is not what
 * the column says. shown is cut to a readable length. */
schemac_status row_refuse(row_call *call, const schemac_column *column, const char *why);
schemac_status row_distrust(row_call *call, const schemac_column *column, const char *shown,
                            size_t size);

/* Where the value of a column goes in the row; marks a nullable one as set. */
void *row_place(const schemac_column *column, void *row);
/* Stores NULL; DIFFERENT if the column has none. */
schemac_status row_null(row_call *call, const schemac_column *column);
/* The value of a column in a row, or NULL for SQL's NULL. */
const void *row_value(const schemac_column *column, const void *row);
/* The parameters of the table's INSERT, in their order; call->parameters is filled. */
bool row_all_parameters(row_call *call, const row_engine *engine, const void *row);

/* Checks that the whole number fits the type, then stores it; for INT16, INT32, INT64. */
bool row_store_integer(const schemac_column *column, int64_t number, void *place);
bool row_store_label(const schemac_column *column, const char *text, size_t size, void *place);
uint32_t row_label(const schemac_column *column, const void *value);
/* Copies what text and bytes point at into call->kept. */
bool row_keep(row_call *call, const row_engine *engine);

#endif
