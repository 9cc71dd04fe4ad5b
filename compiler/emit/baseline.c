/* SPDX-License-Identifier: MIT
 * baseline.DIALECT.sql: the plan from nothing as a script for psql -f and sqlite3 FILE <. */
#include "emit/write.h"

static void write_baseline(Output *out, const EmitInput *input, DialectId id)
{
    Page page = {.output = out};
    const Dialect *dialect = dialects[id];
    const Half *half = input->halves[id];
    write_banner(&page.text, input, "-- ", "\n");
    text_printf(&page.text, "-- %s for a fresh database.\n", dialect->title);
    if (half->prologue) text_add(&page.text, half->prologue);
    for (size_t i = 0; i < half->statement_count; i++) {
        text_add_char(&page.text, '\n');
        text_add(&page.text, half->statements[i]);
        text_add(&page.text, ";\n");
        page_pause(&page);
    }
    page_end(&page);
}

void write_postgres_baseline(Cx *cx, Output *out, const EmitInput *input)
{
    (void)cx;
    write_baseline(out, input, DIALECT_POSTGRES);
}

void write_sqlite_baseline(Cx *cx, Output *out, const EmitInput *input)
{
    (void)cx;
    write_baseline(out, input, DIALECT_SQLITE);
}
