/* SPDX-License-Identifier: MIT
 * How this room speaks: the severity of an id comes from the table of diagnostics, and what came
 * out of a mixin says so. */
#include <stdarg.h>
#include <string.h>

#include "resolve/diagnostics.h"
#include "resolve/resolver.h"

enum { SUGGEST_UNTIL = 100 }; /* errors; a suggestion walks over everything declared */

static const Item *mixin_user(const Resolver *r)
{
    return r->current && r->current->use ? r->current : NULL;
}

/* ---- reporting ---- */

void report(Resolver *r, Span span, const char *id, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    const char *message = arena_vprintf(r->cx->arena, format, args);
    va_end(args);
    const DiagnosticInfo *info = diagnostic_find(id);
    if (!info) bug("diagnostic '%s' is not in the table", id);
    if (info->severity == SEVERITY_ERROR)
        diag_error(r->cx->diag, span, info->id, "%s", message);
    else
        diag_warning(r->cx->diag, span, info->id, "%s", message);
    const Item *user = mixin_user(r);
    if (user)
        diag_note(r->cx->diag, user->use->span, "mixin '%s' is used here",
                  name_text(user->use->name.name));
}

void report_note(Resolver *r, Span span, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    diag_note(r->cx->diag, span, "%s", arena_vprintf(r->cx->arena, format, args));
    va_end(args);
}

void report_hint(Resolver *r, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    diag_hint(r->cx->diag, "%s", arena_vprintf(r->cx->arena, format, args));
    va_end(args);
}

bool report_may_suggest(const Resolver *r)
{
    return diag_errors(r->cx->diag) < SUGGEST_UNTIL;
}

void report_nearest(Resolver *r, const Suggest *suggest)
{
    if (suggest->best) diag_hint(r->cx->diag, "did you mean '%s'?", suggest->best);
}

const char *shortened(Resolver *r, const char *text)
{
    size_t room = 40;
    if (strlen(text) <= room) return text;
    while (room > 0 && ((unsigned char)text[room] & 0xC0) == 0x80) room--;
    return arena_printf(r->cx->arena, "%.*s...", (int)room, text);
}

const char *article(const char *noun)
{
    return strchr("aeio", *noun) ? "an" : "a"; /* "a unique" */
}

const char *describe(Resolver *r, const Object *object)
{
    return object_describe(r->cx, object);
}
