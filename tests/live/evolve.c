/* SPDX-License-Identifier: MIT
 * Pairs of schemas in tests/evolve/NAME: from.schema and to.schema. For each engine the plan is
 * compared with plan.postgres.sql or plan.sqlite.sql, run on a database made from the first with
 * rows.sql (or rows.ENGINE.sql) in it, and the database must then be what a fresh one of the second
 * is. after.sql (or after.ENGINE.sql) asks for rows; the answers are in the files after.txt.
 * findings.ENGINE lists what may be lost or may not fit, errors.ENGINE why there is no plan. The way back is planned and run on an
 * empty database of the second, too, unless there is a file "one-way".
 *   evolve FOLDER...   only these      GOLDEN=1 evolve   writes the expected files anew */
#include <dirent.h>
#include <sqlite3.h>
#include <sys/stat.h>

#include "chain/script.h"
#include "engine.h"
#include "plan/plan.h"
#include "resolve/resolve.h"
#include "syntax/parse.h"
#include "tests/live/postgres_server.h"

typedef struct Case {
    Cx cx;
    const char *folder, *engine;
    const Dialect *dialect;
    const Schema *from, *to;
    bool is_fine;
} Case;

static size_t passed, failed;

static void fail(Case *c, const char *what, const char *text)
{
    if (c->is_fine) fprintf(stderr, "FAILED %s on %s\n", c->folder, c->engine);
    c->is_fine = false;
    fprintf(stderr, "%s: %s\n", what, text);
}

static char *case_file(Case *c, const char *name, const char *suffix)
{
    return arena_printf(c->cx.arena, "%s/%s%s", c->folder, name, suffix);
}

static bool is_there(const char *path)
{
    struct stat status;
    return stat(path, &status) == 0;
}

static char *golden_file(Case *c, const char *name, const char *suffix)
{
    return arena_printf(c->cx.arena, "%s/%s.%s%s", c->folder, name, c->engine, suffix);
}

/* name.engine.suffix where it is, else name.suffix. */
static char *engine_file(Case *c, const char *name, const char *suffix)
{
    char *own = golden_file(c, name, suffix);
    return is_there(own) ? own : case_file(c, name, suffix);
}

/* An empty text is a file that is not there. */
static void compare(Case *c, const char *path, const char *text)
{
    char *expected = file_text(path);
    bool is_same = strcmp(expected ? expected : "", text) == 0;
    if (getenv("GOLDEN") && !is_same) {
        FILE *file = *text ? fopen(path, "wb") : NULL;
        if (file) fputs(text, file);
        if (file) fclose(file);
        if (!*text) remove(path);
        printf("updated %s\n", path);
    } else if (!is_same) {
        fail(c, "differs from", path);
        char made[] = "/tmp/evolve-XXXXXX";
        FILE *file = fdopen(mkstemp(made), "wb");
        fputs(text, file);
        fclose(file);
        if (system(arena_printf(c->cx.arena, "diff -N -u %s %s 1>&2", path, made)) < 0)
            perror("diff");
        remove(made);
    }
    free(expected);
}

static const Schema *read_schema(Case *c, const char *path)
{
    const Tree *tree = parse_file(&c->cx, path);
    const Schema *schema = resolve(&c->cx, tree);
    if (!diag_errors(c->cx.diag)) return schema;
    fail(c, "cannot be read", path);
    diag_print(c->cx.diag, stderr, DIAG_TEXT, 0);
    return NULL;
}

static const char *baseline(Case *c, const Schema *schema)
{
    Text text = {0};
    const Plan *plan = plan_evolve(&c->cx, c->dialect, NULL, schema, NULL);
    if (c->dialect->prologue) text_add(&text, c->dialect->prologue(&c->cx, schema));
    if (plan) plan_print(&text, plan);
    return text_keep(&text, c->cx.arena);
}

/* ---- engines: both run statements and give their rows as lines ---- */

typedef struct Database {
    Case *c;
    sqlite3 *sqlite;
    PGconn *postgres;
    Text rows;
    const char *error;
    bool has_violation;
} Database;

static int take_row(void *state, int count, char **values, char **names)
{
    Database *db = state;
    for (int i = 0; i < count; i++) {
        if (strcmp(names[i], "violation") == 0) db->has_violation = true;
        text_printf(&db->rows, "%s%s", i ? "|" : "", values[i] ? values[i] : "NULL");
    }
    text_add(&db->rows, "\n");
    return 0;
}

static bool take_rows(Database *db, PGresult *result)
{
    ExecStatusType status = PQresultStatus(result);
    for (int row = 0; row < PQntuples(result); row++)
        for (int i = 0; i < PQnfields(result); i++) {
            if (strcmp(PQfname(result, i), "violation") == 0) db->has_violation = true;
            bool is_null = PQgetisnull(result, row, i);
            text_printf(&db->rows, "%s%s", i ? "|" : "",
                        is_null ? "NULL" : PQgetvalue(result, row, i));
            if (i + 1 == PQnfields(result)) text_add(&db->rows, "\n");
        }
    if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK)
        db->error = arena_printf(db->c->cx.arena, "%s", PQresultErrorMessage(result));
    PQclear(result);
    return !db->error;
}

