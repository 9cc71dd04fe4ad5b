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

/* ---- "// allow ID": a warning that the author has read and accepts ---- */

static bool is_id_byte(char c)
{
    return (c >= 'a' && c <= 'z') || c == '-';
}

/* Does the line that ends at end hold a comment that allows it? */
static bool line_allows(const char *start, const char *end, const char *id)
{
    size_t length = strlen(id);
    const char *comment = NULL;
    for (const char *at = start; at + 1 < end && !comment; at++)
        if (at[0] == '/' && at[1] == '/') comment = at + 2;
    if (!comment) return false;
    comment += strspn(comment, " /");
    if (end - comment < 6 || strncmp(comment, "allow ", 6) != 0) return false;
    for (const char *at = comment + 6; at + length <= end; at++)
        if (at[-1] == ' ' && strncmp(at, id, length) == 0 && !is_id_byte(at[length])) return true;
    return false;
}

static const char *line_start(const char *text, const char *at)
{
    while (at > text && at[-1] != '\n') at--;
    return at;
}

/* In the line of the place, or in a comment of its own above it. */
static bool is_allowed(const Resolver *r, Span span, const char *id)
{
    if (!span.file) return false;
    const Source *source = source_get(r->cx->sources, span.file);
    const char *start = line_start(source->text, source->text + span.start);
    if (line_allows(start, start + strcspn(start, "\n"), id)) return true;
    if (start == source->text) return false;
    const char *above = line_start(source->text, start - 1);
    return strncmp(above + strspn(above, " \t"), "//", 2) == 0 && line_allows(above, start - 1, id);
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
    r->is_silent = info->severity == SEVERITY_WARNING && is_allowed(r, span, id);
    if (r->is_silent) return;
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
    if (r->is_silent) return;
    va_list args;
    va_start(args, format);
    diag_note(r->cx->diag, span, "%s", arena_vprintf(r->cx->arena, format, args));
    va_end(args);
}

void report_hint(Resolver *r, const char *format, ...)
{
    if (r->is_silent) return;
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
    if (suggest->best && !r->is_silent) diag_hint(r->cx->diag, "did you mean '%s'?", suggest->best);
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
