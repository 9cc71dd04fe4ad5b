/* SPDX-License-Identifier: MIT
 * schemac status: the history of a database row by row, what is pending, and whether the database
 * still is what it should be. Reads only. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "command/command.h"
#include "engine.h"

enum { FIELDS = 8 };
static const char *const field_names[FIELDS] = {"version",     "name",    "kind",  "status",
                                                "recorded_at", "duration_us", "program", "error"};

typedef struct Reading {
    const Live *live;
    const Options *options;
    memory memory; /* of one row */
    Text line;
} Reading;

/* ---- one row ---- */

/* A field to a line; the error comes last and has lines of its own. */
static const char *question(const Live *live, memory *pool, const char *after)
{
    bool is_postgres = live->database.dialect == DIALECT_POSTGRES;
    const char *when = is_postgres
                           ? "to_char(recorded_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS')"
                           : "substr(replace(recorded_at, 'T', ' '), 1, 19)";
    Text space = {0};
    if (is_postgres) {
        dialects[DIALECT_POSTGRES]->identifier(&space, live->loaded.schema->default_space);
        text_add_char(&space, '.');
    }
    const char *sql = memory_printf(
        pool,
        "SELECT id || '\n' || version || '\n' || name || '\n' || kind || '\n' || status || '\n'"
        " || %s || '\n' || duration_us || '\n' || coalesce(program, '') || '\n'"
        " || coalesce(error, '') FROM %sschemac_history WHERE schema_name = $1"
        " AND id > %s ORDER BY id LIMIT 1",
        when, text_string(&space), after);
    text_free(&space);
    return sql;
}

static char *take_line(char **text)
{
    char *line = *text, *end = strchr(line, '\n');
    *text = end ? end + 1 : line + strlen(line);
    if (end) *end = '\0';
    return line;
}

static void print_row_json(Reading *reading, char *const *fields)
{
    Json json = {.out = &reading->line};
    json_open(&json, NULL, '{');
    for (size_t i = 0; i < FIELDS; i++) {
        bool is_number = i == 0 || i == 5;
        if (is_number) json_number(&json, field_names[i], strtoll(fields[i], NULL, 10));
        else json_string(&json, field_names[i], *fields[i] ? fields[i] : NULL);
    }
    json_close(&json, '}');
    printf("%s\n", text_string(&reading->line));
    text_clear(&reading->line);
}

static void print_row_text(char *const *fields)
{
    printf("%6s  %-24s  %-9s  %-8s  %s UTC  %8.1f ms  %s\n", fields[0], fields[1], fields[2],
           fields[3], fields[4], (double)strtoll(fields[5], NULL, 10) / 1000, fields[6]);
    if (*fields[7]) printf("        %s\n", fields[7]);
}

static void print_row(Reading *reading, char *row)
{
    char *fields[FIELDS];
    for (size_t i = 0; i + 1 < FIELDS; i++) fields[i] = take_line(&row);
    fields[FIELDS - 1] = row;
    if (reading->options->json) print_row_json(reading, fields);
    else print_row_text(fields);
}

/* ---- all of it ---- */

static int fail(Reading *reading, schemac_status status, const char *error)
{
    fprintf(stderr, "schemac: cannot read the history: %s\n", error ? error : "out of memory");
    memory_free(&reading->memory);
    return (int)status;
}

static int print_history(Reading *reading)
{
    schemac_db db = reading->live->database.db;
    const char *const arguments[] = {reading->live->schema->name, NULL};
    const char *value, *error = NULL;
    char after[32] = "0";
    int format = db.engine->history_format(db.handle, &reading->memory,
                                           reading->live->schema->default_space, &error);
    if (format < 0) return fail(reading, (schemac_status)-format, error);
    while (format) {
        const char *sql = question(reading->live, &reading->memory, after);
        schemac_status status = SCHEMAC_DATABASE;
        if (sql) status = db.engine->ask(db.handle, &reading->memory, sql, arguments, &value, &error);
        if (status != SCHEMAC_OK) return fail(reading, status, error);
        if (!value) break;
        char *row = memory_copy(&reading->memory, value, strlen(value));
        if (!row) return fail(reading, SCHEMAC_DATABASE, NULL);
        snprintf(after, sizeof after, "%s", take_line(&row));
        print_row(reading, row);
        memory_free(&reading->memory);
    }
    memory_free(&reading->memory);
    return EXIT_FINE;
}

static void print_pending(Reading *reading, const schemac_dialect_half *half, int at)
{
    for (size_t i = 0; i < half->migration_count && at >= 0; i++) {
        const schemac_migration *migration = &half->migrations[i];
        if (migration->version <= at) continue;
        if (!reading->options->json) {
            printf("%6d  %-24s  %-9s  pending\n", migration->version, migration->name, "migration");
            continue;
        }
        Json json = {.out = &reading->line};
        json_open(&json, NULL, '{');
        json_number(&json, "version", migration->version);
        json_string(&json, "name", migration->name);
        json_string(&json, "kind", "migration");
        json_string(&json, "status", "pending");
        json_close(&json, '}');
        printf("%s\n", text_string(&reading->line));
        text_clear(&reading->line);
    }
}

/* Where it stands, and whether it is what that version says: the same looks that a program takes
 * at its start. */
static int print_standing(Reading *reading)
{
    const Live *live = reading->live;
    schemac_db db = live->database.db;
    schemac_report report = {0};
    schemac_options dry = {.dry_run = true};
    schemac_migrate(db, live->schema, &dry, &report);
    int at = report.version_before;
    print_pending(reading, db.engine->half(live->schema), at);
    bool is_current = report.status == SCHEMAC_OK && at >= live->schema->version;
    if (is_current) {
        schemac_report_free(&report);
        schemac_verify(db, live->schema,
                       at > live->schema->version ? SCHEMAC_COMPATIBLE : SCHEMAC_EXACT, &report);
    }
    int status = print_report(reading->options, &report);
    schemac_report_free(&report);
    return status == EXIT_FINE && !is_current ? EXIT_DIFFERENT : status;
}

int run_status(Cx *cx, const Options *options)
{
    Live live;
    int status = live_open(cx, options, OPEN_READ, true, &live);
    if (status != EXIT_FINE) return status;
    Reading reading = {.live = &live, .options = options};
    status = print_history(&reading);
    if (status == EXIT_FINE) status = print_standing(&reading);
    text_free(&reading.line);
    database_close(&live.database);
    return status;
}
