/* SPDX-License-Identifier: MIT
 * The policies. Exact: whatever differs in what the schema owns is an error. Compatible: all that
 * the program needs must be there as it is; what cannot hurt it may have been added. */
#include "judge.h"

#include <string.h>

static const char harmless[] = "the program works as before";

static bool is(const char *a, const char *b)
{
    return !strcmp(a, b);
}

/* By the attribute, else by the kind; what stands in no row is in every statement. */
const char *judge_breaks(const char *kind, const char *word)
{
    static const char rows[] = "what rows may hold", views[] = "who sees which rows",
                      writes[] = "what follows a write";
    static const char *const parts[][2] = {
        {"name", NULL},      {"schema", NULL},        {"history", NULL},
        {"policy", views},   {"row security", views}, {"force row security", views},
        {"check", rows},     {"exclude", rows},       {"foreign key", rows},
        {"unique", rows},    {"primary key", rows},   {"trigger", writes},
        {"rule", writes},    {"index", "speed"},       {"sequence", "inserts"},
        {"default", "inserts"},
    };
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if ((word && is(parts[i][0], word)) || is(parts[i][0], kind)) return parts[i][1];
    return "reading and writing";
}

Verdict judge_missing(void)
{
    return (Verdict){SCHEMAC_ERROR, "make it again as the baseline does"};
}

/* A statement that does not name the column must still work. */
static bool can_be_left_out(const catalog_object *column)
{
    return catalog_value(column, "null") || catalog_value(column, "default") ||
           catalog_value(column, "generated") || catalog_value(column, "identity");
}

static bool is_harmless(const catalog_object *object)
{
    if (is(object->kind, "index")) return !catalog_value(object, "unique");
    bool is_grant = *object->kind == 'g'; /* the only kind that begins so */
    return is_grant || is(object->kind, "sequence") ||
           (is(object->kind, "column") && can_be_left_out(object));
}

Verdict judge_unexpected(schemac_policy policy, const catalog_object *object, bool owned)
{
    if (!owned) return (Verdict){SCHEMAC_NOTE, "the schema does not own it; it is left alone"};
    if (policy == SCHEMAC_COMPATIBLE && is_harmless(object)) return (Verdict){SCHEMAC_NOTE, harmless};
    return (Verdict){SCHEMAC_ERROR, "drop it, or add it to the schema"};
}

Verdict judge_attribute(schemac_policy policy, const char *kind, const char *word,
                        const char *expected)
{
    bool is_given = is(kind, "column") && is(word, "default") && !expected; /* by the program */
    if (!strncmp(word, "comment", strlen("comment")) || (policy == SCHEMAC_COMPATIBLE && (is(word, "name") || is_given)))
        return (Verdict){SCHEMAC_NOTE, harmless};
    if (is(word, "name")) return (Verdict){SCHEMAC_ERROR, "give it its name back"};
    return (Verdict){SCHEMAC_ERROR, "change it back to what the baseline says"};
}
