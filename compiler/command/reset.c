/* SPDX-License-Identifier: MIT
 * schemac reset: drops what the schema owns in a database, with its rows and its history, in one
 * transaction; then makes it afresh. For development and tests. */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "catalog.h"
#include "command/command.h"
#include "engine.h"

typedef struct Resetting {
    Cx *cx;
    const Live *live;
    memory memory;
    catalog expected, found;
    size_t dropped;
    const char *error;
} Resetting;

/* In this order; what hangs on them goes with them. SQLite has tables and views only. A family that
 * came with an operator class bears its name. */
static const char *const kinds[][2] = {
    {"event trigger", "EVENT TRIGGER"},
    {"publication", "PUBLICATION"},
    {"view", "VIEW"},
    {"foreign table", "FOREIGN TABLE"},
    {"table", "TABLE"},
    {"statistics", "STATISTICS"},
    {"transform", "TRANSFORM"},
    {"cast", "CAST"},
    {"aggregate", "AGGREGATE"},
    {"operator class", "OPERATOR FAMILY"},
    {"operator class", "OPERATOR CLASS"},
    {"operator family", "OPERATOR FAMILY"},
    {"operator", "OPERATOR"},
    {"function", "ROUTINE"},
    {"sequence", "SEQUENCE"},
    {"domain", "DOMAIN"},
    {"range", "TYPE"},
    {"type", "TYPE"},
    {"enum", "TYPE"},
    {"collation", "COLLATION"},
    {"conversion", "CONVERSION"},
    {"text search configuration", "TEXT SEARCH CONFIGURATION"},
    {"text search dictionary", "TEXT SEARCH DICTIONARY"},
    {"text search parser", "TEXT SEARCH PARSER"},
    {"text search template", "TEXT SEARCH TEMPLATE"},
    {"server", "SERVER"},
    {"foreign data wrapper", "FOREIGN DATA WRAPPER"},
    {"access method", "ACCESS METHOD"},
    {"extension", "EXTENSION"},
    {"namespace", "SCHEMA"},
};
enum { KINDS = sizeof kinds / sizeof kinds[0] };

static bool run(Resetting *reset, const char *sql)
{
    schemac_db db = reset->live->database.db;
    return sql && db.engine->run(db.handle, &reset->memory, sql, NULL, &reset->error) == SCHEMAC_OK;
}

/* Each name of a path in quotes: it may be a keyword. */
static void add_quoted(Text *out, const char *path, size_t length)
{
    bool is_quoted = false;
    for (size_t i = 0; i < length; i++) {
        bool is_bare = !is_quoted && path[i] != '"' && path[i] != '.';
        if (is_bare && (i == 0 || path[i - 1] == '.')) text_add_char(out, '"');
        text_add_char(out, path[i]);
        if (path[i] == '"') is_quoted = !is_quoted;
        if (is_bare && (i + 1 == length || path[i + 1] == '.')) text_add_char(out, '"');
    }
}

/* Up to the arguments or to "using". */
static size_t name_length_of(const char *path)
{
    bool is_quoted = false;
    size_t length = 0;
    for (; path[length] && (is_quoted || !strchr("( ", path[length])); length++)
        if (path[length] == '"') is_quoted = !is_quoted;
    return length;
}

/* The name of an operator is in quotes, and holds none. */
static void add_operator(Text *out, const char *path, size_t length)
{
    size_t start = length - 1;
    while (start && path[start - 1] != '"') start--;
    add_quoted(out, path, start - 1);
    text_add_bytes(out, path + start, length - 1 - start);
}

/* What DROP calls an object of PostgreSQL by. */
static void add_subject(Text *out, const catalog_object *object)
{
    const char *path = object->path, *comma = strstr(path, ", ");
    size_t length = name_length_of(path);
    const char *rest = path + length;
    if (strcmp(object->kind, "cast") == 0 && comma) {
        text_add_bytes(out, rest, (size_t)(comma - rest));
        text_printf(out, " AS %s", comma + 2);
        return;
    }
    if (strcmp(object->kind, "transform") == 0) {
        text_printf(out, "FOR %.*s LANGUAGE ", (int)strlen(rest) - 2, rest + 1);
        rest = "";
    }
    if (strcmp(object->kind, "aggregate") == 0 && strcmp(rest, "()") == 0) rest = "(*)";
    if (strcmp(object->kind, "operator") == 0) add_operator(out, path, length);
    else add_quoted(out, path, length);
    text_add(out, rest);
}

/* Then what is not the schema's stands in the way of it. */
static bool serves_others(const catalog_object *object)
{
    return strcmp(object->kind, "namespace") == 0 || strcmp(object->kind, "extension") == 0;
}

/* An extension stays, but where the namespace goes that it lives in. */
static bool stays(const Resetting *reset, const catalog_object *object)
{
    const char *space = catalog_value(object, "in");
    bool is_extension = strcmp(object->kind, "extension") == 0;
    return is_extension && !(space && catalog_find(&reset->expected, "namespace", space, strlen(space)));
}

