/* SPDX-License-Identifier: MIT
 * Merges two catalogs. What is on one side only is held back until the end, so that a constraint
 * that was renamed or altered is told as one difference rather than as two. */
#include "compare.h"
#include "judge.h"

#include <stdlib.h>
#include <string.h>

/* An object that is on one side only. */
typedef struct Single {
    const catalog_object *object;
    const char *owner; /* NULL: none */
    size_t owner_length;
    bool done;
} Single;

typedef struct Singles {
    Single *items;
    size_t count;
} Singles;

typedef struct Work {
    const Comparison *comparison;
    schemac_call *call;
    Singles missing, unexpected;
} Work;

/* ---- attributes ---- */

static void tell(Work *work, Verdict verdict, const catalog_object *object, const char *word,
                 const char *expected, const char *found)
{
    call_add(work->call, &(schemac_difference){verdict.severity, object->kind, object->path, word,
                                              expected, found, verdict.advice,
                                              judge_breaks(object->kind, word)});
}

static void add_attribute(Work *work, const catalog_object *object, const char *word,
                          const char *expected, const char *found)
{
    Verdict verdict = judge_attribute(work->comparison->policy, object->kind, word, expected);
    if (work->comparison->has_author_words && expected && *expected == '~') expected++;
    tell(work, verdict, object, word, expected, found);
}

/* Where the schema says nothing of an extension, the engine chooses, and whatever it chose is right.
 * What a family holds for the type of one of its classes may be said of either. */
static bool is_any(const char *kind, const char *word, const char *wanted)
{
    if (!strcmp(word, "in") || !strcmp(word, "version")) return !wanted;
    return !strcmp(kind, "operator family") && *word == 'd';
}

static bool values_agree(const Work *work, const char *expected, const char *found)
{
    if (!expected || !found) return expected == found;
    return !strcmp(expected, found) || (work->comparison->has_author_words && *expected == '~');
}

/* Walks both lists of attributes, sorted by word; tell false: only says whether they agree. */
static bool compare_attrs(Work *work, const catalog_object *expected, const catalog_object *found,
                          bool tell)
{
    bool agree = true;
    size_t e = 0, f = 0;
    while (e < expected->attr_count || f < found->attr_count) {
        const catalog_attr *left = e < expected->attr_count ? &expected->attrs[e] : NULL;
        const catalog_attr *right = f < found->attr_count ? &found->attrs[f] : NULL;
        int order = !left ? 1 : !right ? -1 : strcmp(left->word, right->word);
        const char *word = order <= 0 ? left->word : right->word;
        const char *wanted = order <= 0 ? left->value : NULL;
        const char *actual = order >= 0 ? right->value : NULL;
        e += order <= 0;
        f += order >= 0;
        if (values_agree(work, wanted, actual)) continue;
        if (is_any(expected->kind, word, wanted)) continue;
        if ((!wanted || !actual) && catalog_is_moot(word, wanted ? wanted : actual)) continue;
        agree = false;
        if (tell) add_attribute(work, expected, word, wanted, actual);
    }
    return agree;
}

/* ---- objects on one side only ---- */

/* What has members and is of that path. */
static const catalog_object *find_owner(const catalog *list, const char *path, size_t length)
{
    static const char kinds[][7] = {"table", "view", "domain", "enum", "range", "type", "server"};
    const catalog_object *owner = NULL;
    for (const char *kind = *kinds; !owner && kind < *kinds + sizeof kinds; kind += sizeof *kinds)
        owner = catalog_find(list, kind, path, length);
    return owner;
}

static void hold(Singles *list, const catalog_object *object, const char *owner, size_t length)
{
    list->items[list->count++] = (Single){object, owner, length, false};
}

/* A missing table is one difference, not one more for each of its columns; what protects its rows
 * and what finds them is named. An owner has every privilege, and none is listed. */
static void hold_missing(Work *work, const catalog_object *object)
{
    size_t length = strlen(object->path);
    if (*object->kind == 'g' && catalog_find(work->comparison->found, "owner", object->path, length))
        return;
    const char *path = catalog_owner(object, &length);
    if (!strcmp(object->kind, "column") && !catalog_find(work->comparison->found, "table", path, length))
        return;
    hold(&work->missing, object, path, length);
}

/* Owners and privileges count of what the schema speaks of. */
static bool is_spoken(const catalog *expected, const catalog_object *right, const char *of)
{
    for (size_t i = 0; i < expected->count; i++) {
        const catalog_object *said = &expected->objects[i];
        const char *other = *said->kind == *right->kind ? catalog_value(said, "of") : NULL;
        if (other && !strcmp(other, of)) return true;
    }
    return false;
}

/* What belongs to a table that is not ours is no concern of ours either, unless its rows are ours:
 * those of an heir are seen through our table. */
