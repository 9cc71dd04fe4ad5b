/* SPDX-License-Identifier: MIT
 * Every state of the systems the project was born from is pulled, and a fresh database made of what
 * came out is the same to the last attribute, as the engine tells it. The SQL is not part of this
 * repository: without the folder ../shared/seeds the tests say so and pass. */
#include "pull/pull.h"

#include <dirent.h>
#include <sqlite3.h>

#include "engine.h"
#include "pull/draft.h"
#include "plan/half.h"
#include "tests/live/postgres_server.h"
#include "tests/unit/test.h"

static const char seeds[] = "../shared/seeds";

/* ---- one state ---- */

typedef struct State {
    Cx cx;
    memory memory;
    DialectId dialect;
    const char *name;
    catalog found;
    size_t forgotten; /* known losses */
} State;

static void state_begin(State *state, DialectId dialect, const char *name)
{
    Arena *arena = arena_new();
    *state = (State){.dialect = dialect, .name = name};
    state->cx = (Cx){.arena = arena, .names = names_new(arena), .sources = sources_new(arena)};
    state->cx.diag = diag_new(arena, state->cx.sources);
}

/* Records of other tools are left out, and an extension is of any version. */
static bool is_wanted(const catalog *list, const catalog_object *object)
{
    return !pull_recorder(list, object) && strcmp(object->kind, "extension") != 0;
}

static void keep_wanted(catalog *list)
{
    size_t kept = 0;
    bool *wanted = calloc(list->count + 1, sizeof *wanted);
    for (size_t i = 0; i < list->count; i++) wanted[i] = is_wanted(list, &list->objects[i]);
    for (size_t i = 0; i < list->count; i++)
        if (wanted[i]) list->objects[kept++] = list->objects[i];
    list->count = kept;
    free(wanted);
}

static void state_end(State *state)
{
    memory_free(&state->memory);
    arena_free(state->cx.arena);
}

static bool inspect(State *state, void *handle, catalog *into)
{
    const schemac_engine *engine = state->dialect == DIALECT_SQLITE ? &schemac_sqlite_engine
                                                                     : &schemac_postgres_engine;
    const char *why = NULL;
    catalog_init(into, &state->memory);
    into->rights = dialect_extras(&state->cx, dialects[state->dialect], false, true);
    bool is_read = engine->inspect(handle, "public", into, &why) == SCHEMAC_OK;
    if (!is_read) fprintf(stderr, "%s: %s\n", state->name, why ? why : "?");
    details_fold(into);
    return is_read;
}

/* What SQLite allows and no schema should say: a reference to a table that is not there yet. */
static bool is_known_loss(const PullLoss *loss)
{
    return strcmp(loss->path, "work_items(room_id) -> rooms") == 0 && loss->why &&
           strcmp(loss->why, "it refers to 'rooms', which is not there") == 0;
}

/* It is not looked for in the new database. */
static void forget(State *state, const PullLoss *loss)
{
    size_t kept = 0;
    for (size_t i = 0; i < state->found.count; i++)
        if (strcmp(state->found.objects[i].path, loss->path) != 0)
            state->found.objects[kept++] = state->found.objects[i];
    state->forgotten += state->found.count - kept;
    state->found.count = kept;
}

static bool add_script(State *state, const Schema *schema, Text *script)
{
    const Half *half = half_make(&state->cx, dialects[state->dialect], schema);
    for (size_t i = 0; half && i < half->statement_count; i++)
        text_printf(script, "%s;\n", half->statements[i]);
    return half;
}

/* Everything was said. */
static bool pull_state(State *state, Text *script)
{
    const PullOptions options = {state->dialect, "pulled", "public",
                                 state->dialect == DIALECT_SQLITE ? 3040001 : 15};
    const Pulled *pulled = pull(&state->cx, &options, &state->found);
    for (size_t i = 0; i < pulled->losses.count; i++) {
        const PullLoss *loss = &pulled->losses.items[i];
        if (pulled->losses.count == 1 && is_known_loss(loss)) forget(state, loss);
        else fprintf(stderr, "%s: lost %s %s %s: %s (%s)\n", state->name, loss->kind, loss->path,
                loss->attribute ? loss->attribute : "", loss->value ? loss->value : "",
                loss->why ? loss->why : "");
    }
    return pulled->losses.count <= state->forgotten && add_script(state, pulled->schema, script);
}

static void tell_differences(const State *state, const char *left, const char *right)
{
    fprintf(stderr, "%s: the database made of it is another\n", state->name);
    while (*left || *right) {
        size_t a = strcspn(left, "\n"), b = strcspn(right, "\n");
        if (a != b || memcmp(left, right, a) != 0) {
            fprintf(stderr, "- %.*s\n+ %.*s\n", (int)a, left, (int)b, right);
            return;
        }
        left += a + (left[a] != '\0');
        right += b + (right[b] != '\0');
    }
}

