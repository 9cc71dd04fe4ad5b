/* SPDX-License-Identifier: MIT
 * What the plans of tests/evolve say of their steps, against what PostgreSQL does: each step runs in
 * a transaction of its own, and the strongest lock that it holds then on a table that was there, the
 * tables whose files are new, and whether rows were looked through, must be what the step says.
 * EVOLVE_CASES names another folder of cases. */
#include "tests/unit/test.h"

#include <dirent.h>
#include <libpq-fe.h>

#include "plan/plan.h"
#include "resolve/resolve.h"
#include "syntax/parse.h"
#include "tests/live/postgres_server.h"

typedef struct Watch {
    Cx cx;
    const char *folder;
    const Schema *from, *to;
    PGconn *connection;
    bool is_verifying; /* the engine said that it looks through a table */
    bool is_fine;
} Watch;

static size_t steps_seen;

/* ---- what the engine tells ---- */

static void take_notice(void *state, const PGresult *result)
{
    Watch *watch = state;
    const char *words = PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY);
    if (words && (strncmp(words, "verifying table", 15) == 0 ||
                  strncmp(words, "validating foreign key", 22) == 0))
        watch->is_verifying = true;
}

static char *ask_text(Watch *watch, const char *sql)
{
    PGresult *result = PQexec(watch->connection, sql);
    bool has_value = PQresultStatus(result) == PGRES_TUPLES_OK && PQntuples(result);
    char *text = arena_printf(watch->cx.arena, "%s", has_value ? PQgetvalue(result, 0, 0) : "");
    if (PQresultStatus(result) != PGRES_TUPLES_OK) fprintf(stderr, "%s", PQresultErrorMessage(result));
    PQclear(result);
    return text;
}

static const char mode_levels[] =
    "CASE mode WHEN 'AccessExclusiveLock' THEN 4 WHEN 'ExclusiveLock' THEN 4 "
    "WHEN 'ShareRowExclusiveLock' THEN 3 WHEN 'ShareLock' THEN 2 "
    "WHEN 'ShareUpdateExclusiveLock' THEN 1 ELSE 0 END";

static Lock strongest_lock(Watch *watch)
{
    const char *sql = arena_printf(watch->cx.arena,
                                   "SELECT coalesce(max(%s), 0) FROM pg_locks JOIN before "
                                   "ON oid = relation WHERE pid = pg_backend_pid()",
                                   mode_levels);
    return (Lock)atoi(ask_text(watch, sql));
}

/* The table, or a part or heir of it. */
static bool is_locked(Watch *watch, const char *table, Lock lock)
{
    const char *sql = arena_printf(
        watch->cx.arena,
        "SELECT count(*) FROM pg_locks JOIN before ON oid = relation JOIN pg_class c USING (oid) "
        "WHERE pid = pg_backend_pid() AND %s = %d AND (c.relname = '%s' OR EXISTS (SELECT FROM pg_inherits i"
        " JOIN pg_class p ON p.oid = i.inhparent WHERE i.inhrelid = c.oid AND p.relname = '%s'))",
        mode_levels, (int)lock, table, table);
    return atoi(ask_text(watch, sql)) > 0;
}

/* ---- what the step says ---- */

static void complain(Watch *watch, const Step *step, const char *words)
{
    fprintf(stderr, "%s: %s\n%s\n\n", watch->folder, words, step->sql);
    watch->is_fine = false;
}

/* Comments, heirs and statistics let readers and writers of the table go on; what is made within
 * something that is made again keeps nobody waiting, either. */
static bool is_harmless(const Step *step, Lock found)
{
    static const char *const mild[] = {"COMMENT ON ", "CREATE TABLE ", "CREATE STATISTICS ",
                                       "DROP STATISTICS "};
    bool is_mild = false;
    for (size_t i = 0; i < sizeof mild / sizeof *mild; i++)
        is_mild = is_mild || strncmp(step->sql, mild[i], strlen(mild[i])) == 0;
    bool is_within = strncmp(step->sql, "CREATE ", 7) == 0 && strstr(step->why, "made again");
    return (is_mild && found <= LOCK_SHARE_UPDATE_EXCLUSIVE) || (is_within && found == LOCK_NONE);
}

