/* SPDX-License-Identifier: MIT
 * What is allowed and nothing asks for: a slip, or a leftover that would silently allow the next
 * loss of that name. */
#include <string.h>

#include "base/allow.h"
#include "chain/evolve.h"
#include "resolve/diagnostics.h"

typedef struct Looker {
    Cx *cx;
    const Evolution *evolution;
} Looker;

static bool is_asked_for(const Evolution *evolution, const char *text)
{
    for (DialectId id = 0; id < DIALECT_COUNT; id++) {
        const Plan *plan = evolution->plans[id];
        for (size_t i = 0; plan && i < plan->findings.count; i++)
            if (finding_allowance(text, &plan->findings.items[i])) return true;
    }
    return false;
}

static void tell(const Looker *looker, const char *text, size_t length, Span span)
{
    diag_warning(looker->cx->diag, span, "allow-unused", "nothing asks for '%.*s' to be allowed",
                 (int)length, text);
    diag_hint(looker->cx->diag, "if its migration is sealed it can go; else what it names is "
                                "written otherwise");
}

/* Others allow what `check` warns of, or are no such comments at all. */
static bool is_of_a_change(Cx *cx, const char *text)
{
    static const char topic[] = "What a change may cost";
    const char *id = arena_copy(cx->arena, text, strcspn(text, " \t\r\n:,;"));
    const DiagnosticInfo *info = diagnostic_find(id);
    return info && strcmp(info->topic, topic) == 0;
}

static void look_at_comment(void *state, const char *text, Span span)
{
    const Looker *looker = state;
    if (!is_of_a_change(looker->cx, text) || is_asked_for(looker->evolution, text)) return;
    size_t length = strcspn(text, ":\r\n");
    span.end = span.start + (uint32_t)length;
    tell(looker, text, length, span);
}

void evolution_unused(Cx *cx, const Evolution *evolution, const PlanOptions *options)
{
    Looker looker = {cx, evolution};
    comments_that_allow(cx->sources, look_at_comment, &looker);
    for (size_t i = 0; i < options->allowed.count; i++) {
        const char *text = options->allowed.items[i];
        if (!is_asked_for(evolution, text)) tell(&looker, text, strlen(text), NO_SPAN);
    }
}
