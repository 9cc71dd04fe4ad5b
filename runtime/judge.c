/* SPDX-License-Identifier: MIT
 * The policies. Exact: whatever differs in what the schema owns is an error. Compatible: all that
 * the program needs must be there as it is; what cannot hurt it may have been added. */
#include "judge.h"

#include <string.h>

static bool is(const char *a, const char *b)
{
    return !strcmp(a, b);
}

Verdict judge_missing(void)
{
    return (Verdict){SCHEMAC_ERROR, "it was dropped, or never made: make it again as the baseline "
                                    "does"};
}

/* A statement that does not name the column must still work. */
static bool can_be_left_out(const catalog_object *column)
{
    return catalog_value(column, "null") || catalog_value(column, "default") ||
           catalog_value(column, "generated") || catalog_value(column, "identity");
}

static Verdict judge_addition(const catalog_object *object)
{
    static const char harmless[] = "the program does not use it and works as before";
    if (is(object->kind, "column") && !can_be_left_out(object))
        return (Verdict){SCHEMAC_ERROR, "this program does not fill it, so that its inserts fail: "
                                        "give it a default, or let it take NULL"};
    if (is(object->kind, "column") || is(object->kind, "sequence"))
        return (Verdict){SCHEMAC_NOTE, harmless};
    if (is(object->kind, "index") && !catalog_value(object, "unique"))
        return (Verdict){SCHEMAC_NOTE, harmless};
    return (Verdict){SCHEMAC_ERROR, "this program does not know it, and it may refuse or change "
                                    "what the program writes or reads: drop it, or start the "
                                    "program that knows it"};
}

Verdict judge_unexpected(schemac_policy policy, const catalog_object *object, bool owned)
{
    if (!owned) return (Verdict){SCHEMAC_NOTE, "the schema does not own it; it is left alone"};
    if (policy == SCHEMAC_COMPATIBLE) return judge_addition(object);
    return (Verdict){SCHEMAC_ERROR,
                     "it was made behind schemac's back: drop it, or add it to the schema and make "
                     "a fresh database"};
}

Verdict judge_attribute(schemac_policy policy, const char *kind, const char *word,
                        const char *expected)
{
    if (is(word, "comment"))
        return (Verdict){SCHEMAC_NOTE, "only the comment differs; the program works as before"};
    bool compatible = policy == SCHEMAC_COMPATIBLE;
    if (compatible && is(word, "name"))
        return (Verdict){SCHEMAC_NOTE, "only the name differs; the program works as before"};
    if (compatible && is(kind, "column") && is(word, "default") && !expected)
        return (Verdict){SCHEMAC_NOTE, "the program gives the value itself and works as before"};
    if (is(word, "name")) return (Verdict){SCHEMAC_ERROR, "it was renamed: give it its name back"};
    return (Verdict){SCHEMAC_ERROR, "it was changed behind schemac's back: change it back to "
                                    "what the baseline says, or make a fresh database"};
}