/* Types and functions are no tables: nobody's rows are locked. */
static const Object *table_of(const Object *object)
{
    while (object && object->parent) object = object->parent;
    const Object *base = object ? object_base(object) : NULL;
    if (base) object = base;
    bool is_table = object && (object->kind == KIND_TABLE || object->kind == KIND_VIEW);
    return is_table ? object : NULL;
}

/* Rows go over to a table that is made anew: it was locked when the old one was put aside, as was a part
 * that its indexes and triggers find when it came. */
static bool takes_rows(const Step *step)
{
    bool is_made = (strncmp(step->sql, "CREATE INDEX ", 13) == 0 || strncmp(step->sql, "CREATE TRIGGER ", 15) == 0) &&
                   step->lock == LOCK_NONE;
    return is_made || strstr(step->sql, "OVERRIDING SYSTEM VALUE") || strstr(step->sql, "SELECT setval(");
}

static void check_lock(Watch *watch, const Step *step)
{
    static const char *const names[] = {"none", "SHARE UPDATE EXCLUSIVE", "SHARE",
                                        "SHARE ROW EXCLUSIVE", "ACCESS EXCLUSIVE"};
    Lock found = strongest_lock(watch);
    const Object *table = table_of(step->on);
    bool is_index = strncmp(step->sql, "ALTER INDEX ", 12) == 0 || /* it alone is locked */
                    strncmp(step->sql, "DO $part$", 9) == 0;       /* what is within is that */
    if (((step->on && !table) || is_index) && !found) return;
    if (is_harmless(step, found) || takes_rows(step)) return;
    bool may_be_less = step->lock == LOCK_SHARE_UPDATE_EXCLUSIVE; /* UPDATE: ROW EXCLUSIVE */
    bool is_gone = strncmp(step->sql, "DROP ", 5) == 0 || strstr(step->sql, ";\nDROP TABLE ") ||
                   strstr(step->sql, " RENAME TO ");
    if (found != step->lock && !(may_be_less && found < step->lock))
        complain(watch, step, arena_printf(watch->cx.arena, "takes %s, and says %s", names[found],
                                           names[step->lock]));
    else if (found && table && !is_gone && !is_locked(watch, name_text(table->name), found))
        complain(watch, step, "the table that it names is not the one that is locked");
}

static void check_effects(Watch *watch, const Step *step, bool is_rewritten)
{
    bool says = step->effects & STEP_REWRITES, has_update = strstr(step->sql, "UPDATE ") || takes_rows(step);
    if (is_rewritten && !says) complain(watch, step, "writes a table anew, and does not say so");
    const Object *table = table_of(step->on);
    bool is_divided = table && table->kind == KIND_TABLE && /* the rows are in its parts, if it has some */
                      !name_none(((const Table *)table)->partition_by);
    if (!is_rewritten && says && !has_update && !is_divided)
        complain(watch, step, "says that it writes a table anew, and does not");
    bool may_scan = step->effects & (STEP_SCANS | STEP_REWRITES);
    bool is_of_new_table = step->lock == LOCK_NONE || step->lock == LOCK_SHARE_ROW_EXCLUSIVE;
    if (watch->is_verifying && !may_scan && !is_of_new_table)
        complain(watch, step, "looks through a table, and does not say so");
}

static const char files_sql[] = "SELECT coalesce(string_agg(b.oid || ':' || "
                                "coalesce(pg_relation_filenode(c.oid), 0), ',' ORDER BY b.oid), '') "
                                "FROM before b JOIN pg_class c USING (oid)";
static const char count_sql[] = "SELECT count(*) FROM before JOIN pg_class USING (oid)";

/* What lives as long as a transaction that is one here for each step. */
static const char keep_setting[] =
    "SELECT set_config('schemac.kept', current_setting('schemac.kept', true), false)";

static bool is_outside(const Step *step)
{
    return strstr(step->sql, "CONCURRENTLY") != NULL;
}

