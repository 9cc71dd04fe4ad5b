/* SPDX-License-Identifier: MIT
 * schemac seal: freezes what the schema has become since the last migration, or a draft as it lies
 * there. */
#include <stdio.h>
#include <string.h>

#include "base/json.h"
#include "chain/draft.h"
#include "chain/lock.h"
#include "command/prove.h"
#include "command/sealing.h"

bool is_migration_name(Cx *cx, const char *command, const char *name)
{
    int number;
    const char *rest, *whole = arena_printf(cx->arena, "0001_%s", name);
    if (migration_name(whole, strlen(whole), &number, &rest)) return true;
    fprintf(stderr, "schemac %s: '%s' is no name for a migration\n"
                    "hint: small letters, digits and '_', as in add_devices\n", command, name);
    return false;
}

const char *name_without_number(Cx *cx, const char *name, int number)
{
    const char *folder = arena_printf(cx->arena, "%04d_", number);
    size_t length = strlen(folder);
    return strncmp(name, folder, length) == 0 && name[length] ? name + length : name;
}

int next_number(const Chain *chain)
{
    const Migration *last = chain_last(chain);
    return last ? last->number + 1 : 1;
}

void tell_migration(const Options *options, const char *what, const char *folder)
{
    Text line = {0};
    Json json = {.out = &line};
    if (!options->json) {
        printf("%s %s\n", what, folder);
        return;
    }
    json_open(&json, NULL, '{');
    json_string(&json, "done", what);
    json_string(&json, "migration", folder);
    json_close(&json, '}');
    printf("%s\n", text_string(&line));
    text_free(&line);
}

int sealing_begin(Cx *cx, const Options *options, Sealing *sealing)
{
    Options quiet = *options;
    quiet.errors_only = true;
    *sealing = (Sealing){.cx = cx, .options = options, .entry = options->arguments[0]};
    int status = load(cx, &quiet, &sealing->loaded);
    if (status != EXIT_FINE) return status;
    sealing->held = seal_begin(cx, sealing->entry);
    return sealing->held < 0 ? EXIT_WRONG : EXIT_FINE;
}

int sealing_end(Sealing *sealing, int status)
{
    seal_end(sealing->held);
    int reported = report_diagnostics(sealing->cx, sealing->options);
    return status == EXIT_FINE ? reported : status;
}

int sealing_load(Sealing *sealing)
{
    size_t errors = diag_errors(sealing->cx->diag);
    sealing->chain = chain_load(sealing->cx, sealing->entry);
    const Migration *last = chain_last(sealing->chain);
    if (diag_errors(sealing->cx->diag) == errors && last)
        sealing->before = chain_schema(sealing->cx, last);
    diag_forget_warnings(sealing->cx->diag); /* `check` tells them */
    return diag_errors(sealing->cx->diag) == errors ? EXIT_FINE : EXIT_WRONG;
}

bool sealing_is_unchanged(const Sealing *sealing, const Evolution *evolution)
{
    const Migration *last = chain_last(sealing->chain);
    return last && strcmp(last->fingerprint, sealing->loaded.fingerprint) == 0 &&
           evolution_is_empty(evolution);
}

/* ---- what may be lost ---- */

static int refuse(const Sealing *sealing, const Evolution *evolution)
{
    size_t count = evolution_refusals(evolution);
    if (count == 0) return EXIT_FINE;
    print_findings(sealing->cx, sealing->options, evolution, FINDINGS_REFUSED);
    fprintf(stderr, "schemac seal: not sealed: what may be lost must be allowed by name\n");
    return EXIT_REFUSED;
}

/* How it would be planned. A draft is held to the same as a plan: its scripts may allow what they
 * say. A snapshot has no marks, so the way is planned to the schema that has them. */
static const Evolution *plan_draft(Sealing *sealing, const Draft *draft)
{
    Cx *cx = sealing->cx;
    PlanOptions options = sealing->options->plan;
    for (DialectId id = 0; id < DIALECT_COUNT; id++) {
        const Script *script = draft->migration->scripts[id];
        for (size_t i = 0; script && i < script->allowed.count; i++)
            vec_push(cx->arena, &options.allowed, script->allowed.items[i].text);
    }
    bool is_current = strcmp(draft->fingerprint, sealing->loaded.fingerprint) == 0;
    return evolve(cx, sealing->before, is_current ? sealing->loaded.schema : draft->schema, &options);
}

