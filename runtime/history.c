/* SPDX-License-Identifier: MIT
 * Reads and writes schemac_history in SQL that both engines take; only the table's full name and
 * the question for the engine's version differ. */
#include "history.h"
#include "pieces.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FORMAT_VERSION = 2 };

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
static char *take_line(char **text)
{
    char *line = *text, *end = line + strcspn(line, "\n");
    *text = *end ? end + 1 : end;
    *end = '\0';
    return line;
}

/* "3 1 2 FINGERPRINT" of a migration that was begun; nothing: none was. */
static void read_begun(char *text, History *history)
{
    history->begun_version = -1;
    if (!*text) return;
    history->begun_version = (int)strtol(text, &text, 10);
    history->begun_blocks = (int)strtol(text, &text, 10);
    history->begun_oldest = (int)strtol(text, &text, 10);
    history->begun_fingerprint = text + (*text == ' ');
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
    history->digest = take_line(&row);
    history->oldest = atoi(take_line(&row));
    history->is_unchanged = *take_line(&row) == '1';
    read_begun(take_line(&row), history);
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

/* What a table of the first format does not have. */
static const char *newer_fields(schemac_call *call, const History *history, bool with_mark)
{
    const char *mark = with_mark ? call->engine->mark(&call->memory) : "-1";
    if (history->format < 2) return "-1 || '\n\n'";
    return memory_printf(&call->memory,
                         "coalesce(h.oldest_version, -1) || '\n' || CASE WHEN h.change_counter = (%s)"
                         " AND h.tool_version = '" SCHEMAC_VERSION "' THEN 1 ELSE 0 END || '\n' || coalesce((SELECT"
                         " s.version || ' ' || s.blocks || ' ' || coalesce(s.oldest_version, -1) || ' ' ||"
                         " s.fingerprint FROM %s s"
                         " WHERE s.schema_name = h.schema_name AND s.status = 'started'"
                         " AND s.id > h.id ORDER BY s.id DESC LIMIT 1), '')",
                         mark ? mark : "", table_name(call));
}

/* The whole row in one question and one answer, a field to a line. */
static schemac_status ask_row(schemac_call *call, const History *history, bool with_mark, char **row)
{
    memory *pool = &call->memory;
    const char *arguments[] = {call->schema->name, NULL}, *value = NULL, *error = NULL;
    const char *fields = newer_fields(call, history, with_mark), *table = table_name(call);
    const char *sql = memory_printf(pool,
                                    "SELECT (SELECT max(format_version) FROM %s) || '\n' || h.id"
                                    " || '\n' || h.version || '\n' || h.fingerprint || '\n'"
                                    " || h.engine_version || '\n' || %s || '\n'"
                                    " || coalesce(h.catalog_digest, '') || '\n' || %s FROM %s h"
                                    " WHERE h.schema_name = $1 AND h.status = 'applied'"
                                    " ORDER BY h.id DESC LIMIT 1",
                                    table, version_question(call), fields ? fields : "", table);
    schemac_status status =
        sql ? call->engine->ask(call->handle, pool, sql, arguments, &value, &error)
            : SCHEMAC_DATABASE;
    if (status != SCHEMAC_OK) return fail_reading(call, status, error);
    *row = value ? memory_copy(pool, value, strlen(value)) : NULL;
    return SCHEMAC_OK;
}

/* On PostgreSQL the row is asked for as if the table were there and all could be read: one way to the
 * server and back. In a transaction of the caller a failure would be the end of it. */
schemac_status history_read(schemac_call *call, History *history, bool with_mark)
{
    const char *error = NULL;
    char *row = NULL;
    bool is_bold = call->is_postgres && !call->engine->in_transaction(call->handle);
    *history = (History){.format = FORMAT_VERSION, .oldest = -1, .begun_version = -1};
    if (is_bold && ask_row(call, history, with_mark, &row) == SCHEMAC_OK)
        return row ? read_row(call, row, history) : SCHEMAC_OK;
    int format = call->engine->history_format(call->handle, &call->memory,
                                              call->schema->default_space, &error);
    if (format < 0)
        return call_fail(call, (schemac_status)-format, "cannot look for the history", error);
    history->format = format;
    if (!format) return SCHEMAC_OK;
    schemac_status status = ask_row(call, history, with_mark && !is_bold, &row);
    return status == SCHEMAC_OK && row ? read_row(call, row, history) : status;
}

bool history_moved(const History *before, const History *now)
{
    return before->applied != now->applied || before->begun_version != now->begun_version ||
           (now->applied && strcmp(before->id, now->id) != 0) ||
           (now->begun_version >= 0 && before->begun_blocks != now->begun_blocks);
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
    static const char from[] = "public.schemac_history";
    const char *name = table_name(call), *at;
    size_t length = strlen(from), room = strlen(statement) + 1;
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

/* Makes the table, or brings it to this format. */
static schemac_status prepare(schemac_call *call, History *history)
{
    const char *statement, *error = NULL;
    if (history->format == FORMAT_VERSION) return SCHEMAC_OK;
    const char *const *pieces = call->engine->history(&call->memory, history->format);
    while (pieces && (statement = pieces_next(&pieces, &call->memory))) {
        if (call->is_postgres) statement = move_table(call, statement);
        if (!statement) return SCHEMAC_DATABASE;
        schemac_status status = call->engine->run(call->handle, &call->memory, statement, NULL,
                                                  &error);
        if (status != SCHEMAC_OK) return call_fail(call, status, "cannot make the history", error);
    }
    history->format = FORMAT_VERSION;
    return call->memory.failed ? SCHEMAC_DATABASE : SCHEMAC_OK;
}

schemac_status history_mark(schemac_call *call, History *history, const char **mark)
{
    const char *error = NULL, *sql;
    schemac_status status = prepare(call, history);
    *mark = NULL;
    const char *const *rights = call->half->rights;
    if (status != SCHEMAC_OK || (rights && **rights)) return status; /* GRANT leaves the mark as it is */
    sql = call->engine->mark(&call->memory);
    status = sql ? call->engine->ask(call->handle, &call->memory, sql, NULL, mark, &error)
                 : SCHEMAC_DATABASE;
    return status == SCHEMAC_OK ? status : fail_reading(call, status, error);
}

static const char *insertion(schemac_call *call, const Entry *entry)
{
    char oldest[16] = "NULL", blocks[16] = "NULL";
    if (entry->outcome != FAILED) snprintf(oldest, sizeof oldest, "%d", entry->oldest);
    if (entry->outcome == STARTED) snprintf(blocks, sizeof blocks, "%d", entry->blocks);
    return memory_printf(
        &call->memory,
        "INSERT INTO %s (schema_name, name, kind, status, fingerprint, catalog_digest, catalog,"
        " tool_version, program, error, engine_version, version, duration_us, format_version,"
        " oldest_version, blocks, change_counter)"
        " VALUES ($1, $2, $3, $4, $5, nullif($6, ''), nullif($7, ''), $8, nullif($9, ''),"
        " nullif($10, ''), %s, %d, %lld, %d, %s, %s, %s)",
        table_name(call), version_question(call), entry->version, (long long)entry->duration_us,
        FORMAT_VERSION, oldest, blocks, entry->mark ? entry->mark : "NULL");
}

static const char *or_empty(const char *text)
{
    return text ? text : "";
}

schemac_status history_insert(schemac_call *call, History *history, const Entry *entry)
{
    static const char *const outcomes[] = {"applied", "failed", "started"};
    /* When SQLite cannot read, it takes the transaction back, and does not tell each time. */
    bool is_held = call->engine->in_transaction(call->handle);
    schemac_status status = is_held ? prepare(call, history) : SCHEMAC_OK;
    if (status != SCHEMAC_OK) return status;
    const char *sql = is_held ? insertion(call, entry) : NULL;
    const char *arguments[] = {call->schema->name,
                               entry->name,
                               entry->kind,
                               outcomes[entry->outcome],
                               entry->fingerprint,
                               or_empty(entry->digest),
                               or_empty(entry->catalog),
                               SCHEMAC_VERSION,
                               or_empty(entry->program),
                               or_empty(entry->error),
                               NULL};
    const char *value = NULL, *error = "the transaction is over";
    status = sql ? call->engine->ask(call->handle, &call->memory, sql, arguments, &value, &error)
                 : SCHEMAC_DATABASE;
    return status == SCHEMAC_OK ? status
                                : call_fail(call, status, "cannot write the history", error);
}
