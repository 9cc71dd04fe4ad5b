/* SPDX-License-Identifier: MIT
 * The table of diagnostics, by topic, and how it is printed. */
#include "resolve/diagnostics.h"

#include <string.h>

#define DIAGNOSTIC(ID, SEVERITY, MEANING, ADVICE) {ID, SEVERITY_##SEVERITY, TOPIC, MEANING, ADVICE},

const DiagnosticInfo diagnostics[] = {
#define TOPIC "Reading"
#include "resolve/diagnostics_reading.def"
#undef TOPIC
#define TOPIC "Names"
#include "resolve/diagnostics_names.def"
#undef TOPIC
#define TOPIC "Types and values"
#include "resolve/diagnostics_types.def"
#undef TOPIC
#define TOPIC "Tables, keys, triggers"
#include "resolve/diagnostics_tables.def"
#undef TOPIC
#define TOPIC "Dialects"
#include "resolve/diagnostics_dialects.def"
#undef TOPIC
#define TOPIC "Migrations"
#include "resolve/diagnostics_migrations.def"
#undef TOPIC
#define TOPIC "What a change may cost"
#include "resolve/diagnostics_findings.def"
#undef TOPIC
};
const size_t diagnostic_count = sizeof diagnostics / sizeof diagnostics[0];

const DiagnosticInfo *diagnostic_find(const char *id)
{
    for (size_t i = 0; i < diagnostic_count; i++)
        if (strcmp(diagnostics[i].id, id) == 0) return &diagnostics[i];
    return NULL;
}

static const char *severity_word(Severity severity)
{
    switch (severity) {
    case SEVERITY_ERROR: return "error";
    case SEVERITY_WARNING: return "warning";
    case SEVERITY_NOTE: return "note";
    }
    return "";
}

/* Examples are set off by four spaces; in a page they become blocks of code. */
static void print_advice(Text *out, const char *advice, bool as_page)
{
    bool in_code = false;
    while (*advice) {
        size_t length = strcspn(advice, "\n");
        bool is_code = strncmp(advice, "    ", 4) == 0;
        if (is_code != in_code) text_add(out, "\n");
        in_code = is_code;
        size_t skip = is_code && !as_page ? 2 : 0;
        text_add_bytes(out, advice + skip, length - skip);
        text_add_char(out, '\n');
        advice += length + (advice[length] == '\n');
    }
}

void diagnostic_print(Text *out, const DiagnosticInfo *info, bool as_page)
{
    const char *severity = severity_word(info->severity);
    if (as_page)
        text_printf(out, "### %s\n\n*%s:* %s\n\n", info->id, severity, info->meaning);
    else
        text_printf(out, "%s (%s): %s\n\n", info->id, severity, info->meaning);
    print_advice(out, info->advice, as_page);
}

void diagnostics_page(Text *out)
{
    const char *topic = "";
    text_add(out, "# Diagnostics\n\n"
                  "What `schemac` says about a schema, and what to do about it. The same text is\n"
                  "printed by `schemac explain ID`; this page by `schemac explain --all`. Errors\n"
                  "stop the build, warnings do not. A warning that you have read and accept is\n"
                  "silenced by a comment in its line or in the line above, or above\n"
                  "`schema NAME;` for the whole schema:\n"
                  "`// allow redundant-index: the planner chooses it`.\n");
    for (size_t i = 0; i < diagnostic_count; i++) {
        if (strcmp(topic, diagnostics[i].topic) != 0)
            text_printf(out, "\n## %s\n", diagnostics[i].topic);
        topic = diagnostics[i].topic;
        text_add_char(out, '\n');
        diagnostic_print(out, &diagnostics[i], true);
    }
}