static void run_step(Watch *watch, const Step *step)
{
    bool is_outside_only = is_outside(step);
    char *files = ask_text(watch, files_sql), *count = ask_text(watch, count_sql);
    watch->is_verifying = false;
    steps_seen++;
    if (!is_outside_only) execute(watch->connection, "BEGIN");
    if (!execute(watch->connection, step->sql)) complain(watch, step, "fails");
    bool is_same_count = strcmp(count, ask_text(watch, count_sql)) == 0;
    bool is_rewritten = is_same_count && strcmp(files, ask_text(watch, files_sql)) != 0;
    if (!is_outside_only) check_lock(watch, step);
    if (is_same_count) check_effects(watch, step, is_rewritten);
    if (!is_outside_only) execute(watch->connection, keep_setting);
    if (!is_outside_only) execute(watch->connection, "COMMIT");
}

/* ---- cases ---- */

static const Schema *read_schema(Watch *watch, const char *name)
{
    const char *path = arena_printf(watch->cx.arena, "%s/%s", watch->folder, name);
    const Schema *schema = resolve(&watch->cx, parse_file(&watch->cx, path));
    return diag_errors(watch->cx.diag) ? NULL : schema;
}

static char *rows_of(Watch *watch)
{
    char *own = file_text(arena_printf(watch->cx.arena, "%s/rows.postgres.sql", watch->folder));
    return own ? own : file_text(arena_printf(watch->cx.arena, "%s/rows.sql", watch->folder));
}

static bool make_database(Watch *watch)
{
    Text text = {0};
    const Plan *plan = plan_evolve(&watch->cx, &postgres_dialect, NULL, watch->from, NULL);
    watch->connection = fresh_database("steps");
    text_add(&text, postgres_dialect.prologue(&watch->cx, watch->from));
    plan_print(&text, plan);
    bool is_fine = execute(watch->connection, text_string(&text));
    char *rows = rows_of(watch);
    if (is_fine && rows) is_fine = execute(watch->connection, rows);
    free(rows);
    text_free(&text);
    return is_fine && execute(watch->connection,
                              "CREATE TEMP TABLE before AS SELECT oid FROM pg_class WHERE relkind IN "
                              "('r', 'p', 'm', 'v') AND relnamespace <> ALL (ARRAY['pg_catalog'::regnamespace, "
                              "'information_schema'::regnamespace, 'pg_toast'::regnamespace])"
                              " AND relpersistence <> 't'") &&
           execute(watch->connection, "SET client_min_messages = debug1");
}

static void run_plan(Watch *watch, const PlanOptions *options)
{
    const Plan *plan = plan_evolve(&watch->cx, &postgres_dialect, watch->from, watch->to, options);
    if (!plan) return;
    if (make_database(watch)) {
        PQsetNoticeReceiver(watch->connection, take_notice, watch);
        for (size_t i = 0; i < plan->steps.count && watch->is_fine; i++)
            run_step(watch, &plan->steps.items[i]);
    }
    PQfinish(watch->connection);
}

static void run_case(const char *folder)
{
    static const PlanOptions offline = {.is_offline = true};
    Watch watch = {.cx = {.arena = arena_new()}, .folder = folder, .is_fine = true};
    watch.cx.names = names_new(watch.cx.arena);
    watch.cx.sources = sources_new(watch.cx.arena);
    watch.cx.diag = diag_new(watch.cx.arena, watch.cx.sources);
    watch.from = read_schema(&watch, "from.schema");
    watch.to = watch.from ? read_schema(&watch, "to.schema") : NULL;
    bool is_meant = watch.to && watch.to->targets[DIALECT_POSTGRES].is_target &&
                    watch.from->targets[DIALECT_POSTGRES].is_target &&
                    watch.to->targets[DIALECT_POSTGRES].version <= server_major();
    if (is_meant) run_plan(&watch, NULL);
    if (is_meant && watch.is_fine) run_plan(&watch, &offline);
    CHECK(watch.is_fine);
    arena_free(watch.cx.arena);
}

TEST(each_step_of_the_cases_does_what_it_says)
{
    if (no_server()) return;
    const char *cases = getenv("EVOLVE_CASES") ? getenv("EVOLVE_CASES") : "tests/evolve";
    DIR *all = opendir(cases);
    for (struct dirent *entry; all && (entry = readdir(all));) {
        char folder[1024];
        if (entry->d_name[0] == '.') continue;
        snprintf(folder, sizeof folder, "%s/%s", cases, entry->d_name);
        run_case(folder);
    }
    if (all) closedir(all);
    CHECK(steps_seen > 0);
}
