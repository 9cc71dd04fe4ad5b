/* SPDX-License-Identifier: MIT
 * Diagnostics. A diagnostic has a stable id ("unknown-type"), a severity, a span, a message, and
 * optionally notes (with their own spans) and hints (what to do). Messages are lower case, name
 * the thing in 'quotes', and end without a full stop. They are collected, duplicates on one
 * span and id dropped, and printed at the end, sorted by place: at most `limit` errors. A warning
 * that a comment at its place or above its schema allows (base/allow.h) is not collected.
 *
 *     diag_error(cx->diag, span, "unknown-type", "unknown type '%s'", name_text(name));
 *     diag_hint(cx->diag, "did you mean '%s'?", nearest);
 *     diag_note(cx->diag, other, "first declared here");
 *
 * note and hint attach to the diagnostic reported last. */
#ifndef BASE_DIAG_H
#define BASE_DIAG_H

#include <stdbool.h>
#include <stdio.h>

#include "base/arena.h"
#include "base/source.h"

typedef enum Severity { SEVERITY_ERROR, SEVERITY_WARNING, SEVERITY_NOTE } Severity;

typedef struct Diag Diag;

Diag *diag_new(Arena *arena, Sources *sources);
void diag_error(Diag *diag, Span span, const char *id, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
void diag_warning(Diag *diag, Span span, const char *id, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
void diag_note(Diag *diag, Span span, const char *format, ...) /* NO_SPAN: a note without place */
    __attribute__((format(printf, 3, 4)));
void diag_hint(Diag *diag, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* `schema NAME;` stands here: what the comments above it allow holds in its file and in those added
 * after it, up to the next schema's. */
void diag_schema(Diag *diag, Span span);
size_t diag_errors(const Diag *diag); /* reported so far, duplicates not counted */
size_t diag_warnings(const Diag *diag);
/* Where warnings are beside the point: those reported so far are not printed. */
void diag_forget_warnings(Diag *diag);
bool diag_has(const Diag *diag, const char *id); /* of any severity */
/* Errors in the order of their reports, index from 0; false: no more. */
bool diag_error_get(const Diag *diag, size_t index, Span *span, const char **id,
                    const char **message);

typedef enum DiagFormat { DIAG_TEXT, DIAG_TEXT_COLOUR, DIAG_JSON } DiagFormat;
/* Prints everything collected, sorted; text ends with "N errors, N warnings", a part that is none
 * left out, and how many `limit` (of each severity; 0: all) has cut. JSON: one object a line. */
void diag_print(Diag *diag, FILE *out, DiagFormat format, size_t limit);

#endif