static bool run(Database *db, const char *sql)
{
    char *error = NULL;
    db->error = NULL;
    if (db->postgres) return take_rows(db, PQexec(db->postgres, sql));
    if (sqlite3_exec(db->sqlite, sql, take_row, db, &error) != SQLITE_OK)
        db->error = arena_printf(db->c->cx.arena, "%s", error);
    sqlite3_free(error);
    return !db->error;
}

static bool run_script(Database *db, const char *what, const char *sql)
{
    Cx *cx = &db->c->cx;
    size_t length = strlen(sql);
    const Script *script =
        script_parse(cx, db->c->dialect->id, what, arena_copy(cx->arena, sql, length), length);
    if (!script) {
        fail(db->c, what, "is no script");
        diag_print(cx->diag, stderr, DIAG_TEXT, 0);
        return false;
    }
    for (size_t i = 0; i < script->statements.count; i++) {
        const char *statement = script->statements.items[i].sql;
        size_t rows = db->rows.length;
        bool is_fine = run(db, statement);
        bool is_check = strstr(statement, "foreign_key_check") && db->rows.length > rows;
        if (is_fine && !is_check && !db->has_violation) continue;
        fail(db->c, what, is_fine ? text_string(&db->rows) : db->error);
        fprintf(stderr, "in: %s\n", statement);
        return false;
    }
    return true;
}

static Database open_database(Case *c, int number)
{
    Database db = {.c = c};
    if (c->dialect->id == DIALECT_SQLITE) {
        sqlite3_open(":memory:", &db.sqlite);
        sqlite3_exec(db.sqlite, "PRAGMA foreign_keys = ON", NULL, NULL, NULL);
        return db;
    }
    char name[40];
    snprintf(name, sizeof name, "evolve_%d", number);
    db.postgres = fresh_database(name);
    return db;
}

static void close_database(Database *db)
{
    sqlite3_close(db->sqlite);
    if (db->postgres) PQfinish(db->postgres);
    text_free(&db->rows);
}

/* From 18 on each NOT NULL has a name, which stays what it was when the column gets another one. */
static void forget_not_null_names(char *text)
{
    char *out = text;
    for (char *line = text, *end; *line; line = end) {
        end = line + strcspn(line, "\n");
        end += *end == '\n';
        const char *name = strncmp(line, "name\t", 5) == 0 ? strstr(line, "\tconstraint=") : NULL;
        const char *suffix = name && name < end ? strstr(name, "_not_null") : NULL;
        if (suffix && suffix < end) continue;
        memmove(out, line, (size_t)(end - line));
        out += end - line;
    }
    *out = '\0';
}

static char *inspect(Database *db, memory *pool)
{
    catalog list;
    const char *error = NULL;
    const schemac_engine *engine = db->postgres ? &schemac_postgres_engine : &schemac_sqlite_engine;
    void *handle = db->postgres ? (void *)db->postgres : (void *)db->sqlite;
    const char *space = db->postgres ? "public" : NULL;
    catalog_init(&list, pool);
    list.rights = dialect_extras(&db->c->cx, db->c->dialect, false, true);
    if (engine->inspect(handle, space, &list, &error) != SCHEMAC_OK)
        fail(db->c, "inspection", error ? error : "failed");
    char *text = catalog_text(&list, pool, NULL);
    forget_not_null_names(text);
    return text;
}

/* ---- one case on one engine ---- */

static void show_difference(Case *c, const char *found, const char *wanted)
{
    char a[] = "/tmp/evolve-XXXXXX", b[] = "/tmp/evolve-XXXXXX";
    FILE *left = fdopen(mkstemp(a), "wb"), *right = fdopen(mkstemp(b), "wb");
    fputs(wanted, left);
    fputs(found, right);
    fclose(left);
    fclose(right);
    if (system(arena_printf(c->cx.arena, "diff -U0 %s %s 1>&2", a, b)) < 0) perror("diff");
    remove(a);
    remove(b);
}

static void compare_with_fresh(Database *db, const Schema *to)
{
    memory pool = {0};
    Database fresh = open_database(db->c, 2);
    if (run_script(&fresh, "the baseline of to", baseline(db->c, to))) {
        const char *found = inspect(db, &pool), *wanted = inspect(&fresh, &pool);
        if (strcmp(found, wanted) != 0) {
            fail(db->c, "the database", "is not as a fresh one (- fresh, + evolved)");
            show_difference(db->c, found, wanted);
        }
    }
    close_database(&fresh);
    memory_free(&pool);
}

static void ask_after(Database *db)
{
    Case *c = db->c;
    char *asked = file_text(engine_file(c, "after", ".sql"));
    if (!asked) return;
    text_clear(&db->rows);
    if (run_script(db, "after.sql", asked))
        compare(c, engine_file(c, "after", ".txt"), text_string(&db->rows));
    free(asked);
}

