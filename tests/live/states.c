/* SPDX-License-Identifier: MIT
 * Every state of the systems the project was born from, and the way from each to the next: a state
 * is pulled, made again and compared; the one before it, with rows in its tables, is brought to it
 * by push, and by what diff prints. Where the rows of a table forbid the change nothing may have
 * happened; they are given up, and the others go on. Whatever table has its name before and
 * afterwards has its rows. Of many states every eighth is taken; STATES_ALL=1 (make check-long) takes
 * all. The SQL is not part of this repository: without the folder ../shared/seeds the tests say so
 * and pass. */
#include <dirent.h>
#include <sqlite3.h>
#include <unistd.h>

#include "chain/fill.h"
#include "engine.h"
#include "pull/pull.h"
#include "tests/live/postgres_server.h"
#include "tests/unit/test.h"

static const char seeds[] = "../shared/seeds";

enum { MANY = 15, REFUSALS = 40 };

/* ---- what is counted ---- */

typedef struct Row {
    const char *name;
    size_t states, objects, pulled, reloaded, same, pairs, pushed, refused, diffed, rows, kept;
} Row;

static void print_row(const Row *row)
{
    if (!row->states) return;
    printf("%-22s %6zu %8zu %8zu %12zu %10zu | %5zu %6zu %9zu %7zu %6zu %6zu\n", row->name,
           row->states, row->objects, row->pulled, row->reloaded, row->same, row->pairs, row->pushed,
           row->refused, row->diffed, row->rows, row->kept);
    CHECK(row->reloaded == row->states && row->same == row->states);
    CHECK(row->pushed == row->pairs && row->diffed == row->pairs);
    CHECK(!row->pairs || row->kept > 0);
}

static void print_head(void)
{
    printf("%-22s %6s %8s %8s %12s %10s | %5s %6s %9s %7s %6s %6s\n", "schema", "states", "objects",
           "pull ok", "reload equal", "diff empty", "pairs", "pushed", "refusals", "by diff", "rows",
           "kept");
}

/* ---- commands ---- */

static char folder[] = "/dev/shm/schemac-states-XXXXXX";

static const char *schemac(void)
{
    return getenv("SCHEMAC") ? getenv("SCHEMAC") : "build/schemac";
}

