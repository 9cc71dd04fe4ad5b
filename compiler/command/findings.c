/* SPDX-License-Identifier: MIT
 * Prints what a change may lose or what rows may forbid, with what to write about it. */
#include <stdio.h>
#include <string.h>

#include "base/json.h"
#include "command/command.h"

typedef struct Found {
    const Finding *finding;
    unsigned dialects; /* mask */
} Found;

typedef VEC(Found) FoundList;

static void add(Cx *cx, FoundList *list, const Finding *finding, DialectId id)
{
    for (size_t i = 0; i < list->count; i++) {
        const Finding *other = list->items[i].finding;
        if (strcmp(other->id, finding->id) != 0 || strcmp(other->path, finding->path) != 0) continue;
        list->items[i].dialects |= 1u << id;
        return;
    }
    vec_push(cx->arena, list, ((Found){finding, 1u << id}));
}

static bool refuses(const Finding *finding)
{
    return finding->must_be_allowed && !finding->is_allowed;
}

static const char *verdict_word(const Finding *finding)
{
    if (!finding->must_be_allowed) return "warning";
    return finding->is_allowed ? "allowed" : "refused";
}

static void print_text(Cx *cx, const Found *found, bool is_everywhere)
{
    const Finding *finding = found->finding;
    Place place;
    if (source_place(cx->sources, finding->span, &place))
        printf("%s:%u:%u: ", place.path, place.line, place.column);
    printf("%s: %s", verdict_word(finding), finding->message);
    for (DialectId id = 0; id < DIALECT_COUNT && !is_everywhere; id++)
        if (found->dialects & 1u << id) printf(" (%s)", dialects[id]->title);
    printf(" [%s]\n", finding->id);
    if (finding->hint && !finding->is_allowed) printf("hint: %s\n", finding->hint);
    if (refuses(finding) && !(finding->hint && strstr(finding->hint, "// allow ")))
        printf("or allow it by name: `// allow %s %s: the reason why`\n", finding->id, finding->path);
}

static void print_json(Cx *cx, const Found *found)
{
    const Finding *finding = found->finding;
    Text line = {0};
    Json json = {.out = &line};
    Place place;
    json_open(&json, NULL, '{');
    json_string(&json, verdict_word(finding), finding->id);
    json_string(&json, "path", finding->path);
    json_string(&json, "message", finding->message);
    json_string(&json, "hint", finding->hint);
    if (source_place(cx->sources, finding->span, &place)) {
        json_string(&json, "file", place.path);
        json_number(&json, "line", place.line);
        json_number(&json, "column", place.column);
    }
    json_open(&json, "targets", '[');
    for (DialectId id = 0; id < DIALECT_COUNT; id++)
        if (found->dialects & 1u << id) json_string(&json, NULL, dialects[id]->name);
    json_close(&json, ']');
    json_close(&json, '}');
    printf("%s\n", text_string(&line));
    text_free(&line);
}

void print_findings(Cx *cx, const Options *options, const Evolution *evolution, bool only_refusals)
{
    FoundList list = {0};
    unsigned targets = 0;
    for (DialectId id = 0; id < DIALECT_COUNT; id++) {
        const Plan *plan = evolution->plans[id];
        if (plan) targets |= 1u << id;
        for (size_t i = 0; plan && i < plan->findings.count; i++)
            if (!only_refusals || refuses(&plan->findings.items[i]))
                add(cx, &list, &plan->findings.items[i], id);
    }
    for (size_t i = 0; i < list.count; i++) {
        if (options->json) print_json(cx, &list.items[i]);
        else print_text(cx, &list.items[i], list.items[i].dialects == targets);
    }
}
