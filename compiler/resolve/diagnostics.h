/* SPDX-License-Identifier: MIT
 * Every diagnostic that the compiler can give: its severity, what it means and how to fix it.
 * `schemac explain` and docs/language/diagnostics.md are printed from this table. */
#ifndef RESOLVE_DIAGNOSTICS_H
#define RESOLVE_DIAGNOSTICS_H

#include "base/diag.h"
#include "base/text.h"

typedef struct DiagnosticInfo {
    const char *id;
    Severity severity;
    const char *topic;
    const char *meaning; /* one line */
    const char *advice;  /* why it matters, how to fix it, a small example */
} DiagnosticInfo;

extern const DiagnosticInfo diagnostics[]; /* by topic */
extern const size_t diagnostic_count;

const DiagnosticInfo *diagnostic_find(const char *id); /* NULL: none */
/* The text of `schemac explain ID`; as_page: a section of docs/language/diagnostics.md. */
void diagnostic_print(Text *out, const DiagnosticInfo *info, bool as_page);
void diagnostics_page(Text *out); /* the whole page */

#endif
