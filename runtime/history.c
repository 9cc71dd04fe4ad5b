/* SPDX-License-Identifier: MIT
 * Reads and writes schemac_history in SQL that both engines take; only the table's full name and
 * the question for the engine's version differ. */
#include "history.h"
#include "generated/schemac/schemac_history.h"
#include "pieces.h"

#include <stdlib.h>
#include <string.h>

enum { FORMAT_VERSION = 1 };

/* The namespace is always quoted: it may be a reserved word. */
static const char *table_name(schemac_call *call)
{
    if (!call->is_postgres) return "main.schemac_history";
    const char *space = call->schema->default_space;
    char *name = memory_take(&call->memory, 2 * strlen(space) + sizeof "\"\".schemac_history");
    if (!name) return "";
    char *to = name;
    *to++ = '"';
    for (; *space; space++) {
        if (*space == '"') *to++ = '"';
        *to++ = *space;
    }
    strcpy(to, "\".schemac_history");
    return name;
}

static const char *version_question(const schemac_call *call)
{
    return call->is_postgres ? "pg_catalog.current_setting('server_version')" : "sqlite_version()";
}

/* ---- reading ---- */

/* Cuts the text at the next line end; what is behind it comes next. */
static const char *take_line(char **text)
{
    char *line = *text, *end = line + strcspn(line, "\n");
    *text = *end ? end + 1 : end;
    *end = '\0';
    return line;
}

static schemac_status read_row(schemac_call *call, char *row, History *history)
{
    int format = atoi(take_line(&row));
    if (format > FORMAT_VERSION)
        return call_say(call, SCHEMAC_NEWER,
                        "the history of this database is of format %d, this library knows %d: "
                        "build the program with a newer schemac",
                        format, FORMAT_VERSION);
    history->id = take_line(&row);
    history->version = atoi(take_line(&row));
    history->fingerprint = take_line(&row);
    history->recorded_server = take_line(&row);
    history->present_server = take_line(&row);
    history->digest = row;
    history->applied = true;
    call->version_before = call->version_after = history->version;
    return SCHEMAC_OK;
}

/* A role that only looks needs one right: PostgreSQL's 42501 is "insufficient privilege". */
static schemac_status fail_reading(schemac_call *call, schemac_status status, const char *error)
{
    bool is_denied = call->is_postgres && error && strstr(error, "(42501)");
    const char *words = is_denied
                            ? memory_printf(&call->memory, "%s: this role needs GRANT SELECT ON %s",
                                            error, table_name(call))
                            : error;
    return call_fail(call, status, "cannot read the history", words ? words : error);
}

/* The whole row in one question and one answer, a field to a line. */
static schemac_status ask_row(schemac_call *call, char **row)
{
    memory *pool = &call->memory;
    const char *arguments[] = {call->schema->name, NULL}, *value = NULL, *error = NULL;
    const char *sql = memory_printf(pool,
                                    "SELECT format_version || '\n' || id || '\n' || version"
                                    " || '\n' || fingerprint || '\n' || engine_version || '\n'"
                                    " || %s || '\n' || coalesce(catalog_digest, '') FROM %s"
                                    " WHERE schema_name = $1 AND status = 'applied'"
                                    " ORDER BY id DESC LIMIT 1",
                                    version_question(call), table_name(call));
    schemac_status status =
        sql ? call->engine->ask(call->handle, pool, sql, arguments, &value, &error)
            : SCHEMAC_DATABASE;
    if (status != SCHEMAC_OK) return fail_reading(call, status, error);
    *row = value ? memory_copy(pool, value, strlen(value)) : NULL;
    return SCHEMAC_OK;
}

schemac_status history_read(schemac_call *call, History *history)
{
    const char *error = NULL;
    *history = (History){0};
    int there =
        call->engine->has_history(call->handle, &call->memory, call->schema->default_space, &error);
    if (there < 0) return call_fail(call, SCHEMAC_DATABASE, "cannot look for the history", error);
    history->exists = there;
    if (!there) return SCHEMAC_OK;
    char *row = NULL;
    schemac_status status = ask_row(call, &row);
    return status == SCHEMAC_OK && row ? read_row(call, row, history) : status;
}

