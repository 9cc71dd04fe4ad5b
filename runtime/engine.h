/* SPDX-License-Identifier: MIT
 * Private. What the core needs of an engine; sqlite/ and postgres/ fill one each. The compiler
 * uses the same inspectors through it. */
#ifndef SCHEMAC_ENGINE_H
#define SCHEMAC_ENGINE_H

#include "catalog.h"
#include "schemac.h"

/* What a run of migrations holds, and what it has changed of the caller's session. Zeroed: nothing.
 */
typedef struct engine_session {
    bool is_open;
    bool is_pooled;   /* each transaction may be served by another backend */
    bool is_prepared; /* the settings are those of a migration */
    bool foreign_keys, legacy_alter_table; /* as the caller had them */
    struct engine_setting *settings;      /* as the caller had them */
} engine_session;

struct Work; /* step.h */
struct Step;

typedef struct schemac_engine {
    const char *name; /* "sqlite" or "postgres" */
    const schemac_dialect_half *(*half)(const schemac_schema *schema);

    /* Runs one statement; on failure *error is the engine's own message (in memory). LOCKED: others
     * were in the way, the transaction is worth another try. REFUSED: rows do not fit, or it asked the
     * data a question (docs/migrations.md) and *error is the answer. The rows that it changed are added to *rows,
     * which may be NULL. */
    schemac_status (*run)(void *handle, memory *memory, const char *sql, int64_t *rows,
                          const char **error);
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

    /* A run of migrations, around its transactions: takes what must be held all along, puts away
     * what must not change. close may be called in any state, on any session. */
    schemac_status (*open)(void *handle, memory *memory, const schemac_schema *schema, int wait_ms,
                           engine_session *session, const char **error);
    void (*close)(void *handle, memory *memory, const schemac_schema *schema,
                  engine_session *session);
    /* Runs one statement outside of transactions; that it may have been run before, wholly or in
     * part, makes no difference. */
    schemac_status (*alone)(void *handle, memory *memory, const schemac_schema *schema, int wait_ms,
                            engine_session *session, const char *sql, int64_t *rows,
                            const char **error);

    /* Is there room in the engine for all that the step makes, in one transaction? Pieces as of a
     * catalog, or of migration->undo. NULL: there always is. */
    schemac_status (*fits)(void *handle, memory *memory, const char *const *pieces,
                           const char **error);

    /* Before a step; NULL: nothing is to be done. Where it has set work->seen, is_stale says whether
     * what it did was in vain. */
    schemac_status (*before)(struct Work *work, const struct Step *step);
    bool (*is_stale)(struct Work *work);

    /* The format of schemac_history, as its columns tell it; 0: it is not there, negative: failed,
     * with that status. */
    int (*history_format)(void *handle, memory *memory, const char *default_space,
                          const char **error);
    /* A number that is the same as long as the catalog is, as an expression that may stand in a
     * query; where it is another, inspect tells what that means. NULL: out of memory. */
    const char *(*mark)(memory *memory);
    /* Reads everything user-made in the database, without schemac's own tables. default_space:
     * left out of paths (PostgreSQL). The list is finished. Reads only; inside a transaction of the caller it leaves
     * settings as they were. */
    schemac_status (*inspect)(void *handle, const char *default_space, catalog *into,
                              const char **error);
    const struct row_engine *rows; /* rows.h */
    /* What makes schemac_history (format 0), in PostgreSQL's public, or brings it from an older
     * format to this one; pieces as of a baseline. NULL: out of memory. */
    const char *const *(*history)(memory *memory, int format);
} schemac_engine;

extern const schemac_engine schemac_sqlite_engine, schemac_postgres_engine;
extern const struct row_engine row_engine_sqlite, row_engine_postgres;

#endif
