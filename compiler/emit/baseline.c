/* SPDX-License-Identifier: MIT
 * baseline.DIALECT.sql: the plan from nothing as a script for psql -f and sqlite3 FILE <. */
#include "emit/write.h"

static void write_baseline(Cx *cx, Output *out, const EmitInput *input, DialectId id)
{
    Page page = {.output = out};
    const Dialect *dialect = dialects[id];
    const Plan *plan = input->baseline[id];
    const char *prologue = dialect->prologue ? dialect->prologue(cx, plan->to) : NULL;
    write_banner(&page.text, input, "-- ", "\n");
    text_printf(&page.text, "-- %s for a fresh database.\n", dialect->title);
    if (prologue) text_add(&page.text, prologue);
    for (size_t i = 0; i < plan->steps.count; i++) {
        text_add_char(&page.text, '\n');
        text_add(&page.text, plan->steps.items[i].sql);
        text_add(&page.text, ";\n");
        page_pause(&page);
    }
    page_end(&page);
}

void write_postgres_baseline(Cx *cx, Output *out, const EmitInput *input)
{
    write_baseline(cx, out, input, DIALECT_POSTGRES);
}

void write_sqlite_baseline(Cx *cx, Output *out, const EmitInput *input)
{
    write_baseline(cx, out, input, DIALECT_SQLITE);
}
