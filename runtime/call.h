/* SPDX-License-Identifier: MIT
 * Private. One call of the interface: whom it speaks to, the memory it uses, what it finds. It ends
 * as the caller's report, to which the memory goes over. */
#ifndef SCHEMAC_CALL_H
#define SCHEMAC_CALL_H

#include "engine.h"

typedef struct schemac_call {
    const schemac_engine *engine;
    void *handle;
    const schemac_schema *schema;
    const schemac_dialect_half *half;
    bool is_postgres; /* has namespaces, and stores expressions in words of its own */
    memory memory;
    schemac_difference *differences;
    size_t count, room;
    const char *message;
    int version_before, version_after;
} schemac_call;

/* INVALID: the arguments cannot be worked with; the message says why. */
schemac_status call_open(schemac_call *call, schemac_db db, const schemac_schema *schema);
/* Sets the message and returns the status. */
schemac_status call_say(schemac_call *call, schemac_status status, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
/* The same for a failure of the engine: what was attempted, and the engine's words. */
schemac_status call_fail(schemac_call *call, schemac_status status, const char *what,
                         const char *error);
schemac_status call_damaged(schemac_call *call, const char *error); /* the compiled-in schema is */
/* Says what was in the way of beginning, if anything was. */
schemac_status call_begun(schemac_call *call, schemac_status status, const char *error);
/* The engine's, with words of the call for a failure. */
schemac_status call_begin(schemac_call *call, int wait_ms);
schemac_status call_commit(schemac_call *call);
/* The strings are not copied: they live in the call's memory or for ever. */
void call_add(schemac_call *call, const schemac_difference *difference);
size_t call_errors(const schemac_call *call);
/* The engine must be one that the schema is for. */
schemac_status call_refuse_old(schemac_call *call);
/* The two catalogs of the call: the compiled-in one, and the one of the database as it is now. */
schemac_status call_expect(schemac_call *call, catalog *expected);
schemac_status call_inspect(schemac_call *call, catalog *found);
/* Fills the report, or frees everything where there is none. */
schemac_status call_close(schemac_call *call, schemac_status status, schemac_report *report);

#endif
