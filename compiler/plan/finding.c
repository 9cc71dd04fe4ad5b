/* SPDX-License-Identifier: MIT
 * Findings: changes that take data away or that rows may forbid, and which of them the author has
 * allowed by name, in a comment of the schema or on the command line. Those that are the same on
 * every engine are found here, in what the author wrote; dialects add what only they know. */
#include <stdio.h>

#include "base/allow.h"
#include "model/heritage.h"
#include "model/remedy.h"
#include "model/risk.h"
#include "model/serial.h"
#include "plan/plan.h"
#include "plan/planner.h"

/* ---- what is allowed ---- */

static void keep_comment(void *state, const char *text, Span span)
{
    (void)span;
    Allowances *allowances = state;
    vec_push(allowances->arena, &allowances->comments, text);
}

static const char *behind_allowance(Cx *cx, const PlanOptions *options, Allowances *allowances,
                                    const Finding *finding)
{
    const char *rest = NULL;
    if (!allowances->arena) {
        allowances->arena = cx->arena;
        comments_that_allow(cx->sources, keep_comment, allowances);
    }
    for (size_t i = 0; i < options->allowed.count && !rest; i++)
        rest = finding_allowance(options->allowed.items[i], finding);
    for (size_t i = 0; i < allowances->comments.count && !rest; i++)
        rest = finding_allowance(allowances->comments.items[i], finding);
    return rest;
}

/* ": why", up to the end of the line. NULL: no reason is given. */
static const char *reason_in(Cx *cx, const char *rest)
{
    rest += strspn(rest, ": \t");
    size_t length = strcspn(rest, "\r\n");
    return length ? arena_copy(cx->arena, rest, length) : NULL;
}

const char *finding_allowance(const char *text, const Finding *finding)
{
    size_t id = strlen(finding->id), path = strlen(finding->path);
    if (strncmp(text, finding->id, id) != 0 || (text[id] != ' ' && text[id] != ':')) return NULL;
    text += id + 1;
    text += strspn(text, " ");
    if (strncmp(text, finding->path, path) != 0) return NULL;
    return strchr(" \t\r\n:,;", text[path]) ? text + path : NULL; /* or the end */
}

/* ---- adding one ---- */

/* false: it is there already. */
static bool enter(Cx *cx, Allowances *allowances, const Finding *finding)
{
    Name id = name_from(cx->names, finding->id), path = name_from(cx->names, finding->path);
    if (!allowances->found) allowances->found = map_new(cx->arena);
    return !map_set(allowances->found, id, path, NO_NAME, allowances);
}

/* As it can be written behind "allow" in one line. */
static const char *one_line(Cx *cx, const char *path)
{
    Text text = {0};
    text_add_line(&text, path);
    return text_keep(&text, cx->arena);
}

static const Object *as_written(const Object *object)
{
    while (object->origin) object = object->origin;
    return object;
}

void finding_add(Cx *cx, Plan *plan, const PlanOptions *options, Allowances *allowances,
                 Finding finding)
{
    finding.path = one_line(cx, finding.path);
    if (!enter(cx, allowances, &finding)) return;
    if (finding.object && !finding.keep)
        finding.keep = remedy_of(cx, finding.id, as_written(finding.object), NULL);
    const char *rest = behind_allowance(cx, options, allowances, &finding);
    finding.is_allowed = rest != NULL;
    finding.reason = rest ? reason_in(cx, rest) : NULL;
    vec_push(cx->arena, &plan->findings, finding);
}

void alter_finding(Alter *alter, Finding finding)
{
    Planner *p = (Planner *)alter;
    finding_add(alter->cx, alter->plan, alter->options, &p->allowances, finding);
}

/* ---- what the author changed ---- */

typedef struct Finder {
    Cx *cx;
    const Dialect *dialect;
    const Changes *changes; /* of the logical schemas */
    const PlanOptions *options;
    Plan *plan;
    Allowances allowances;
} Finder;

bool finding_is_loss(const Finding *finding)
{
    static const char *const losses[] = {"drop-table", "drop-column", "drop-object", "drop-attribute",
                                         "narrow-type", "recreate-virtual"};
    for (size_t i = 0; i < sizeof losses / sizeof *losses; i++)
        if (strcmp(finding->id, losses[i]) == 0) return true;
    return false;
}

