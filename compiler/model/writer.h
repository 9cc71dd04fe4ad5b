/* SPDX-License-Identifier: MIT
 * Private to this room: what catalog.c and detail.c share. */
#ifndef MODEL_WRITER_H
#define MODEL_WRITER_H

#include "catalog.h"
#include "model/lines.h"

typedef struct Writer {
    Cx *cx;
    const Schema *schema;
    CatalogExpr *write;
    memory memory;
    Lines *lines;
    Text path, value; /* of what is being written */
    Text sql;         /* not normalized yet */
} Writer;

/* attr.c: a value that the engine does not keep; NULL: there is none. */
bool value_is_none(DialectId dialect, const Object *object, const Expr *expr);
/* Is it none, or in no catalog text? */
bool writer_leaves_out(const Writer *writer, const Object *object, const Attr *attr);
/* Its field in the line that was begun, unless it is left out. */
void writer_put_attr(Writer *writer, const Object *object, const Attr *attr);
void writer_add_value(Writer *writer, Text *out, const Object *object, const Attr *attr);

/* detail.c: the lines of its details and of what is open in it. */
void details_put(Writer *writer, const Object *object);

#endif
