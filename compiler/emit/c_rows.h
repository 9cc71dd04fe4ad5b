/* SPDX-License-Identifier: MIT
 * Private. The part of the generated header that a table has. */
#ifndef EMIT_C_ROWS_H
#define EMIT_C_ROWS_H

#include "emit/page.h"
#include "emit/row.h"

/* The comment at the head of the tables: what each of them offers. */
void c_rows_explain(Text *out, const Rows *rows);
void c_rows_table(Text *out, const RowTable *table, const EmitInput *input);

#endif
