/* SPDX-License-Identifier: MIT
 * The context of one run, handed to every stage: its memory, names, sources and diagnostics. */
#ifndef BASE_CX_H
#define BASE_CX_H

#include "base/arena.h"
#include "base/diag.h"
#include "base/name.h"
#include "base/source.h"
#include "base/text.h"

typedef struct Cx {
    Arena *arena;
    Names *names;
    Sources *sources;
    Diag *diag;
} Cx;

/* A broken invariant of schemac itself: prints file, line and message, exits 70. */
_Noreturn void bug_at(const char *file, int line, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
#define bug(...) bug_at(__FILE__, __LINE__, __VA_ARGS__)

#endif
