/* SPDX-License-Identifier: MIT
 * The rounds: build a schema of the drafts, write it down, read it as anyone would, bring it to the
 * engine's form and hold that against what was found. What did not come out the same is written
 * more plainly in the next round. */
#include "pull/pull.h"

#include <string.h>

#include "dialect/dialect.h"
#include "model/print.h"
#include "model/serial.h"
#include "pull/draft.h"
#include "resolve/resolve.h"
#include "syntax/parse.h"

enum { ROUNDS_MAX = 24 };

typedef struct Round {
    Drafts *drafts;
    Pulled *pulled;
    Cx cx; /* with diagnostics of its own */
    const Tree *tree;
    const Schema *schema;
    bool has_changed; /* some draft is to be written more plainly */
    bool is_last;     /* nothing can be: what differs is a loss */
} Round;

static void make_plainer(Round *round, Draft *draft, const char *why)
{
    if (!draft || draft->is_blamed || draft->plainness == PLAIN_LEFT_OUT) return;
    if (!why && draft->plainness == PLAIN_RAW) return; /* it is there, though not as it was */
    draft->is_blamed = true;
    draft->plainness++;
    draft->why = why;
    round->has_changed = true;
}

/* ---- what a mistake speaks of ---- */

static bool is_within(Span span, Span whole)
{
    return span.file == whole.file && span.start >= whole.start && span.start < whole.end;
}

static Draft *draft_of(const Round *round, const Object *object)
{
    return round->drafts->by_object[object->id];
}

static const Object *home_of(const Round *round, const Object *member)
{
    return inline_column(round->drafts->schema, member);
}

static const Object *member_at(const Round *round, const Object *table, size_t place)
{
    size_t at = 0;
    for (size_t i = 0; i < table->members.count; i++)
        if (!home_of(round, table->members.items[i]) && at++ == place)
            return table->members.items[i];
    return NULL;
}

/* Members stand in the text as they do in the schema: the columns, then what is not written behind
 * its column. What is written behind one is told apart from it first. */
static void blame_member(Round *round, const Object *table, size_t place, const char *why)
{
    const Object *blamed = member_at(round, table, place);
    bool is_told_apart = false;
    for (size_t i = 0; blamed && i < table->members.count; i++) {
        const Object *member = table->members.items[i];
        if (home_of(round, member) != blamed) continue;
        make_plainer(round, draft_of(round, member), why);
        is_told_apart = true;
    }
    if (blamed && !is_told_apart) make_plainer(round, draft_of(round, blamed), why);
}

static void blame_declaration(Round *round, const Decl *decl, const Object *object, Span span,
                              const char *why)
{
    for (size_t i = 0; i < decl->members.count; i++)
        if (is_within(span, decl->members.items[i]->span) && object->kind != KIND_ENUM &&
            object->kind != KIND_FUNCTION) {
            blame_member(round, object, i, why);
            return;
        }
    make_plainer(round, draft_of(round, object), why);
}

/* How long the text of the first objects is: each is written as if no other followed. */
static size_t length_of(Schema *schema, size_t count)
{
    Text text = {0};
    size_t all = schema->objects.count;
    schema->objects.count = count;
    schema_print(&text, schema);
    schema->objects.count = all;
    size_t length = text.length;
    text_free(&text);
    return length;
}

/* Can the object at the place be read if it has no member but this one? */
static bool is_read(Round *round, size_t place, size_t member)
{
    Text text = {0};
    Cx cx = round->cx;
    Schema *schema = round->drafts->schema, alone = *schema;
    Object *object = schema->objects.items[place];
    const size_t count = object->members.count;
    cx.sources = sources_new(cx.arena);
    cx.diag = diag_new(cx.arena, cx.sources);
    alone.objects.items += place;
    object->members.items += member;
    alone.objects.count = object->members.count = 1;
    schema_print(&text, &alone);
    object->members.items -= member;
    object->members.count = count;
    bool is_fine = !parse_text(&cx, "", text_string(&text), text.length)->has_errors;
    text_free(&text);
    return is_fine;
}