schemac_status history_catalog(schemac_call *call, const History *history, catalog *recorded)
{
    memory *pool = &call->memory;
    const char *arguments[] = {history->id, NULL}, *text = NULL, *error = NULL;
    const char *sql = memory_printf(pool, "SELECT catalog FROM %s WHERE id = CAST($1 AS bigint)",
                                    table_name(call));
    schemac_status status =
        sql ? call->engine->ask(call->handle, pool, sql, arguments, &text, &error)
            : SCHEMAC_DATABASE;
    if (status != SCHEMAC_OK) return fail_reading(call, status, error);
    const char *const pieces[] = {text, NULL};
    catalog_init(recorded, pool);
    if (catalog_parse(recorded, pieces)) return SCHEMAC_OK;
    return call_fail(call, SCHEMAC_DATABASE, "the history is damaged", recorded->error);
}

/* ---- writing ---- */

/* The generated statement names the table in the namespace that it was written for; ours may be
 * another. */
static const char *move_table(schemac_call *call, const char *statement)
{
    const char *name = table_name(call), *at;
    const char *from =
        memory_printf(&call->memory, "%s.schemac_history", schemac_history_schema.default_space);
    size_t length = from ? strlen(from) : 0, room = strlen(statement) + 1;
    if (!from) return NULL;
    for (at = statement; (at = strstr(at, from)); at += length) room += strlen(name);
    char *moved = memory_take(&call->memory, room), *end = moved;
    if (!moved) return NULL;
    for (; (at = strstr(statement, from)); statement = at + length) {
        memcpy(end, statement, (size_t)(at - statement));
        end = stpcpy(end + (at - statement), name);
    }
    strcpy(end, statement);
    return moved;
}

schemac_status history_create(schemac_call *call)
{
    const char *const *pieces = call->engine->half(&schemac_history_schema)->baseline;
    const char *statement, *error = NULL;
    while ((statement = pieces_next(&pieces, &call->memory))) {
        if (call->is_postgres) statement = move_table(call, statement);
        if (!statement) return SCHEMAC_DATABASE;
        schemac_status status = call->engine->run(call->handle, &call->memory, statement, &error);
        if (status != SCHEMAC_OK) return call_fail(call, status, "cannot make the history", error);
    }
    return call->memory.failed ? SCHEMAC_DATABASE : SCHEMAC_OK;
}

schemac_status history_insert(schemac_call *call, const Entry *entry)
{
    memory *pool = &call->memory;
    const char *sql = memory_printf(
        pool,
        "INSERT INTO %s (schema_name, name, kind, status, fingerprint, catalog_digest, catalog,"
        " tool_version, program, error, engine_version, version, duration_us, format_version)"
        " VALUES ($1, $2, $3, $4, $5, nullif($6, ''), nullif($7, ''), $8, nullif($9, ''),"
        " nullif($10, ''), %s, %d, %lld, %d)",
        table_name(call), version_question(call), call->schema->version,
        (long long)entry->duration_us, FORMAT_VERSION);
    const char *arguments[] = {call->schema->name,
                               entry->name,
                               entry->kind,
                               entry->error ? "failed" : "applied",
                               call->schema->fingerprint,
                               entry->digest ? entry->digest : "",
                               entry->catalog ? entry->catalog : "",
                               SCHEMAC_VERSION,
                               entry->program ? entry->program : "",
                               entry->error ? entry->error : "",
                               NULL};
    const char *value = NULL, *error = NULL;
    schemac_status status =
        sql ? call->engine->ask(call->handle, pool, sql, arguments, &value, &error)
            : SCHEMAC_DATABASE;
    return status == SCHEMAC_OK ? status
                                : call_fail(call, status, "cannot write the history", error);
}
