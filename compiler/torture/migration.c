/* SPDX-License-Identifier: MIT
 * The rows that a migration finds: fewer, as long as it refuses them. */
#include "torture/migration.h"

#include "chain/fill.h"
#include "chain/survey.h"
#include "engine.h"

typedef struct Rows {
    Cx *cx;
    const Lemma *lemma;
    DialectId dialect;
} Rows;

static void set_foreign_keys(memory *pool, schemac_db db, DialectId dialect, bool is_on)
{
    const char *error;
    if (dialect != DIALECT_SQLITE) return;
    db.engine->run(db.handle, pool,
                   is_on ? "PRAGMA foreign_keys = ON" : "PRAGMA foreign_keys = OFF", NULL, &error);
}

static void take_touched_away(Cx *cx, const Rows *rows, const Schema *from, schemac_db db)
{
    const Dialect *dialect = dialects[rows->dialect];
    const char *why;
    const Changes *changes = diff(cx, from, dialect->lower(cx, rows->lemma->to));
    Survey *survey = survey_new(cx, dialect, from, changes);
    survey_mark_named(survey, rows->lemma->migration->scripts[rows->dialect]);
    survey_empty_changed(survey, db, &why); /* what stays is refused, and then there are none */
}

static void fill(void *context, schemac_db db, Thrift thrift)
{
    const Rows *rows = context;
    Cx within = *rows->cx;
    memory pool = {0};
    within.arena = arena_within(rows->cx->arena);
    const Schema *from = dialects[rows->dialect]->lower(&within, rows->lemma->from);
    set_foreign_keys(&pool, db, rows->dialect, true);
    if (thrift == ROWS_ONE) fill_single(&within, dialects[rows->dialect], from, db, 0);
    else fill_rows(&within, dialects[rows->dialect], from, db);
    set_foreign_keys(&pool, db, rows->dialect, false);
    if (thrift == ROWS_UNTOUCHED) take_touched_away(&within, rows, from, db);
    memory_free(&pool);
    arena_free(within.arena);
}

void torture_migration(Torture *torture, Cx *cx, const char *name, const Lemma *lemma,
                       DialectId dialect, Server *server)
{
    Rows rows = {.cx = cx, .lemma = lemma, .dialect = dialect};
    const Subject subject = {.name = name,
                             .before = lemma->before,
                             .schema = lemma->after,
                             .fill = fill,
                             .context = &rows};
    if (dialect == DIALECT_SQLITE) torture_sqlite(torture, &subject);
    else torture_postgres(torture, &subject, server);
}
