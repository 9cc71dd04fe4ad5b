/* SPDX-License-Identifier: MIT
 * What must be true of a draft before it is sealed; build only tells of it. */
#include "chain/draft.h"

#include <string.h>

#include "chain/blocks.h"

const Migration *draft_of(const Chain *chain)
{
    return chain->drafts.count ? &chain->drafts.items[0] : NULL;
}

typedef struct Complaint {
    const char *id, *message, *hint;
    Span span; /* NO_SPAN: the draft's */
} Complaint;

static void complain(Cx *cx, const Draft *draft, bool is_error, Complaint complaint)
{
    Span span = complaint.span.file ? complaint.span : draft->migration->span;
    if (is_error) diag_error(cx->diag, span, complaint.id, "%s", complaint.message);
    else diag_warning(cx->diag, span, complaint.id, "%s", complaint.message);
    diag_hint(cx->diag, "%s", complaint.hint);
}

static const char *missing_script(Cx *cx, const Draft *draft)
{
    for (DialectId id = 0; id < DIALECT_COUNT; id++)
        if (draft->schema->targets[id].is_target && !draft->migration->scripts[id])
            return arena_printf(cx->arena, "the draft '%s' lacks '%s.sql'", draft->migration->folder,
                                dialect_word(id));
    return NULL;
}

/* Of the first script whose transactions are not in order. */
static bool has_wrong_block(Cx *cx, const Draft *draft, Complaint *complaint)
{
    for (DialectId id = 0; id < DIALECT_COUNT; id++) {
        const char *why;
        const Script *script = draft->migration->scripts[id];
        const Statement *wrong = script ? blocks_wrong(id, script, &why) : NULL;
        if (!wrong) continue;
        *complaint = (Complaint){"script-transaction",
                                 arena_printf(cx->arena, "this cannot stand here: %s", why),
                                 "put what belongs together between BEGIN and COMMIT", wrong->span};
        return true;
    }
    return false;
}

bool draft_read(Cx *cx, const Chain *chain, const char *now, bool is_to_be_sealed, Draft *draft)
{
    *draft = (Draft){.migration = draft_of(chain)};
    const Migration *migration = draft->migration;
    const char *missing;
    if (!(draft->schema = chain_schema(cx, migration))) return false;
    schema_fingerprint(cx, draft->schema, draft->fingerprint);
    bool is_current = strcmp(draft->fingerprint, now) == 0;
    bool is_of_data = strcmp(draft->fingerprint, migration->parent) == 0;
    if (!is_current && !is_of_data) {
        complain(cx, draft, is_to_be_sealed,
                 (Complaint){"draft-outdated",
                             arena_printf(cx->arena, "the schema has changed since '%s' was drafted",
                                          migration->folder),
                             "keep your SQL, remove the folder and draft it again", NO_SPAN});
        return false;
    }
    if ((missing = missing_script(cx, draft)) != NULL) {
        complain(cx, draft, is_to_be_sealed,
                 (Complaint){"draft-incomplete", missing,
                             "write it, be it without a statement, or remove the folder", NO_SPAN});
        return false;
    }
    Complaint wrong;
    if (has_wrong_block(cx, draft, &wrong)) {
        complain(cx, draft, is_to_be_sealed, wrong);
        return false;
    }
    if (is_to_be_sealed) return true;
    complain(cx, draft, false,
             (Complaint){"draft-open",
                         arena_printf(cx->arena, "the draft '%s' is not sealed, so it is left out",
                                      migration->folder),
                         arena_printf(cx->arena, "`schemac seal ENTRY %s` seals it", migration->name),
                         NO_SPAN});
    return true;
}