/* The members that cannot be read; if each can, the object itself. */
static void blame_unread(Round *round, size_t place, const char *why)
{
    const Object *object = round->drafts->schema->objects.items[place];
    bool is_found = false;
    for (size_t i = 0; i < object->members.count; i++) {
        if (is_read(round, place, i)) continue;
        make_plainer(round, draft_of(round, object->members.items[i]), why);
        is_found = true;
    }
    if (!is_found) make_plainer(round, draft_of(round, object), why);
}

/* Where the text cannot be read, what was read of it is no guide: so the place is. */
static void blame_place(Round *round, size_t place, const char *why)
{
    Schema *schema = round->drafts->schema;
    size_t low = 0, high = schema->objects.count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (length_of(schema, middle + 1) > place) high = middle;
        else low = middle + 1;
    }
    if (low < schema->objects.count) blame_unread(round, low, why);
}

static bool is_written(const Schema *schema, const Object *object)
{
    return object_is_declared(object) && !serial_is_said(schema, object);
}

/* The first declarations are the header, each object is one of the others. */
const Object *object_declared(const Schema *schema, const Tree *tree, size_t decl)
{
    size_t left = tree->decls.count - decl;
    for (size_t i = schema->objects.count; left && i-- > 0;)
        if (is_written(schema, schema->objects.items[i]) && --left == 0)
            return schema->objects.items[i];
    return NULL;
}

static void blame(Round *round, Span span, const char *why)
{
    const Schema *schema = round->drafts->schema;
    const Tree *tree = round->tree;
    if (tree->has_errors) {
        blame_place(round, span.start, why);
        return;
    }
    for (size_t i = 0; i < tree->decls.count; i++) {
        bool is_here = is_within(span, tree->decls.items[i]->span);
        const Object *object = is_here ? object_declared(schema, tree, i) : NULL;
        if (object) blame_declaration(round, tree->decls.items[i], object, span, why);
    }
}

static void read_mistakes(Round *round)
{
    Span span;
    const char *id, *message;
    if (!round->drafts->states_version && diag_has(round->cx.diag, "version-unstated"))
        round->drafts->states_version = round->has_changed = true;
    for (size_t i = 0; diag_error_get(round->cx.diag, i, &span, &id, &message); i++) {
        if (round->is_last) {
            PullLoss loss = {"schema", round->drafts->options->name, NULL, NULL, message};
            vec_push(round->drafts->cx->arena, &round->pulled->losses, loss);
        } else if (strcmp(id, "version-too-low") == 0 && !round->drafts->states_version)
            round->drafts->states_version = round->has_changed = true;
        else blame(round, span, message);
    }
}

/* ---- what came out differently ---- */

static const char *keep(const Round *round, const char *text)
{
    return text ? arena_copy(round->drafts->cx->arena, text, strlen(text)) : NULL;
}

static void lose(Round *round, const catalog_object *object, const char *attribute,
                 const char *value, const char *why)
{
    PullLoss loss = {keep(round, object->kind), keep(round, object->path),
                     keep(round, attribute), keep(round, value), why};
    vec_push(round->drafts->cx->arena, &round->pulled->losses, loss);
}

static void meet_difference(void *state, const catalog_object *found, const catalog_object *made,
                            const char *attribute)
{
    Round *round = state;
    const catalog_object *object = found ? found : made;
    const char *value = found && attribute ? catalog_value(found, attribute) : NULL;
    Draft *draft = found ? round->drafts->by_found[found - round->drafts->found->objects]
                         : NULL;
    if (round->is_last) lose(round, object, attribute, value, draft ? draft->why : NULL);
    else make_plainer(round, draft, NULL);
}

