/* SPDX-License-Identifier: MIT
 * Private to this room: the printer behind schema_print and schema_fingerprint. */
#ifndef MODEL_PRINT_H
#define MODEL_PRINT_H

#include "model/model.h"

typedef struct Objects {
    Object *const *items;
    size_t count;
} Objects;

typedef struct Printer {
    Text *out;
    const Schema *schema;
    Arena *arena;      /* for what is laid out; may be thrown away afterwards */
    bool is_canonical; /* without docs, in an order that does not depend on the author's */
} Printer;

void printer_run(Printer *printer);

/* ---- inline.c ---- */

/* The column behind which a key, reference or check of its table is written; NULL: on a line of
 * its own. */
const Object *inline_column(const Schema *schema, const Object *member);
/* The name with which a member of its own can stand behind its column; none: it cannot. */
Name inline_name(Names *names, const Object *member);
void inline_print(Text *out, const Object *member);

#endif
