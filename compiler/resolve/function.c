/* SPDX-License-Identifier: MIT
 * What is known of built-in functions: the class of their result, whether an index may call them,
 * and who has them. The table is turned into a map on first use. */
#include "resolve/resolver.h"

enum { POSTGRES = 1 << DIALECT_POSTGRES, SQLITE = 1 << DIALECT_SQLITE, BOTH = DIALECTS_ALL };

typedef struct FunctionRow {
    FunctionFact fact;
    const char *names;
} FunctionRow;

static const FunctionRow rows[] = {
#define FUNCTIONS(CLASS, VOLATILITY, DIALECTS, NAMES) {{CLASS, VOLATILITY, DIALECTS}, NAMES},
#include "resolve/functions.def"
#undef FUNCTIONS
};

enum { ROWS = sizeof rows / sizeof rows[0] };

/* The next word of a list, or false at its end. */
static bool next_word(const char **list, const char **word, size_t *length)
{
    const char *start = *list + strspn(*list, " ");
    *length = strcspn(start, " ");
    *word = start;
    *list = start + *length;
    return *length > 0;
}

/* A name that both dialects have, each in its own way, stands in two rows: the facts are joined. */
static void add_fact(Resolver *r, Name name, const FunctionFact *fact)
{
    const FunctionFact *known = map_get(r->functions, name, NO_NAME, NO_NAME);
    if (!known) {
        map_set(r->functions, name, NO_NAME, NO_NAME, (void *)fact);
        return;
    }
    FunctionFact *joined = arena_make(r->cx->arena, FunctionFact);
    *joined = *known;
    joined->dialects |= fact->dialects;
    if (joined->class != fact->class) joined->class = CLASS_OTHER;
    map_set(r->functions, name, NO_NAME, NO_NAME, joined);
}

static void make_map(Resolver *r)
{
    r->functions = map_new(r->arena);
    for (size_t i = 0; i < ROWS; i++) {
        const char *list = rows[i].names, *word;
        size_t length;
        while (next_word(&list, &word, &length))
            add_fact(r, name_of(r->cx->names, word, length), &rows[i].fact);
    }
}

const FunctionFact *function_fact(Resolver *r, Name name)
{
    if (!r->functions) make_map(r);
    return map_get(r->functions, name, NO_NAME, NO_NAME);
}

void function_suggest(Resolver *r, Suggest *suggest, uint8_t dialects)
{
    for (size_t i = 0; i < ROWS; i++) {
        if ((rows[i].fact.dialects & dialects) == 0) continue;
        const char *list = rows[i].names, *word;
        size_t length;
        while (next_word(&list, &word, &length))
            suggest_try(suggest, name_text(name_of(r->cx->names, word, length)));
    }
}