static void compare(Round *round)
{
    const Dialect *dialect = dialects[round->drafts->options->dialect];
    const Schema *lowered = dialect->lower(&round->cx, round->schema);
    Text text = {0};
    memory pool = {0};
    catalog made;
    catalog_print(&round->cx, &text, lowered, dialect->expr);
    catalog_init(&made, &pool);
    const char *const pieces[] = {text_string(&text), NULL};
    if (!catalog_parse(&made, pieces)) bug("a catalog text cannot be read back");
    details_fold(&made);
    catalogs_compare(round->drafts->found, &made, meet_difference, round);
    memory_free(&pool);
    text_free(&text);
}

/* ---- names that were left out ---- */

static const Object *same_member(const Schema *schema, const Object *member)
{
    const Object *owner = member->parent;
    const Object *found = schema_find(schema, owner->kind, owner->space, owner->name);
    while (found && found->kind != owner->kind) found = found->namesake;
    return found ? object_member(found, member->kind, member->name) : NULL;
}

/* Of several checks without a name each must get its own, and not another's. */
static bool is_same(const Object *a, const Object *b)
{
    const KindInfo *info = kind_info(a->kind);
    for (size_t i = 0; i < info->attr_count; i++)
        if (info->attrs[i].flags & ATTR_IDENTITY && !attr_equal(a, b, &info->attrs[i])) return false;
    return true;
}

static void check_names(Round *round)
{
    for (size_t i = 0; i < round->drafts->items.count; i++) {
        Draft *draft = &round->drafts->items.items[i];
        const Object *object = draft->object;
        bool is_left_out = object && object->parent && !object->is_named && !name_none(object->name);
        if (!is_left_out || draft->plainness != PLAIN_NOT) continue;
        const Object *other = same_member(round->schema, object);
        if (!other || !is_same(object, other)) make_plainer(round, draft, NULL);
    }
}

/* ---- a round ---- */

static void write_text(Round *round)
{
    Text text = {0};
    if (round->is_last) schema_print_grouped(&text, round->drafts->schema);
    else schema_print(&text, round->drafts->schema); /* a declaration for each object */
    round->pulled->length = text.length;
    round->pulled->text = text_keep(&text, round->cx.arena);
}

/* Lines that are too long are broken: the meaning stays. */
static void format(Round *round)
{
    Text text = {0};
    Pulled *pulled = round->pulled;
    if (!format_text(&round->cx, round->drafts->options->name, pulled->text, pulled->length, &text))
        return;
    pulled->length = text.length;
    pulled->text = text_keep(&text, round->cx.arena);
}

static bool run(Drafts *drafts, Pulled *pulled, Cx *cx, bool is_last)
{
    Round round = {.drafts = drafts, .pulled = pulled, .cx = *cx, .is_last = is_last};
    if (!is_last) round.cx.sources = sources_new(cx->arena); /* the last text is the caller's, too */
    round.cx.diag = diag_new(cx->arena, round.cx.sources);
    drafts_build(drafts, &round.cx);
    pulled->said = drafts->schema;
    write_text(&round);
    if (is_last) format(&round);
    round.tree = parse_text(&round.cx, drafts->options->name, pulled->text, pulled->length);
    if (is_last || !round.tree->has_errors) round.schema = pulled->schema = resolve(&round.cx, round.tree);
    read_mistakes(&round);
    if (!round.has_changed) check_names(&round);
    if (!round.has_changed) compare(&round);
    if (!round.has_changed) read_mistakes(&round);
    return round.has_changed;
}

const Pulled *pull(Cx *cx, const PullOptions *options, const catalog *found)
{
    Pulled *pulled = arena_make(cx->arena, Pulled);
    Drafts drafts;
    drafts_begin(&drafts, cx, options, found);
    for (int i = 0; i < ROUNDS_MAX && run(&drafts, pulled, cx, false); i++) continue;
    run(&drafts, pulled, cx, true);
    return pulled;
}
