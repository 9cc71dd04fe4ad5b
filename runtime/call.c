/* SPDX-License-Identifier: MIT
 * Opens a call by looking at its arguments, gathers its message and differences, closes it as a
 * report. Running out of memory anywhere on the way is noticed here at the latest. */
#include "call.h"

#include <string.h>

schemac_status call_say(schemac_call *call, schemac_status status, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    call->message = memory_format(&call->memory, format, arguments);
    va_end(arguments);
    return status;
}

/* One line: what engines spread over several is joined by spaces. */
static char *one_line(memory *pool, const char *text)
{
    char *line = memory_copy(pool, text, strlen(text)), *to = line;
    for (const char *from = line; from && *from; from++) {
        bool space = (unsigned char)*from <= ' ';
        if (!space)
            *to++ = *from;
        else if (to > line && to[-1] != ' ')
            *to++ = ' ';
    }
    while (to > line && to[-1] == ' ') to--;
    if (to) *to = '\0';
    return line;
}

schemac_status call_fail(schemac_call *call, schemac_status status, const char *what,
                         const char *error)
{
    const char *line = one_line(&call->memory, error ? error : "no reason is known");
    return call_say(call, status, "%s: %s", what, line ? line : "");
}

schemac_status call_damaged(schemac_call *call, const char *error)
{
    return call_fail(call, SCHEMAC_INVALID, "the compiled-in schema is damaged", error);
}

schemac_status call_begun(schemac_call *call, schemac_status status, const char *error)
{
    return status == SCHEMAC_OK ? status
                                : call_fail(call, status, "cannot begin to migrate", error);
}

schemac_status call_begin(schemac_call *call, int wait_ms)
{
    const char *error = NULL;
    schemac_status status =
        call->engine->begin(call->handle, &call->memory, call->schema, wait_ms, &error);
    return call_begun(call, status, error);
}

schemac_status call_commit(schemac_call *call)
{
    const char *error = NULL;
    schemac_status status = call->engine->commit(call->handle, &call->memory, &error);
    return status == SCHEMAC_OK ? status : call_fail(call, status, "cannot commit", error);
}

static schemac_status check(schemac_call *call, schemac_db db, const schemac_schema *schema)
{
    if (!db.engine || !db.handle)
        return call_say(call, SCHEMAC_INVALID, "there is no database connection");
    if (!schema || !schema->name || !schema->fingerprint)
        return call_say(call, SCHEMAC_INVALID, "there is no schema");
    if (schema->interface_version != SCHEMAC_INTERFACE)
        return call_say(call, SCHEMAC_INVALID,
                        "schema %s is for interface %d, this library has %d: build it again with "
                        "schemac %s",
                        schema->name, schema->interface_version, SCHEMAC_INTERFACE,
                        SCHEMAC_VERSION);
    call->is_postgres = !strcmp(db.engine->name, "postgres");
    call->half = db.engine->half(schema);
    if (!call->half || !call->half->baseline || !call->half->catalog)
        return call_say(call, SCHEMAC_INVALID,
                        "schema %s was not built for %s: add that target",
                        schema->name, db.engine->name);
    if (call->is_postgres && !schema->default_space)
        return call_say(call, SCHEMAC_INVALID, "schema %s has no default namespace", schema->name);
    return SCHEMAC_OK;
}

schemac_status call_open(schemac_call *call, schemac_db db, const schemac_schema *schema)
{
    memset(call, 0, sizeof *call);
    call->engine = db.engine;
    call->handle = db.handle;
    call->schema = schema;
    call->version_before = call->version_after = -1;
    return check(call, db, schema);
}

void call_add(schemac_call *call, const schemac_difference *difference)
{
    if (call->count == call->room) {
        size_t room = call->room ? 2 * call->room : 8;
        schemac_difference *larger = memory_take(&call->memory, room * sizeof *larger);
        if (!larger) return;
        if (call->count) memcpy(larger, call->differences, call->count * sizeof *larger);
        call->differences = larger;
        call->room = room;
    }
    call->differences[call->count++] = *difference;
}

size_t call_errors(const schemac_call *call)
{
    size_t errors = 0;
    for (size_t i = 0; i < call->count; i++)
        errors += call->differences[i].severity == SCHEMAC_ERROR;
    return errors;
}

schemac_status call_expect(schemac_call *call, catalog *expected)
{
    catalog_init(expected, &call->memory);
    if (catalog_parse(expected, call->half->catalog)) return SCHEMAC_OK;
    return call_damaged(call, expected->error);
}

static const char *version_name(schemac_call *call, int version)
{
    if (call->is_postgres) return memory_printf(&call->memory, "PostgreSQL %d", version);
    return memory_printf(&call->memory, "SQLite %d.%d.%d", version / 1000000,
                         version / 1000 % 1000, version % 1000);
}

schemac_status call_refuse_old(schemac_call *call)
{
    int version = call->engine->version(call->handle);
    if (version >= call->half->oldest) return SCHEMAC_OK;
    const char *is = version_name(call, version), *oldest = version_name(call, call->half->oldest);
    return call_say(call, SCHEMAC_DATABASE,
                    "this is %s, schema %s is for %s and newer",
                    is ? is : "", call->schema->name, oldest ? oldest : "");
}

schemac_status call_inspect(schemac_call *call, catalog *found)
{
    const char *error = NULL;
    catalog_init(found, &call->memory);
    found->rights = call->half->rights;
    schemac_status status =
        call->engine->inspect(call->handle, call->schema->default_space, found, &error);
    /* An engine that is too old does not know what is asked of it. */
    if (status != SCHEMAC_OK && call_refuse_old(call) == SCHEMAC_OK)
        call_fail(call, status, "cannot read the catalog", error);
    return status;
}

schemac_status call_close(schemac_call *call, schemac_status status, schemac_report *report)
{
    memory *kept = memory_take(&call->memory, sizeof *kept);
    schemac_report result = {.status = status,
                             .message = call->message,
                             .differences = call->differences,
                             .difference_count = call->count,
                             .error_count = call_errors(call),
                             .version_before = call->version_before,
                             .version_after = call->version_after,
                             .memory = kept};
    if (call->memory.failed)
        result = (schemac_report){.status = SCHEMAC_DATABASE,
                                  .message = "out of memory",
                                  .version_before = call->version_before,
                                  .version_after = call->version_after};
    if (report && result.memory)
        *kept = call->memory;
    else
        memory_free(&call->memory);
    if (report) *report = result;
    return result.status;
}