static void hold_unexpected(Work *work, const catalog_object *object)
{
    const catalog *expected = work->comparison->expected;
    size_t length = 0;
    const char *of = catalog_value(object, "of"), *above = catalog_value(object, "inherits");
    const char *path = of ? of : catalog_owner(object, &length);
    const char *called = catalog_value(object, "function"); /* by a trigger */
    const char *const *ignored = work->call->schema->ignored;
    bool is_part = catalog_value(object, "partition of"); /* comes with its table's */
    if (called && catalog_is_ignored(ignored, called, strlen(called))) return;
    if (of     ? !is_spoken(expected, object, of)
        : path ? is_part || !find_owner(expected, path, length)
               : catalog_is_ignored(ignored, object->path, strlen(object->path)))
        return;
    if (above && catalog_find(expected, "table", above, strlen(above))) path = above, length = strlen(above);
    hold(&work->unexpected, object, path, length);
}

static int compare_objects(const catalog_object *a, const catalog_object *b)
{
    int order = strcmp(a->kind, b->kind);
    return order ? order : strcmp(a->path, b->path);
}

static void merge(Work *work)
{
    const catalog *expected = work->comparison->expected, *found = work->comparison->found;
    size_t e = 0, f = 0;
    while (e < expected->count || f < found->count) {
        const catalog_object *left = e < expected->count ? &expected->objects[e] : NULL;
        const catalog_object *right = f < found->count ? &found->objects[f] : NULL;
        int order = !left ? 1 : !right ? -1 : compare_objects(left, right);
        if (order == 0)
            compare_attrs(work, left, right, true);
        else if (order < 0)
            hold_missing(work, left);
        else
            hold_unexpected(work, right);
        e += order <= 0;
        f += order >= 0;
    }
}

/* ---- near misses ---- */

static int compare_owners(const char *a, size_t a_length, const char *b, size_t b_length)
{
    if (!a || !b) return (a != NULL) - (b != NULL);
    int order = memcmp(a, b, a_length < b_length ? a_length : b_length);
    return order ? order : (a_length > b_length) - (a_length < b_length);
}

static int compare_groups(const Single *a, const Single *b)
{
    int order = strcmp(a->object->kind, b->object->kind);
    return order ? order : compare_owners(a->owner, a->owner_length, b->owner, b->owner_length);
}

static int compare_singles(const void *a, const void *b)
{
    const Single *left = a, *right = b;
    int order = compare_groups(left, right);
    return order ? order : strcmp(left->object->path, right->object->path);
}

/* What tells an object from others of its table: its name, or on SQLite its expression. */
static const char *own_part(const Single *single)
{
    const char *part = single->object->path + single->owner_length;
    return part + strspn(part, *part == ':' ? ": " : ".");
}

static bool is_kind(const Single *single, const char *kind)
{
    return !strcmp(single->object->kind, kind);
}

/* Keys, checks and indexes are what they say; columns or triggers may well look the same and be
 * different things. */
static bool can_pair(const Single *single)
{
    static const char kinds[] = "check\0foreign key\0index\0primary key\0unique\0";
    for (const char *kind = kinds; *kind; kind += strlen(kind) + 1)
        if (is_kind(single, kind)) return true;
    return false;
}

/* A check of SQLite has its expression in the path, and no attribute that tells it from others. */
static bool same_definition(Work *work, const Single *e, const Single *f)
{
    if (is_kind(e, "check") && !catalog_value(e->object, "expr")) return false;
    return compare_attrs(work, e->object, f->object, false);
}

static bool same_columns(Work *work, const Single *e, const Single *f)
{
    (void)work;
    if (!is_kind(e, "foreign key")) return false;
    const char *left = catalog_value(e->object, "columns");
    const char *right = catalog_value(f->object, "columns");
    return left && right && !strcmp(left, right);
}

static void tell_pair(Work *work, Single *e, Single *f)
{
    const char *left = own_part(e), *right = own_part(f);
    bool has_name = e->object->path[e->owner_length] == '.';
    bool has_expression = e->object->path[e->owner_length] == ':';
    if ((has_name || has_expression) && strcmp(left, right) != 0)
        add_attribute(work, e->object, has_name ? "name" : "expression", left, right);
    compare_attrs(work, e->object, f->object, true);
    e->done = f->done = true;
}

typedef struct Group {
    Single *missing, *unexpected;
    size_t missing_count, unexpected_count;
} Group;

static void pair_by(Work *work, const Group *group,
                    bool (*fits)(Work *, const Single *, const Single *))
{
    for (size_t e = 0; e < group->missing_count; e++)
        for (size_t f = 0; f < group->unexpected_count && !group->missing[e].done; f++)
            if (!group->unexpected[f].done && fits(work, &group->missing[e], &group->unexpected[f]))
                tell_pair(work, &group->missing[e], &group->unexpected[f]);
}

/* One check gone, one new, in one table: most likely the same one, altered. */
static void pair_last(Work *work, const Group *group)
{
    Single *missing = NULL, *unexpected = NULL;
    size_t open = 0;
    for (size_t e = 0; e < group->missing_count; e++)
        if (!group->missing[e].done) missing = &group->missing[e], open++;
    for (size_t f = 0; f < group->unexpected_count; f++)
        if (!group->unexpected[f].done) unexpected = &group->unexpected[f], open++;
    bool alone = is_kind(group->missing, "check") || is_kind(group->missing, "primary key");
    if (alone && open == 2 && missing && unexpected) tell_pair(work, missing, unexpected);
}