static bool is_same(State *state, void *handle)
{
    catalog again;
    if (!inspect(state, handle, &again)) return false;
    keep_wanted(&state->found);
    keep_wanted(&again);
    const char *left = catalog_text(&state->found, &state->memory, NULL);
    const char *right = catalog_text(&again, &state->memory, NULL);
    bool is_equal = strcmp(left, right) == 0;
    if (!is_equal) tell_differences(state, left, right);
    return is_equal;
}

/* ---- the engines ---- */

static bool sqlite_run(sqlite3 *db, const char *sql)
{
    char *error = NULL;
    bool is_fine = sqlite3_exec(db, sql, NULL, NULL, &error) == SQLITE_OK;
    if (!is_fine) fprintf(stderr, "%s\n", error);
    sqlite3_free(error);
    return is_fine;
}

static bool sqlite_returns(const char *name, const char *sql)
{
    State state;
    Text script = {0};
    sqlite3 *theirs = NULL, *ours = NULL;
    state_begin(&state, DIALECT_SQLITE, name);
    sqlite3_open(":memory:", &theirs);
    sqlite3_open(":memory:", &ours);
    bool is_fine = sqlite_run(theirs, sql) && inspect(&state, theirs, &state.found) &&
                   pull_state(&state, &script) && sqlite_run(ours, text_string(&script)) &&
                   is_same(&state, ours);
    sqlite3_close(theirs);
    sqlite3_close(ours);
    text_free(&script);
    state_end(&state);
    return is_fine;
}

/* Two databases for one test. */
static PGconn *theirs, *ours;

static void databases_open(const char *before)
{
    PGconn **both[] = {&theirs, &ours};
    theirs = fresh_database("pull_theirs");
    ours = fresh_database("pull_ours");
    for (size_t i = 0; i < 2 && before; i++)
        CHECK(execute(*both[i], before));
}

static void databases_close(void)
{
    PQfinish(theirs);
    PQfinish(ours);
}

static bool postgres_returns(const char *name, const char *sql)
{
    State state;
    Text script = {0};
    state_begin(&state, DIALECT_POSTGRES, name);
    bool is_fine = execute(theirs, sql) && inspect(&state, theirs, &state.found) &&
                   pull_state(&state, &script) && execute(ours, text_string(&script)) &&
                   is_same(&state, ours);
    text_free(&script);
    state_end(&state);
    return is_fine;
}

/* A new database takes longer than an old one emptied. */
static bool postgres_returns_alone(const char *name, const char *sql)
{
    static const char empty[] = "DROP SCHEMA public CASCADE; CREATE SCHEMA public";
    return execute(theirs, empty) && execute(ours, empty) && postgres_returns(name, sql);
}

/* ---- the states of a system ---- */

/* ---- odd things: tests/live/pull/NAME.sql becomes NAME.schema, with what is lost below ---- */

static void count_difference(void *state, const catalog_object *found, const catalog_object *made,
                             const char *attribute)
{
    (void)found, (void)made, (void)attribute;
    ++*(size_t *)state;
}

static void add_losses(Text *text, const Pulled *pulled)
{
    for (size_t i = 0; i < pulled->losses.count; i++) {
        const PullLoss *loss = &pulled->losses.items[i];
        text_printf(text, "// lost: %s %s", loss->kind, loss->path);
        if (loss->attribute) text_printf(text, ", %s", loss->attribute);
        if (loss->value) text_printf(text, " = %s", loss->value);
        if (loss->why) text_printf(text, " (%s)", loss->why);
        text_add_char(text, '\n');
    }
}

/* With PULL_GOLDEN in the environment the file is written instead. */
static void check_golden(const char *path, const Text *text)
{
    FILE *file = getenv("PULL_GOLDEN") ? fopen(path, "wb") : NULL;
    if (file) {
        fwrite(text_string(text), 1, text->length, file);
        fclose(file);
        return;
    }
    char *wanted = file_text(path);
    bool is_same = wanted && strcmp(wanted, text_string(text)) == 0;
    if (!is_same) tell_differences(&(State){.name = path}, wanted ? wanted : "", text_string(text));
    CHECK(is_same);
    free(wanted);
}

typedef bool Run(void *handle, const char *sql);