static bool drop(Resetting *reset, const catalog_object *object, const char *word)
{
    Text sql = {0};
    bool is_postgres = reset->live->database.dialect == DIALECT_POSTGRES;
    const char *kind = catalog_value(object, "materialized") ? "MATERIALIZED VIEW" : word;
    text_printf(&sql, "DROP %s IF EXISTS ", kind);
    if (is_postgres) add_subject(&sql, object);
    else add_quoted(&sql, object->path, strlen(object->path));
    if (is_postgres && !serves_others(object)) text_add(&sql, " CASCADE");
    bool is_fine = run(reset, sql.data);
    text_free(&sql);
    return is_fine;
}

static bool drop_kind(Resetting *reset, const char *kind, const char *word, bool is_again)
{
    for (size_t i = 0; i < reset->found.count; i++) {
        const catalog_object *object = &reset->found.objects[i];
        size_t length;
        if (strcmp(object->kind, kind) != 0 || catalog_owner(object, &length)) continue;
        if (!catalog_find(&reset->expected, kind, object->path, strlen(object->path))) continue;
        if (stays(reset, object)) continue;
        if (!drop(reset, object, word)) return false;
        reset->dropped += !is_again;
    }
    return true;
}

static bool forget(Resetting *reset)
{
    const Live *live = reset->live;
    schemac_db db = live->database.db;
    const char *const arguments[] = {live->schema->name, NULL}, *value;
    int format = db.engine->history_format(db.handle, &reset->memory, live->schema->default_space,
                                           &reset->error);
    if (format <= 0) return format == 0;
    return db.engine->ask(db.handle, &reset->memory,
                          "DELETE FROM schemac_history WHERE schema_name = $1", arguments, &value,
                          &reset->error) == SCHEMAC_OK;
}

static bool drop_all(Resetting *reset)
{
    schemac_db db = reset->live->database.db;
    const schemac_schema *schema = reset->live->schema;
    catalog_init(&reset->expected, &reset->memory);
    catalog_init(&reset->found, &reset->memory);
    if (!catalog_parse(&reset->expected, db.engine->half(schema)->catalog)) return false;
    if (db.engine->inspect(db.handle, schema->default_space, &reset->found, &reset->error) !=
        SCHEMAC_OK)
        return false;
    for (size_t i = 0; i < KINDS; i++) {
        bool is_again = i && strcmp(kinds[i - 1][0], kinds[i][0]) == 0;
        if (!drop_kind(reset, kinds[i][0], kinds[i][1], is_again)) return false;
    }
    return forget(reset);
}

static int empty(Resetting *reset)
{
    enum { WAIT_MS = 30000 };
    const Live *live = reset->live;
    schemac_db db = live->database.db;
    bool is_sqlite = live->database.dialect == DIALECT_SQLITE;
    if (is_sqlite) run(reset, "PRAGMA foreign_keys = OFF");
    schemac_status status =
        db.engine->begin(db.handle, &reset->memory, live->schema, WAIT_MS, &reset->error);
    if (status == SCHEMAC_OK) {
        bool is_fine = drop_all(reset);
        if (is_fine) status = db.engine->commit(db.handle, &reset->memory, &reset->error);
        else status = SCHEMAC_DATABASE;
        if (status != SCHEMAC_OK) db.engine->rollback(db.handle);
    }
    if (status != SCHEMAC_OK)
        fprintf(stderr, "schemac: nothing was dropped: %s\n",
                reset->error ? reset->error : "out of memory");
    return (int)status;
}

/* Only the name of the schema counts as a yes. */
static bool is_meant(const Live *live)
{
    char line[256];
    if (!isatty(STDIN_FILENO)) {
        fprintf(stderr, "schemac: reset drops all tables of schema '%s' with their rows\n"
                        "hint: --yes if that is meant\n", live->schema->name);
        return false;
    }
    fprintf(stderr, "All tables of schema '%s' in the %s will be dropped with their rows.\n"
                    "Type the name of the schema to go on: ", live->schema->name,
            live->database.shown);
    if (!fgets(line, sizeof line, stdin)) return false;
    line[strcspn(line, "\r\n")] = '\0';
    return strcmp(line, live->schema->name) == 0;
}

static int reset_live(Cx *cx, const Options *options, const Live *live)
{
    if (!options->yes && !is_meant(live)) return EXIT_REFUSED;
    Resetting reset = {.cx = cx, .live = live};
    int status = empty(&reset);
    memory_free(&reset.memory);
    if (status != EXIT_FINE) return status;
    if (!options->json) printf("%zu object%s dropped\n", reset.dropped, reset.dropped == 1 ? " was" : "s were");
    schemac_report report = {0};
    schemac_options given = {.program = "schemac"};
    schemac_migrate(live->database.db, live->schema, &given, &report);
    status = print_report(options, &report);
    schemac_report_free(&report);
    return status;
}

int run_reset(Cx *cx, const Options *options)
{
    Live live;
    int status = live_open(cx, options, OPEN_WRITE, false, &live);
    if (status != EXIT_FINE) return status;
    status = reset_live(cx, options, &live);
    database_close(&live.database);
    return status;
}