static size_t group_end(const Singles *list, size_t start)
{
    size_t end = start + 1;
    while (end < list->count && !compare_groups(&list->items[start], &list->items[end])) end++;
    return end;
}

static void pair(Work *work)
{
    Singles *missing = &work->missing, *unexpected = &work->unexpected;
    size_t e = 0, f = 0;
    while (e < missing->count && f < unexpected->count) {
        int order = compare_groups(&missing->items[e], &unexpected->items[f]);
        size_t e_end = order <= 0 ? group_end(missing, e) : e;
        size_t f_end = order >= 0 ? group_end(unexpected, f) : f;
        Group group = {missing->items + e, unexpected->items + f, e_end - e, f_end - f};
        if (!order && can_pair(group.missing)) {
            pair_by(work, &group, same_definition);
            pair_by(work, &group, same_columns);
            pair_last(work, &group);
        }
        e = e_end;
        f = f_end;
    }
}

/* ---- the rest, and the order of all ---- */

/* "type text, default 'a'"; an object without attributes is told by its kind. */
static const char *describe(memory *pool, const catalog_object *object)
{
    size_t length = strlen(object->kind) + 1;
    for (size_t i = 0; i < object->attr_count; i++)
        length += strlen(object->attrs[i].word) + strlen(object->attrs[i].value) + 3;
    char *text = memory_take(pool, length), *end = text;
    if (!text) return NULL;
    if (!object->attr_count) return strcpy(text, object->kind);
    for (size_t i = 0; i < object->attr_count; i++) {
        const catalog_attr *attr = &object->attrs[i];
        const char *value = attr->value + (*attr->value == '~');
        end = stpcpy(stpcpy(end, i ? ", " : ""), attr->word);
        if (strcmp(value, "yes") != 0) end = stpcpy(stpcpy(end, " "), value);
    }
    return text;
}

static void tell_singles(Work *work)
{
    memory *pool = &work->call->memory;
    for (size_t i = 0; i < work->missing.count; i++) {
        const catalog_object *object = work->missing.items[i].object;
        if (work->missing.items[i].done) continue;
        tell(work, judge_missing(), object, NULL, describe(pool, object), NULL);
    }
    for (size_t i = 0; i < work->unexpected.count; i++) {
        const Single *single = &work->unexpected.items[i];
        const catalog_object *object = single->object;
        if (single->done) continue;
        Verdict verdict = judge_unexpected(work->comparison->policy, object, single->owner != NULL);
        tell(work, verdict, object, NULL, NULL, describe(pool, object));
    }
}

static const char *difference_owner(const schemac_difference *difference, size_t *length)
{
    catalog_object object = {.kind = difference->kind, .path = difference->path};
    const char *owner = catalog_owner(&object, length);
    if (owner) return owner;
    *length = strlen(difference->path);
    return difference->path;
}

static int compare_differences(const void *a, const void *b)
{
    const schemac_difference *left = a, *right = b;
    size_t left_length, right_length;
    const char *left_owner = difference_owner(left, &left_length);
    const char *right_owner = difference_owner(right, &right_length);
    int order = (int)left->severity - (int)right->severity;
    if (!order) order = compare_owners(left_owner, left_length, right_owner, right_length);
    if (!order) order = strcmp(left->kind, right->kind);
    if (!order) order = strcmp(left->path, right->path);
    if (order || !left->attribute || !right->attribute)
        return order ? order : (left->attribute != NULL) - (right->attribute != NULL);
    return strcmp(left->attribute, right->attribute);
}

static void sort_singles(Singles *list)
{
    if (list->count) qsort(list->items, list->count, sizeof *list->items, compare_singles);
}

void compare_catalogs(schemac_call *call, const Comparison *comparison)
{
    memory *pool = &call->memory;
    Work work = {.comparison = comparison, .call = call};
    work.missing.items = memory_take(pool, comparison->expected->count * sizeof(Single));
    work.unexpected.items = memory_take(pool, comparison->found->count * sizeof(Single));
    if (!work.missing.items || !work.unexpected.items) return;
    size_t before = call->count;
    merge(&work);
    sort_singles(&work.missing);
    sort_singles(&work.unexpected);
    pair(&work);
    tell_singles(&work);
    if (call->count > before)
        qsort(call->differences + before, call->count - before, sizeof *call->differences,
              compare_differences);
    for (size_t i = before; comparison->advice && i < call->count; i++)
        if (call->differences[i].severity == SCHEMAC_ERROR)
            call->differences[i].advice = comparison->advice;
}

void compare_complete(catalog *expected, const catalog *recorded)
{
    for (size_t i = 0; i < expected->count; i++) {
        catalog_object *object = &expected->objects[i];
        const catalog_object *made = NULL;
        for (size_t a = 0; a < object->attr_count; a++) {
            catalog_attr *attr = &object->attrs[a];
            if (*attr->value != '~') continue;
            if (!made)
                made = catalog_find(recorded, object->kind, object->path, strlen(object->path));
            const char *value = made ? catalog_value(made, attr->word) : NULL;
            if (value) attr->value = value;
        }
    }
}
