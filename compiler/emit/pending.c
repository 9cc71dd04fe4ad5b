/* SPDX-License-Identifier: MIT
 * pending.DIALECT.sql: what the next migration would be, to be read before it is sealed. */
#include "emit/write.h"

static void write_pending(Cx *cx, Output *out, const EmitInput *input, DialectId id)
{
    Page page = {.output = out};
    write_banner(&page.text, input, "-- ", "\n");
    text_add(&page.text, "-- What `schemac seal` would make of the schema as it is now.\n");
    evolution_script(cx, &page.text, input->history->pending, id, input->history->version + 1,
                     "pending");
    page_end(&page);
}

void write_postgres_pending(Cx *cx, Output *out, const EmitInput *input)
{
    write_pending(cx, out, input, DIALECT_POSTGRES);
}

void write_sqlite_pending(Cx *cx, Output *out, const EmitInput *input)
{
    write_pending(cx, out, input, DIALECT_SQLITE);
}
