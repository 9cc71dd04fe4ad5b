/* SPDX-License-Identifier: MIT
 * Where the tests prove migrations: databases in memory, and on the server of tests/pgtmp. */
#ifndef TESTS_PROPERTY_SCRATCH_H
#define TESTS_PROPERTY_SCRATCH_H

#include <sqlite3.h>

#include "chain/prove.h"
#include "tests/live/postgres_server.h"

/* ---- SQLite ---- */

static inline schemac_db open_memory(Scratch *scratch)
{
    sqlite3 *connection = NULL;
    (void)scratch;
    sqlite3_open(":memory:", &connection);
    return schemac_sqlite(connection);
}

static inline void close_memory(Scratch *scratch, schemac_db db)
{
    (void)scratch;
    sqlite3_close(db.handle);
}

static inline Scratch scratch_of_memory(void)
{
    return (Scratch){.dialect = DIALECT_SQLITE, .open = open_memory, .close = close_memory};
}

/* ---- PostgreSQL ---- */

/* A few databases, emptied each time: much quicker than making one. */
typedef struct Pool {
    PGconn *connections[2];
    bool is_taken[2];
} Pool;

static inline schemac_db open_emptied(Scratch *scratch)
{
    static const char empty[] =
        "DO $$ DECLARE s record; BEGIN FOR s IN SELECT nspname FROM pg_namespace "
        "WHERE nspname !~ '^pg_' AND nspname <> 'information_schema' LOOP "
        "EXECUTE format('DROP SCHEMA %I CASCADE', s.nspname); END LOOP; END $$; "
        "CREATE SCHEMA public; "
        /* what stands in no namespace; event triggers first, for they watch the others go */
        "DO $$ DECLARE what text; BEGIN FOR what IN "
        "SELECT format('EVENT TRIGGER %I', evtname) FROM pg_event_trigger LOOP "
        "EXECUTE 'DROP ' || what; END LOOP; FOR what IN "
        "SELECT format('FOREIGN DATA WRAPPER %I', fdwname) FROM pg_foreign_data_wrapper UNION ALL "
        "SELECT format('PUBLICATION %I', pubname) FROM pg_publication UNION ALL "
        "SELECT format('ACCESS METHOD %I', amname) FROM pg_am WHERE oid >= 16384 UNION ALL "
        "SELECT format('LANGUAGE %I', lanname) FROM pg_language WHERE oid >= 16384 UNION ALL "
        "SELECT format('CAST (%s AS %s)', castsource::regtype, casttarget::regtype) FROM pg_cast "
        "WHERE oid >= 16384 LOOP EXECUTE format('DROP %s CASCADE', what); END LOOP; END $$";
    Pool *pool = scratch->state;
    unsigned i = pool->is_taken[0];
    if (pool->is_taken[i] || !execute(pool->connections[i], empty)) return (schemac_db){0};
    pool->is_taken[i] = true;
    return schemac_postgres(pool->connections[i]);
}

static inline void give_back(Scratch *scratch, schemac_db db)
{
    Pool *pool = scratch->state;
    pool->is_taken[db.handle == pool->connections[1]] = false;
}

static inline Scratch scratch_of_pool(Pool *pool)
{
    return (Scratch){.dialect = DIALECT_POSTGRES, .open = open_emptied, .close = give_back,
                     .state = pool};
}

#endif
