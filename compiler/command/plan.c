/* SPDX-License-Identifier: MIT
 * schemac plan: what the next migration would do, in words. */
#include <stdio.h>
#include <string.h>

#include "base/json.h"
#include "chain/draft.h"
#include "command/command.h"

static bool is_asked_for(const Options *options, DialectId id)
{
    return !options->dialect || strcmp(options->dialect, dialects[id]->name) == 0;
}

/* ---- what programs can go on doing ---- */

static const char *const old_programs[] = {
    [ABILITY_NONE] = "must be stopped first",
    [ABILITY_READ] = "can go on reading, but what they write may be refused",
    [ABILITY_WRITE] = "can go on reading and writing"};
static const char *const new_programs[] = {
    [ABILITY_NONE] = "work only once the migration is done",
    [ABILITY_READ] = "can read before the migration is done, but what they write may be refused",
    [ABILITY_WRITE] = "can read and write before the migration is done"};

/* The changes that leave programs no more than this. */
static void print_reasons(const Verdict *verdict, Ability ability, bool is_old)
{
    printf(ability < ABILITY_WRITE ? ":\n" : ".\n");
    for (size_t i = 0; i < verdict->reasons.count && ability < ABILITY_WRITE; i++) {
        const Reason *reason = &verdict->reasons.items[i];
        if ((is_old ? reason->old_programs : reason->new_programs) == ability)
            printf("- %s\n", reason->words);
    }
}

static void print_verdict(const Verdict *verdict)
{
    printf("Programs built for the schema before %s", old_programs[verdict->old_programs]);
    print_reasons(verdict, verdict->old_programs, true);
    printf("Programs built for the schema now %s", new_programs[verdict->new_programs]);
    print_reasons(verdict, verdict->new_programs, false);
}

static void verdict_json(const Verdict *verdict, DialectId id)
{
    Text line = {0};
    Json json = {.out = &line};
    json_open(&json, NULL, '{');
    json_string(&json, "target", dialects[id]->name);
    json_string(&json, "old programs", ability_word(verdict->old_programs));
    json_string(&json, "new programs", ability_word(verdict->new_programs));
    json_open(&json, "reasons", '[');
    for (size_t i = 0; i < verdict->reasons.count; i++)
        json_string(&json, NULL, verdict->reasons.items[i].words);
    json_close(&json, ']');
    json_close(&json, '}');
    printf("%s\n", text_string(&line));
    text_free(&line);
}

/* ---- one target ---- */

static void print_target(const Options *options, const Evolution *evolution, DialectId id)
{
    Text text = {0};
    if (options->json) plan_json(&text, dialects[id], evolution->plans[id]);
    else if (evolution->plans[id]->from) plan_explain(&text, dialects[id], evolution->plans[id]);
    else
        text_printf(&text, "%s: all of it is new, %zu statements.\n", dialects[id]->title,
                    evolution->plans[id]->steps.count);
    if (!options->json) printf("\n");
    fputs(text_string(&text), stdout);
    if (options->json && text.length && text.data[text.length - 1] != '\n') printf("\n");
    text_free(&text);
    if (!evolution->verdicts[id]) return;
    if (options->json) verdict_json(evolution->verdicts[id], id);
    else print_verdict(evolution->verdicts[id]);
}

static void lookalike_json(const Changes *changes, const Lookalike *pair)
{
    Text line = {0}, path = {0};
    Json json = {.out = &line};
    json_open(&json, NULL, '{');
    json_string(&json, "lookalike", object_word(pair->to));
    object_path(&path, changes->from, pair->from);
    json_string(&json, "dropped", text_string(&path));
    text_clear(&path);
    object_path(&path, changes->to, pair->to);
    json_string(&json, "new", text_string(&path));
    json_close(&json, '}');
    printf("%s\n", text_string(&line));
    text_free(&line);
    text_free(&path);
}

/* A drop and an add that look like a rename: nobody guesses, somebody is asked. */
static void print_lookalikes(Cx *cx, const Options *options, const Evolution *evolution)
{
    const Changes *changes = evolution->changes;
    for (size_t i = 0; changes && i < changes->lookalikes.count; i++) {
        const Lookalike *pair = &changes->lookalikes.items[i];
        Place place;
        if (options->json) {
            lookalike_json(changes, pair);
            continue;
        }
        if (source_place(cx->sources, pair->to->span, &place))
            printf("%s:%u:%u: ", place.path, place.line, place.column);
        printf("%s is dropped and", object_describe(cx, pair->from));
        printf(" %s is new\n", object_describe(cx, pair->to));
        bool has_space = !name_none(pair->from->space);
        printf("hint: if it is the same under a new name, write `was %s%s%s` behind it\n",
               has_space ? name_text(pair->from->space) : "", has_space ? "." : "",
               name_text(pair->from->name));
    }
}

static const char *title_of(Cx *cx, const Chain *chain)
{
    const Migration *last = chain_last(chain);
    return last ? arena_printf(cx->arena, "%04d_%s", last->number, last->name) : "nothing";
}

static int print_plan(Cx *cx, const Options *options, const Loaded *loaded, const Chain *chain)
{
    const Migration *last = chain_last(chain);
    const Schema *before = last ? chain_schema(cx, last) : NULL;
    if (last && !before) return EXIT_WRONG;
    const Evolution *evolution = evolve(cx, before, loaded->schema, &options->plan);
    if (!evolution) return EXIT_WRONG;
    if (before && evolution_is_empty(evolution)) {
        if (!options->json) printf("Nothing to do: the schema is that of %s.\n", title_of(cx, chain));
        return EXIT_FINE;
    }
    if (!options->json)
        printf("Schema %s, from %s to what it is now.\n", name_text(loaded->schema->name),
               title_of(cx, chain));
    for (DialectId id = 0; id < DIALECT_COUNT; id++)
        if (evolution->plans[id] && is_asked_for(options, id)) print_target(options, evolution, id);
    if (!options->json) printf("\n");
    print_lookalikes(cx, options, evolution);
    print_findings(cx, options, evolution, FINDINGS_ALL);
    diag_forget_warnings(cx->diag);
    evolution_unused(cx, evolution, &options->plan);
    return report_diagnostics(cx, options);
}

int run_plan(Cx *cx, const Options *options)
{
    Loaded loaded = {0};
    Options quiet = *options;
    quiet.errors_only = true;
    int status = load(cx, &quiet, &loaded);
    if (status != EXIT_FINE) return status;
    const Chain *chain = chain_load(cx, options->arguments[0]);
    status = diag_errors(cx->diag) ? EXIT_WRONG : print_plan(cx, options, &loaded, chain);
    if (diag_errors(cx->diag)) report_diagnostics(cx, options);
    return status;
}
