/* SPDX-License-Identifier: MIT
 * Prints what a change may lose, what rows may forbid and what may keep others waiting, with the very
 * line to write about it. */
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
    if (finding->is_allowed) return "allowed";
    return finding->must_be_allowed ? "refused" : "warning";
}

/* ---- what to write ---- */

/* --allow "drop-table drafts", as a shell takes it. */
static const char *option_of(Cx *cx, const Finding *finding)
{
    char quote = strpbrk(finding->path, "\"$`\\!") ? '\'' : '"';
    return arena_printf(cx->arena, "--allow %c%s %s%c", quote, finding->id, finding->path, quote);
}

static const char *comment_of(Cx *cx, const Finding *finding)
{
    return arena_printf(cx->arena, "// allow %s %s: WHY", finding->id, finding->path);
}

static void print_advice(Cx *cx, const Finding *finding, Findings which)
{
    if (finding->hint && finding->keep) printf("hint: %s: `%s`\n", finding->hint, finding->keep);
    else if (finding->hint) printf("hint: %s\n", finding->hint);
    if (which == FINDINGS_LOST)
        printf("hint: to go on as it is: --allow-loss, or write in the schema: `%s`\n",
               comment_of(cx, finding));
    else if (finding->must_be_allowed)
        printf("hint: to go on as it is, write in the schema: `%s`, or seal with: %s\n",
               comment_of(cx, finding), option_of(cx, finding));
    else printf("hint: if you know, write in the schema: `%s`\n", comment_of(cx, finding));
}

static void print_text(Cx *cx, const Found *found, Findings which, bool is_everywhere)
{
    const Finding *finding = found->finding;
    Place place;
    if (source_place(cx->sources, finding->span, &place))
        printf("%s:%u:%u: ", place.path, place.line, place.column);
    printf("%s: %s", verdict_word(finding), finding->message);
    for (DialectId id = 0; id < DIALECT_COUNT && !is_everywhere; id++)
        if (found->dialects & 1u << id) printf(" (%s)", dialects[id]->title);
    printf(" [%s]\n", finding->id);
    if (finding->is_allowed && finding->reason) printf("why: %s\n", finding->reason);
    if (!finding->is_allowed) print_advice(cx, finding, which);
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
    json_string(&json, "keep", finding->keep);
    json_string(&json, "why", finding->reason);
    if (!finding->is_allowed) json_string(&json, "comment", comment_of(cx, finding));
    if (refuses(finding)) json_string(&json, "option", option_of(cx, finding));
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

static bool is_wanted(const Finding *finding, Findings which)
{
    if (which == FINDINGS_LOST) return refuses(finding) && finding_is_loss(finding);
    return which == FINDINGS_ALL || refuses(finding);
}

size_t print_findings(Cx *cx, const Options *options, const Evolution *evolution, Findings which)
{
    FoundList list = {0};
    unsigned targets = 0;
    for (DialectId id = 0; id < DIALECT_COUNT; id++) {
        const Plan *plan = evolution->plans[id];
        if (plan) targets |= 1u << id;
        for (size_t i = 0; plan && i < plan->findings.count; i++)
            if (is_wanted(&plan->findings.items[i], which))
                add(cx, &list, &plan->findings.items[i], id);
    }
    for (size_t i = 0; i < list.count; i++) {
        const Finding *finding = list.items[i].finding;
        if (options->json) print_json(cx, &list.items[i]);
        else if (finding->must_be_allowed || !finding->is_allowed)
            print_text(cx, &list.items[i], which, list.items[i].dialects == targets);
    }
    return list.count;
}