/* ---- sealing ---- */

int sealing_prove(Sealing *sealing, const Migration *draft, const char *fingerprint,
                  const Evolution *evolution, bool is_edited)
{
    Cx *cx = sealing->cx;
    Migration *proved = arena_make(cx->arena, Migration);
    *proved = *draft;
    memcpy(proved->fingerprint, fingerprint, HASH_SIZE);
    int status = prove_draft(cx, sealing->options, proved, evolution, !is_edited);
    if (status != EXIT_FINE) return status;
    if (!seal_draft(cx, sealing->chain, draft, fingerprint, is_edited)) return EXIT_WRONG;
    tell_migration(sealing->options, "sealed", draft->folder);
    return EXIT_FINE;
}

int sealing_finish(Sealing *sealing)
{
    Draft draft;
    int status;
    if (!draft_read(sealing->cx, sealing->chain, sealing->loaded.fingerprint, true, &draft))
        return EXIT_WRONG;
    const Evolution *evolution = plan_draft(sealing, &draft);
    if (!evolution) return EXIT_WRONG;
    if ((status = refuse(sealing, evolution)) != EXIT_FINE) return status;
    bool is_edited = !evolution_is_script(sealing->cx, evolution, draft.migration);
    return sealing_prove(sealing, draft.migration, draft.fingerprint, evolution, is_edited);
}

static int make_draft(Sealing *sealing, const char *name)
{
    const Options *options = sealing->options;
    int status = EXIT_FINE;
    const Evolution *evolution = evolve(sealing->cx, sealing->before, sealing->loaded.schema,
                                        &options->plan);
    if (!evolution) return EXIT_WRONG;
    if (sealing_is_unchanged(sealing, evolution)) {
        tell_migration(options, "nothing to seal: the schema is that of",
                       chain_last(sealing->chain)->folder);
        return EXIT_FINE;
    }
    if (options->draft) print_findings(sealing->cx, options, evolution, FINDINGS_REFUSED);
    else status = refuse(sealing, evolution);
    if (status != EXIT_FINE) return status;
    if (!seal_evolution(sealing->cx, sealing->chain, next_number(sealing->chain), name, evolution))
        return EXIT_WRONG;
    return sealing_load(sealing);
}

static int refuse_draft(const Migration *draft, const char *why)
{
    fprintf(stderr, "schemac seal: '%s' is drafted already%s\n"
                    "hint: seal it with its name, or remove its folder\n", draft->folder, why);
    return EXIT_WRONG;
}

static int seal_name(Sealing *sealing, const char *name)
{
    int status = sealing_load(sealing);
    if (status != EXIT_FINE) return status;
    const Migration *draft = draft_of(sealing->chain);
    name = name_without_number(sealing->cx, name, draft ? draft->number : next_number(sealing->chain));
    if (draft && strcmp(draft->name, name) != 0) return refuse_draft(draft, " under another name");
    if (draft && sealing->options->draft) return refuse_draft(draft, "");
    if (draft) return sealing_finish(sealing);
    status = make_draft(sealing, name);
    draft = draft_of(sealing->chain);
    if (status != EXIT_FINE || !draft) return status;
    if (!sealing->options->draft) {
        status = sealing_finish(sealing);
        if (status != EXIT_FINE) seal_remove(sealing->cx, draft->folder); /* made a moment ago */
        return status;
    }
    tell_migration(sealing->options, "drafted", draft->folder);
    return EXIT_FINE;
}

int run_seal(Cx *cx, const Options *options)
{
    Sealing sealing;
    if (options->rebase) return run_rebase(cx, options);
    if (options->argument_count < 2) {
        fprintf(stderr, "schemac seal: the NAME of the migration is missing\n");
        return EXIT_USAGE;
    }
    const char *name = options->arguments[1];
    if (!is_migration_name(cx, "seal", name)) return EXIT_USAGE;
    int status = sealing_begin(cx, options, &sealing);
    if (status != EXIT_FINE) return status;
    return sealing_end(&sealing, seal_name(&sealing, name));
}