static void run_plan(Case *c, const char *sql)
{
    Database db = open_database(c, 1);
    char *rows = file_text(engine_file(c, "rows", ".sql"));
    bool is_fine = run_script(&db, "the baseline of from", baseline(c, c->from));
    if (is_fine && rows) is_fine = run_script(&db, "rows.sql", rows);
    if (is_fine && run_script(&db, "the plan", sql)) {
        compare_with_fresh(&db, c->to);
        ask_after(&db);
    }
    free(rows);
    close_database(&db);
}

static void run_back(Case *c)
{
    if (is_there(case_file(c, "one-way", ""))) return;
    Text sql = {0};
    Database db = open_database(c, 1);
    const Plan *plan = plan_evolve(&c->cx, c->dialect, c->to, c->from, NULL);
    if (plan) plan_script(&c->cx, &sql, c->dialect, plan);
    if (!plan) fail(c, "no plan", "back");
    if (run_script(&db, "the baseline of to", baseline(c, c->to)) &&
        run_script(&db, "the plan back", text_string(&sql)))
        compare_with_fresh(&db, c->from);
    if (!c->is_fine) fprintf(stderr, "%s", text_string(&sql));
    text_free(&sql);
    close_database(&db);
}

static void compare_findings(Case *c, const Plan *plan)
{
    Text found = {0};
    for (size_t i = 0; i < plan->findings.count; i++) {
        const Finding *finding = &plan->findings.items[i];
        text_printf(
            &found, "%s%s %s: %s\n", finding->must_be_allowed ? "" : "(warning) ",
            arena_printf(c->cx.arena, "%s%s", finding->is_allowed ? "(allowed) " : "", finding->id),
            finding->path, finding->message);
        if (finding->hint && !finding->is_allowed) text_printf(&found, "    %s\n", finding->hint);
        if (finding->keep && !finding->is_allowed) text_printf(&found, "    %s\n", finding->keep);
    }
    compare(c, golden_file(c, "findings", ""), text_string(&found));
    text_free(&found);
}

/* What makes a plan impossible. */
static void compare_errors(Case *c)
{
    char *text = NULL;
    size_t length = 0;
    FILE *out = open_memstream(&text, &length);
    if (diag_errors(c->cx.diag)) diag_print(c->cx.diag, out, DIAG_TEXT, 0);
    fclose(out);
    compare(c, golden_file(c, "errors", ""), text);
    free(text);
}

static void run_case(Case *c)
{
    Text sql = {0};
    const Plan *plan = plan_evolve(&c->cx, c->dialect, c->from, c->to, NULL);
    compare_errors(c);
    if (!plan) return;
    plan_script(&c->cx, &sql, c->dialect, plan);
    compare(c, golden_file(c, "plan", ".sql"), text_string(&sql));
    compare_findings(c, plan);
    bool can_run = c->dialect->id == DIALECT_SQLITE || getenv("PGHOST");
    if (can_run) run_plan(c, text_string(&sql));
    if (can_run && c->is_fine) run_back(c);
    text_free(&sql);
}

static void run_folder(const char *folder, DialectId id)
{
    Case c = {.cx = {.arena = arena_new()},
              .folder = folder,
              .dialect = dialects[id],
              .engine = dialects[id]->name,
              .is_fine = true};
    c.cx.names = names_new(c.cx.arena);
    c.cx.sources = sources_new(c.cx.arena);
    c.cx.diag = diag_new(c.cx.arena, c.cx.sources);
    c.from = read_schema(&c, case_file(&c, "from", ".schema"));
    c.to = c.from ? read_schema(&c, case_file(&c, "to", ".schema")) : NULL;
    bool is_meant = c.to && c.to->targets[id].is_target && c.from->targets[id].is_target;
    if (is_meant) run_case(&c);
    if (is_meant || !c.is_fine) *(c.is_fine ? &passed : &failed) += 1;
    arena_free(c.cx.arena);
}

static int compare_paths(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static size_t all_folders(Arena *arena, char **folders, size_t room)
{
    size_t count = 0;
    DIR *all = opendir("tests/evolve");
    for (struct dirent *entry; all && (entry = readdir(all)) && count < room;)
        if (entry->d_name[0] != '.')
            folders[count++] = arena_printf(arena, "tests/evolve/%s", entry->d_name);
    if (all) closedir(all);
    qsort(folders, count, sizeof *folders, compare_paths);
    return count;
}

int main(int argc, char **argv)
{
    Arena *arena = arena_new();
    char *found[500], **folders = argv + 1;
    size_t count = (size_t)argc - 1;
    if (argc == 1) {
        folders = found;
        count = all_folders(arena, found, 500);
    }
    for (size_t i = 0; i < count; i++) {
        size_t length = strlen(folders[i]);
        if (length && folders[i][length - 1] == '/') folders[i][length - 1] = '\0';
        for (DialectId id = 0; id < DIALECT_COUNT; id++) run_folder(folders[i], id);
    }
    arena_free(arena);
    printf("%zu passed, %zu failed\n", passed, failed);
    return failed != 0;
}