typedef struct Words {
    const char *id, *message, *hint;
    bool is_rule; /* that rows must follow: it is new, or says something else than before */
} Words;

static const char rename_hint[] = "if it only has another name now, say so behind that";
static const char backfill_hint[] = "say what the rows that are there get";
static const char rows_hint[] =
    "if rows may be so, change them before, in a migration of its own (schemac new)";

static const Words all_words[] = {
    {"drop-table", "is no longer in the schema: all its rows are lost", rename_hint, false},
    {"drop-column", "is no longer in the schema: its values are lost", rename_hint, false},
    {"drop-object", "is in the database and not in the schema: it would be dropped",
     "if it is to stay, write it into the schema: schemac pull shows how", false},
    {"drop-attribute", "is no longer in the schema: its values are lost", rename_hint, false},
    {"drop-enum-value", "is no longer in the schema: a row that holds it refuses that",
     "give such rows another value before, in a migration of its own (schemac new)", false},
    {"add-not-null", "is new, takes no NULL and has no default: a table with rows refuses it",
     backfill_hint, false},
    {"set-not-null", "takes no NULL any more: a row with NULL refuses it", backfill_hint, false},
    {"add-unique", "two rows that hold the same refuse it", rows_hint, true},
    {"add-exclude", "two rows that do not go together refuse it", rows_hint, true},
    {"add-primary-key", "two rows that hold the same refuse it, or one with NULL", rows_hint, true},
    {"add-check", "a row that does not pass it refuses it", rows_hint, true},
    {"add-foreign-key", "a row that refers to none refuses it", rows_hint, true},
    {"add-bounds", "a row that would be in the wrong part refuses it", rows_hint, true},
};

static const Words *words_of_id(const char *id)
{
    for (size_t i = 0; i < sizeof all_words / sizeof *all_words; i++)
        if (strcmp(all_words[i].id, id) == 0) return &all_words[i];
    bug("no words for the finding %s", id);
}

static Finding finding_of(Cx *cx, const char *id, const Object *object, Span span, bool is_new)
{
    Text path = {0};
    const Words *words = words_of_id(id);
    const char *what = is_new ? "is new: " : "is another now: ";
    object_path(&path, NULL, object);
    Finding finding = {.id = words->id, .span = span, .must_be_allowed = true, .object = object};
    finding.path = text_keep(&path, cx->arena);
    finding.message = arena_printf(cx->arena, "%s %s%s", object_describe(cx, object),
                                   words->is_rule ? what : "", words->message);
    finding.hint = words->hint == backfill_hint && !object->parent ? rows_hint : words->hint;
    return finding;
}

/* What is new and looks as if it was the same. */
static const Object *alike_of(const Changes *changes, const Object *from)
{
    for (size_t i = 0; i < changes->lookalikes.count; i++)
        if (changes->lookalikes.items[i].from == from) return changes->lookalikes.items[i].to;
    return NULL;
}

static void add(Finder *finder, const char *id, const Object *object, Span span, bool is_new)
{
    if (!id) return;
    Finding finding = finding_of(finder->cx, id, object, span, is_new);
    const Object *alike = is_new ? NULL : alike_of(finder->changes, object);
    finding.keep = remedy_of(finder->cx, id, object, alike);
    finding_add(finder->cx, finder->plan, finder->options, &finder->allowances, finding);
}

void find_loss(Planner *p, const Object *from, const Object *to)
{
    const char *id = risk_of_drop(from);
    if (!id) return;
    Finding finding = finding_of(p->cx, id, from, to->span, false);
    finding.message =
        arena_printf(p->cx->arena, "%s %s", object_describe(p->cx, from), risk_of_remake(to));
    finding.hint = NULL;
    finding.object = NULL;
    alter_finding(&p->alter, finding);
}

static bool is_in_dialect(const Finder *finder, const Object *object)
{
    uint8_t bit = (uint8_t)(1 << finder->dialect->id);
    for (; object; object = object->parent)
        if (!(object->dialects & bit)) return false;
    return true;
}

