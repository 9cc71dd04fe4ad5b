/* SPDX-License-Identifier: MIT
 * Private. What the core needs of an engine; sqlite/ and postgres/ fill one each. The compiler
 * uses the same inspectors through it. */
#ifndef SCHEMAC_ENGINE_H
#define SCHEMAC_ENGINE_H

#include "catalog.h"
#include "schemac.h"

typedef struct schemac_engine {
    const char *name; /* "sqlite" or "postgres" */
    const schemac_dialect_half *(*half)(const schemac_schema *schema);

    /* Runs one statement; on failure *error is the engine's own message (in memory). */
    schemac_status (*run)(void *handle, memory *memory, const char *sql, const char **error);
    /* First column of the first row as text; *value NULL: no row or NULL. */
    schemac_status (*ask)(void *handle, memory *memory, const char *sql,
                          const char *const *arguments, const char **value, const char **error);

    int (*version)(void *handle); /* counted as schemac_dialect_half.oldest */
    bool (*in_transaction)(void *handle);
    /* Opens the migration's transaction under the lock of the engine; waits up to wait_ms. LOCKED:
     * someone else had it all the time; *error says who, where the engine knows. */
    schemac_status (*begin)(void *handle, memory *memory, const schemac_schema *schema,
                            int wait_ms, const char **error);
    schemac_status (*commit)(void *handle, memory *memory, const char **error);
    void (*rollback)(void *handle);

    /* Does relation schemac_history exist? 1 yes, 0 no, negative: failed. */
    int (*has_history)(void *handle, memory *memory, const char *default_space,
                       const char **error);
    /* Reads everything user-made in the database, without schemac's own tables. default_space:
     * left out of paths (PostgreSQL). Reads only; inside a transaction of the caller it leaves
     * settings as they were. */
    schemac_status (*inspect)(void *handle, const char *default_space, catalog *into,
                              const char **error);
    const struct row_engine *rows; /* rows.h */
} schemac_engine;

extern const schemac_engine schemac_sqlite_engine, schemac_postgres_engine;
extern const struct row_engine row_engine_sqlite, row_engine_postgres;

#endif
