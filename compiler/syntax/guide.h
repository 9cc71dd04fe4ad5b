/* SPDX-License-Identifier: MIT
 * Private to syntax: where in a text the clauses and types of its tree begin, for the formatter,
 * which goes through the tokens of the text. */
#ifndef SYNTAX_GUIDE_H
#define SYNTAX_GUIDE_H

#include "syntax/ast.h"

typedef struct Guide {
    uint32_t start, end;
    const Type *type; /* NULL: a clause */
} Guide;

typedef struct Guides {
    VEC(Guide) list; /* sorted by start */
    size_t next;
} Guides;

Guides guides_of(Arena *arena, const Tree *tree);
/* The type or clause that begins at an offset, or NULL. Offsets are asked for in rising order. */
const Guide *guide_find(Guides *guides, uint32_t start, bool is_type);

#endif