/* What it is a member of, if that stays in this dialect, or itself at the top. */
static bool has_staying_parent(const Finder *finder, const Object *object,
                               const Object *const *partners)
{
    const Object *parent = object->parent, *partner = parent ? partners[parent->id] : NULL;
    if (!parent) return true;
    return partner && is_in_dialect(finder, parent) && is_in_dialect(finder, partner);
}

/* The column is one of a parent's in the other schema: it is counted there, and stays. */
static bool is_kept_above(const Object *object, const Object *const *partners)
{
    const Object *table = object->parent ? partners[object->parent->id] : NULL;
    if (!kind_info(object->kind)->is_bare) return false;
    return table && column_inherited(table, object->name);
}

static void find_drop(Finder *finder, const Object *from)
{
    const Changes *changes = finder->changes;
    if (!is_in_dialect(finder, from) ||
        !has_staying_parent(finder, from, changes->partner_of_from))
        return;
    const char *id = risk_of_drop(from);
    bool is_by_hand = !from->parent && !object_base(from) && !serial_is_owned(from);
    if (!id && is_by_hand && finder->options->is_live) id = "drop-object";
    if (is_kept_above(from, changes->partner_of_from)) return;
    if (table_gives_rows(changes->partner_of_from, from)) return;
    Span span = changes->to->span;
    if (from->parent) span = changes->partner_of_from[from->parent->id]->span;
    add(finder, id, from, span, false);
}

/* The rows were held to it by the table above. */
static bool is_taken_along(const Changes *changes, const Object *to)
{
    const Object *from = to->parent ? changes->partner_of_to[to->parent->id] : NULL;
    return from && table_takes_along(changes->partner_of_from, from, to);
}

/* A new part takes values from the one that has the rest. */
static void find_part(Finder *finder, const Object *to)
{
    const Schema *schema = finder->changes->to;
    for (size_t i = 0; is_in_dialect(finder, to) && i < schema->objects.count; i++) {
        const Object *rest = schema->objects.items[i];
        if (part_takes_from(to, rest) && finder->changes->partner_of_to[rest->id])
            add(finder, "add-bounds", to, to->span, true);
    }
}

static void find_add(Finder *finder, const Object *to)
{
    const Changes *changes = finder->changes;
    if (table_parents(to).count) find_part(finder, to);
    if (!to->parent || !is_in_dialect(finder, to) ||
        !has_staying_parent(finder, to, changes->partner_of_to) ||
        is_kept_above(to, changes->partner_of_to) || is_taken_along(changes, to))
        return;
    add(finder, risk_of_add(to, finder->dialect->id, changes->partner_of_to), to, to->span, true);
}

static void find_change(Finder *finder, const Change *change)
{
    const Object *from = change->from, *to = change->to;
    const KindInfo *info = kind_info(to->kind);
    bool was = is_in_dialect(finder, from), is = is_in_dialect(finder, to);
    if (was && !is) find_drop(finder, from);
    if (is && !was) find_add(finder, to);
    if (was && is && table_is_divided_anew(from, to) && !table_takes_all(finder->changes->to, to))
        add(finder, "add-bounds", to, to->span, false);
    bool is_moved = table_gives_rows(finder->changes->partner_of_from, from);
    for (size_t i = 0; was && is && !is_moved && i < info->attr_count; i++)
        if (change->attrs & (uint64_t)1 << i)
            add(finder, risk_of_change(to, &info->attrs[i], finder->dialect->id,
                               finder->changes->partner_of_to), to, to->span,
                false);
}

void plan_findings(Cx *cx, const Dialect *dialect, const Changes *changes,
                   const PlanOptions *options, Plan *plan)
{
    Finder finder = {.cx = cx, .dialect = dialect, .changes = changes, .options = options};
    finder.plan = plan;
    for (size_t i = 0; i < plan->findings.count; i++)
        enter(cx, &finder.allowances, &plan->findings.items[i]);
    for (size_t i = 0; i < changes->items.count; i++) {
        const Change *change = &changes->items.items[i];
        if (change->op == CHANGE_DROP) find_drop(&finder, change->from);
        else if (change->op == CHANGE_ADD) find_add(&finder, change->to);
        else if (change->op == CHANGE_ALTER) find_change(&finder, change);
    }
}
