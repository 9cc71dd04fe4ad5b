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
    bool is_grouped;   /* for people: grants and owners that say the same stand in one declaration */
} Printer;

void printer_run(Printer *printer);

/* ---- grant.c, grant_group.c ---- */

/* What a grant or an owner is of, of a column its table: "foreign table", "kb.far". */
const char *grant_word(const Object *on);
const char *grant_catalog_word(const Object *on); /* as the catalog text calls what it is of */
void grant_target(Text *out, const Object *on);
/* All grants, or all owners, among the objects. */
void grants_print(Printer *printer, const Objects *objects, Kind kind);

/* ---- inline.c ---- */

/* The column behind which a key, reference or check of its table is written; NULL: on a line of
 * its own. */
const Object *inline_column(const Schema *schema, const Object *member);
/* The name with which a member of its own can stand behind its column; none: it cannot. */
Name inline_name(Names *names, const Object *member);
void inline_print(Text *out, const Object *member);

#endif
