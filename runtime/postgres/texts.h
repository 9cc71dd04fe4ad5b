/* SPDX-License-Identifier: MIT
 * Private to runtime/postgres. The texts of queries.c at run time: each ends with a zero byte, the
 * next one follows. */
#ifndef SCHEMAC_POSTGRES_TEXTS_H
#define SCHEMAC_POSTGRES_TEXTS_H

#include "memory.h"

typedef struct query_texts {
    const char *mark;    /* catalog_mark */
    const char *history; /* the statements that make schemac_history */
    const char *gates;   /* word, since, then, before; and so on until a word is empty */
    const char *queries; /* kind, query; and so on until a query is empty */
} query_texts;

/* false: out of memory. */
bool texts_unpack(query_texts *into, memory *pool);
const char *texts_next(const char *text);

#endif