/* The exit status of `schemac WORDS`; what it prints is in FOLDER/out. */
static int run(const char *words)
{
    char command[1000];
    snprintf(command, sizeof command, "%s %s >%s/out 2>%s/err", schemac(), words, folder, folder);
    int status = system(command);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static void tell(const char *state, const char *what)
{
    char path[200];
    const char *const files[] = {"err", "out"};
    fprintf(stderr, "%s: %s\n", state, what);
    for (size_t i = 0; i < 2; i++) {
        snprintf(path, sizeof path, "%s/%s", folder, files[i]);
        char *text = file_text(path);
        if (text) fprintf(stderr, "%.600s", text);
        free(text);
    }
}

static bool pushes(const char *state, const char *database)
{
    char words[600];
    snprintf(words, sizeof words, "push %s/b.schema '%s'", folder, database);
    bool is_fine = run(words) == 0;
    if (!is_fine) tell(state, words);
    return is_fine;
}

static bool is_same(const char *state, const char *from, const char *to)
{
    char words[600];
    snprintf(words, sizeof words, "diff '%s' '%s'", from, to);
    bool is_fine = run(words) == 0;
    if (!is_fine) tell(state, words);
    return is_fine;
}

/* ---- databases: a, b, c and d of one engine ---- */

typedef struct Engine {
    DialectId dialect;
    void (*fresh)(char name, const char *sql); /* empty, then the script; NULL: none */
    void (*copy)(char from, char to);
    bool (*script)(char name, const char *sql);
    schemac_db (*open)(char name);
    void (*close)(schemac_db db);
    char *(*count)(char name); /* "table: rows", a line for each; malloc'd */
    const char *take_rows, *with; /* around the table whose rows are given up */
    char names[4][80]; /* as commands take them */
} Engine;

static void file_of(char *path, size_t size, char name)
{
    snprintf(path, size, "%s/%c.db", folder, name);
}

static schemac_db open_sqlite(char name)
{
    char path[200];
    sqlite3 *db = NULL;
    file_of(path, sizeof path, name);
    CHECK(sqlite3_open(path, &db) == SQLITE_OK);
    return schemac_sqlite(db);
}

static void close_sqlite(schemac_db db)
{
    sqlite3_close(db.handle);
}

static bool script_sqlite(char name, const char *sql)
{
    schemac_db db = open_sqlite(name);
    char *error = NULL;
    bool is_fine = sqlite3_exec(db.handle, sql, NULL, NULL, &error) == SQLITE_OK;
    if (!is_fine) fprintf(stderr, "%s\n", error);
    sqlite3_free(error);
    close_sqlite(db);
    return is_fine;
}

static char *count_sqlite(char name)
{
    schemac_db db = open_sqlite(name);
    sqlite3_stmt *list, *one;
    Text text = {0};
    CHECK(sqlite3_prepare_v2(db.handle, "SELECT name, printf('SELECT count(*) FROM \"%w\"', name)"
                             " FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name"
                             " NOT LIKE 'sqlite_%' AND name <> 'schemac_history'", -1, &list, NULL) ==
          SQLITE_OK);
    while (sqlite3_step(list) == SQLITE_ROW) {
        sqlite3_prepare_v2(db.handle, (const char *)sqlite3_column_text(list, 1), -1, &one, NULL);
        CHECK(sqlite3_step(one) == SQLITE_ROW);
        text_printf(&text, "%s: %d\n", sqlite3_column_text(list, 0), sqlite3_column_int(one, 0));
        sqlite3_finalize(one);
    }
    sqlite3_finalize(list);
    close_sqlite(db);
    return text.data;
}

static void fresh_sqlite(char name, const char *sql)
{
    char path[200];
    file_of(path, sizeof path, name);
    unlink(path);
    CHECK(script_sqlite(name, sql ? sql : ""));
}

static void copy_sqlite(char from, char to)
{
    char path[200], command[400];
    file_of(path, sizeof path, to);
    unlink(path);
    snprintf(command, sizeof command, "VACUUM INTO '%s'", path);
    CHECK(script_sqlite(from, command));
}

static const char *before; /* of each database of PostgreSQL; NULL: nothing */

static schemac_db open_postgres(char name)
{
    char database[40];
    snprintf(database, sizeof database, "states_%c", name);
    return schemac_postgres(connect_to(database));
}

static void close_postgres(schemac_db db)
{
    PQfinish(db.handle);
}

static bool script_postgres(char name, const char *sql)
{
    schemac_db db = open_postgres(name);
    bool is_fine = execute(db.handle, sql);
    close_postgres(db);
    return is_fine;
}

static char *count_postgres(char name)
{
    static const char sql[] =
        "CREATE FUNCTION pg_temp.counts() RETURNS SETOF text LANGUAGE plpgsql AS $$DECLARE t regclass;"
        " n bigint; BEGIN FOR t IN SELECT oid FROM pg_class WHERE relkind = 'r' AND relname <>"
        " 'schemac_history' AND relnamespace::regnamespace::text !~ '^(pg_|information_schema)'"
        " LOOP EXECUTE 'SELECT count(*) FROM ' || t INTO n;"
        " RETURN NEXT t || ': ' || n; END LOOP; END$$; SELECT pg_temp.counts()";
    schemac_db db = open_postgres(name);
    Text text = {0};
    PGresult *result = PQexec(db.handle, sql);
    CHECK(PQresultStatus(result) == PGRES_TUPLES_OK);
    for (int i = 0; i < PQntuples(result); i++) text_printf(&text, "%s\n", PQgetvalue(result, i, 0));
    PQclear(result);
    close_postgres(db);
    return text.data;
}

static void fresh_postgres(char name, const char *sql)
{
    char database[40];
    snprintf(database, sizeof database, "states_%c", name);
    PQfinish(fresh_database(database));
    if (before) CHECK(script_postgres(name, before));
    if (sql) CHECK(script_postgres(name, sql));
}

static void copy_postgres(char from, char to)
{
    char sql[200];
    PGconn *admin = connect_to("postgres");
    snprintf(sql, sizeof sql, "DROP DATABASE IF EXISTS states_%c", to);
    CHECK(execute(admin, sql));
    snprintf(sql, sizeof sql, "CREATE DATABASE states_%c TEMPLATE states_%c", to, from);
    CHECK(execute(admin, sql));
    PQfinish(admin);
}

static Engine engines[DIALECT_COUNT] = {
    [DIALECT_SQLITE] = {DIALECT_SQLITE, fresh_sqlite, copy_sqlite, script_sqlite, open_sqlite,
                        close_sqlite, count_sqlite, "PRAGMA foreign_keys = on; DELETE FROM", "", {""}},
    [DIALECT_POSTGRES] = {DIALECT_POSTGRES, fresh_postgres, copy_postgres, script_postgres,
                          open_postgres, close_postgres, count_postgres, "TRUNCATE", "CASCADE", {""}},
};

static const char *named(Engine *engine, char name)
{
    char *text = engine->names[name - 'a'];
    if (engine->dialect == DIALECT_SQLITE) snprintf(text, 80, "sqlite:%s/%c.db", folder, name);
    else snprintf(text, 80, "postgres:dbname=states_%c", name);
    return text;
}

/* ---- one state ---- */

static size_t pull_state(Engine *engine, char name, bool has_rows, size_t *rows)
{
    Arena *arena = arena_new();
    Cx cx = {.arena = arena, .names = names_new(arena), .sources = sources_new(arena)};
    memory pool = {0};
    catalog found;
    const char *why = NULL;
    schemac_db db = engine->open(name);
    cx.diag = diag_new(arena, cx.sources);
    catalog_init(&found, &pool);
    CHECK(db.engine->inspect(db.handle, "public", &found, &why) == SCHEMAC_OK);
    size_t count = found.count;
    const PullOptions options = {engine->dialect, "state", "public",
                                 db.engine->version(db.handle)};
    const Pulled *pulled = pull(&cx, &options, &found);
    const Dialect *dialect = dialects[engine->dialect];
    if (has_rows) *rows += fill_rows(&cx, dialect, dialect->lower(&cx, pulled->schema), db).rows;
    engine->close(db);
    memory_free(&pool);
    arena_free(arena);
    return count;
}

/* b holds the state; c is made of what was pulled. */
static void come_back(Engine *engine, Row *row, const char *state)
{
    char b[80], c[80], words[300];
    snprintf(b, sizeof b, "%s", named(engine, 'b'));
    snprintf(c, sizeof c, "%s", named(engine, 'c'));
    row->states++;
    row->objects = pull_state(engine, 'b', false, NULL);
    snprintf(words, sizeof words, "pull -o %s/b.schema '%s'", folder, b);
    int status = run(words); /* 3: it has what no schema should say */
    row->pulled += status == 0;
    if (status != 0 && status != 3) tell(state, "pull");
    engine->fresh('c', NULL);
    row->reloaded += pushes(state, c);
    row->same += status == 3 || is_same(state, b, c);
}

static bool follows_diff(Engine *engine, const char *state)
{
    char words[300], path[200];
    snprintf(words, sizeof words, "diff --offline '%s' '%s'", named(engine, 'd'),
             named(engine, 'b'));
    int status = run(words);
    snprintf(path, sizeof path, "%s/out", folder);
    char *sql = file_text(path);
    bool is_fine = (status == 0 || status == 3) && sql && engine->script('d', sql);
    free(sql);
    is_fine = is_fine && is_same(state, named(engine, 'd'), named(engine, 'b'));
    if (!is_fine) tell(state, "diff");
    return is_fine;
}

/* ---- rows ---- */

/* The rows of the tables that both have; *differs: one has other than before. */
static size_t rows_of_both(const char *before_it, const char *after_it, bool *differs)
{
    size_t rows = 0;
    for (const char *line = before_it; line && *line; line = strchr(line, '\n') + 1) {
        size_t path = strcspn(line, ":") + 2;
        const char *same = after_it;
        while (same && *same && strncmp(same, line, path) != 0) same = strchr(same, '\n') + 1;
        if (!same || !*same) continue;
        *differs |= strtol(same + path, NULL, 10) != strtol(line + path, NULL, 10);
        rows += (size_t)strtol(same + path, NULL, 10);
    }
    return rows;
}

static bool has_rows_of(Engine *engine, char name, char other, size_t *kept)
{
    bool differs = false;
    char *first = engine->count(other), *second = engine->count(name);
    size_t rows = rows_of_both(first, second, &differs);
    if (kept) *kept += rows;
    if (differs) fprintf(stderr, "rows before:\n%safter:\n%s", first, second);
    free(first);
    free(second);
    return !differs;
}

/* The table that a refusal names: ALTER TABLE path, ... ON path, SELECT 'path.column: */
static bool find_table(char *table, size_t size)
{
    static const char *const marks[] = {"at 'ALTER TABLE ", "at 'SELECT '", " ON ", "relation \"", "table \""};
    char path[200];
    snprintf(path, sizeof path, "%s/err", folder);
    char *text = file_text(path);
    const char *found = NULL;
    for (size_t i = 0; text && !found && i < sizeof marks / sizeof *marks; i++) {
        found = strstr(text, marks[i]);
        if (found) found += strlen(marks[i]);
    }
    if (found) snprintf(table, size, "%.*s", (int)strcspn(found, " :;('\"\n"), found);
    bool is_column = found && found[-1] == '\'' && strrchr(table, '.');
    if (is_column) *strrchr(table, '.') = '\0';
    free(text);
    return found && *table;
}

/* Whatever forbids the change: all is as it was, and goes on without it. */
static bool give_up_rows(Engine *engine, const char *state)
{
    char table[200], sql[300];
    bool is_known = find_table(table, sizeof table);
    if (!is_known) tell(state, "push");
    bool is_untouched = is_same(state, named(engine, 'a'), named(engine, 'd')) &&
                        has_rows_of(engine, 'a', 'd', NULL);
    if (!is_known || !is_untouched) return false;
    snprintf(sql, sizeof sql, "%s %s %s", engine->take_rows, table, engine->with);
    return engine->script('a', sql) && engine->script('d', sql);
}

/* a holds the state before, with rows. */
static void go_on(Engine *engine, Row *row, const char *state, const char *sql_before)
{
    char words[300];
    int status;
    size_t refusals = 0;
    engine->fresh('a', sql_before);
    pull_state(engine, 'a', true, &row->rows);
    engine->copy('a', 'd');
    row->pairs++;
    snprintf(words, sizeof words, "push --allow-loss %s/b.schema '%s'", folder, named(engine, 'a'));
    while ((status = run(words)) != 0) {
        bool is_refused = status == 4 || status == 5;
        if (!is_refused) tell(state, "push");
        if (!is_refused || refusals++ == REFUSALS || !give_up_rows(engine, state)) return;
        row->refused++;
    }
    bool is_there = is_same(state, named(engine, 'a'), named(engine, 'b')) &&
                    has_rows_of(engine, 'a', 'd', &row->kept);
    row->pushed += is_there;
    if (is_there) row->diffed += follows_diff(engine, state) && has_rows_of(engine, 'd', 'a', NULL);
}

/* ---- the states of a system ---- */

static void walk(Engine *engine, const char *name, const char *const *files, size_t count)
{
    Row row = {.name = name};
    char path[600], *last = NULL;
    size_t every = count > MANY && !getenv("STATES_ALL") ? 8 : 1;
    for (size_t i = 0; i < count; i++) {
        snprintf(path, sizeof path, "%s/%s", seeds, files[i]);
        char *sql = file_text(path);
        if (!sql) break;
        if (i % every == 0) {
            engine->fresh('b', sql);
            come_back(engine, &row, files[i]);
            if (last) go_on(engine, &row, files[i], last);
        }
        free(last);
        last = sql;
    }
    free(last);
    print_row(&row);
}

static int is_sql(const struct dirent *entry)
{
    size_t length = strlen(entry->d_name);
    return length > 4 && strcmp(entry->d_name + length - 4, ".sql") == 0;
}

static void walk_folder(Engine *engine, const char *name)
{
    char path[600];
    struct dirent **entries = NULL;
    static char files[200][400];
    const char *list[200];
    snprintf(path, sizeof path, "%s/%s", seeds, name);
    int count = scandir(path, &entries, is_sql, alphasort);
    if (count <= 0) printf("no %s: not walked\n", path);
    for (int i = 0; i < count && i < 200; i++) {
        snprintf(files[i], sizeof files[i], "%s/%s", name, entries[i]->d_name);
        list[i] = files[i];
        free(entries[i]);
    }
    free(entries);
    if (count > 0) walk(engine, name, list, (size_t)count);
}

static bool begin(void)
{
    if (access("/dev/shm", W_OK) != 0) memcpy(folder, "/tmp/./.", 8); /* as long as the other */
    memcpy(folder + sizeof folder - 7, "XXXXXX", 6);
    return mkdtemp(folder) != NULL;
}

static void end(void)
{
    char command[100];
    snprintf(command, sizeof command, "rm -r %s", folder);
    CHECK(system(command) == 0);
}

TEST(workspace_goes_on)
{
    CHECK(begin());
    print_head();
    walk_folder(&engines[DIALECT_SQLITE], "workspace/states");
    end();
}

TEST(systems_on_postgres_go_on)
{
    static const char *const knowledge[] = {"knowledge/october.sql", "knowledge/november.sql",
                                            "knowledge/final.sql"};
    static const char *const creator[] = {"creator/claimed_baseline.sql", "creator/final.sql"};
    if (no_server()) return;
    Engine *engine = &engines[DIALECT_POSTGRES];
    CHECK(begin());
    print_head();
    walk_folder(engine, "messaging/first-steps");
    walk_folder(engine, "messaging/states");
    PGconn *admin = connect_to("postgres");
    CHECK(execute(admin, "DROP ROLE IF EXISTS app_rls; CREATE ROLE app_rls"));
    walk(engine, "creator", creator, 2);
    char *vector = vector_script();
    before = vector;
    walk(engine, "knowledge", knowledge, vector ? 3 : 0);
    before = NULL;
    free(vector);
    for (char name = 'a'; name <= 'd'; name++) {
        char sql[80];
        snprintf(sql, sizeof sql, "DROP DATABASE IF EXISTS states_%c", name);
        CHECK(execute(admin, sql));
    }
    CHECK(execute(admin, "DROP ROLE app_rls"));
    PQfinish(admin);
    end();
}