/* What is made of the schema differs in what was lost, and in nothing else. */
static void odd_comes_back(DialectId dialect, const char *name, void *from, void *to, Run *run)
{
    State state;
    catalog again;
    char path[100];
    Text text = {0}, script = {0};
    size_t differences = 0;
    state_begin(&state, dialect, name);
    snprintf(path, sizeof path, "tests/live/pull/%s.sql", name);
    char *sql = file_text(path);
    CHECK(sql && run(from, sql) && inspect(&state, from, &state.found));
    const PullOptions options = {dialect, "odd", "public", dialect == DIALECT_SQLITE ? 3040001 : 15};
    const Pulled *pulled = pull(&state.cx, &options, &state.found);
    text_add_bytes(&text, pulled->text, pulled->length);
    add_losses(&text, pulled);
    snprintf(path, sizeof path, "tests/live/pull/%s.schema", name);
    check_golden(path, &text);
    CHECK(add_script(&state, pulled->schema, &script));
    CHECK(run(to, text_string(&script)) && inspect(&state, to, &again));
    keep_wanted(&state.found);
    keep_wanted(&again);
    catalogs_compare(&state.found, &again, count_difference, &differences);
    CHECK(differences == pulled->losses.count);
    text_free(&text);
    text_free(&script);
    free(sql);
    state_end(&state);
}

static bool run_sqlite(void *handle, const char *sql)
{
    return sqlite_run(handle, sql);
}

static bool run_postgres(void *handle, const char *sql)
{
    return execute(handle, sql);
}

TEST(odd_things_of_sqlite_come_back)
{
    sqlite3 *from = NULL, *to = NULL;
    sqlite3_open(":memory:", &from);
    sqlite3_open(":memory:", &to);
    odd_comes_back(DIALECT_SQLITE, "sqlite", from, to, run_sqlite);
    sqlite3_close(from);
    sqlite3_close(to);
}

TEST(odd_things_of_postgres_come_back)
{
    if (no_server()) return;
    databases_open(NULL);
    bool is_written_for_it = PQserverVersion(theirs) / 10000 == 15;
    if (is_written_for_it)
        odd_comes_back(DIALECT_POSTGRES, "postgres", theirs, ours, run_postgres);
    databases_close();
}

typedef bool Returns(const char *name, const char *sql);

static int is_sql(const struct dirent *entry)
{
    size_t length = strlen(entry->d_name);
    return length > 4 && strcmp(entry->d_name + length - 4, ".sql") == 0;
}

static void each_state(const char *folder, Returns *returns, int wanted)
{
    char path[600];
    struct dirent **entries = NULL;
    snprintf(path, sizeof path, "%s/%s", seeds, folder);
    int count = scandir(path, &entries, is_sql, alphasort);
    if (count <= 0) {
        printf("no %s: not pulled\n", path);
        return;
    }
    CHECK(count == wanted);
    for (int i = 0; i < count; i++) {
        snprintf(path, sizeof path, "%s/%s/%s", seeds, folder, entries[i]->d_name);
        char *sql = file_text(path);
        CHECK(sql && returns(entries[i]->d_name, sql));
        free(sql);
        free(entries[i]);
    }
    free(entries);
    printf("%s: %d states pulled and made again\n", folder, count);
}

TEST(workspace_comes_back)
{
    each_state("workspace/states", sqlite_returns, 74);
}

TEST(messaging_comes_back)
{
    if (no_server()) return;
    databases_open(NULL);
    each_state("messaging/first-steps", postgres_returns_alone, 8);
    each_state("messaging/states", postgres_returns_alone, 20);
    databases_close();
}

static void one_comes_back(const char *path, const char *before)
{
    char whole[600];
    snprintf(whole, sizeof whole, "%s/%s", seeds, path);
    char *sql = file_text(whole);
    databases_open(before);
    CHECK(sql && postgres_returns(path, sql));
    databases_close();
    free(sql);
}

TEST(knowledge_and_creator_come_back)
{
    char *vector = vector_script();
    if (no_server() || !vector) return;
    PGconn *admin = connect_to("postgres");
    CHECK(execute(admin, "DROP ROLE IF EXISTS app_rls; CREATE ROLE app_rls"));
    one_comes_back("creator/final.sql", NULL);
    one_comes_back("creator/claimed_baseline.sql", NULL);
    one_comes_back("knowledge/october.sql", vector);
    one_comes_back("knowledge/november.sql", vector);
    one_comes_back("knowledge/final.sql", vector);
    PQfinish(fresh_database("pull_theirs")); /* the role can go with the policies that name it */
    PQfinish(fresh_database("pull_ours"));
    CHECK(execute(admin, "DROP ROLE app_rls"));
    PQfinish(admin);
    free(vector);
    printf("knowledge and creator pulled and made again\n");
}
