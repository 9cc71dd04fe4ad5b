/* SPDX-License-Identifier: MIT
 * Drafts to a schema: first every object with its name in its place, then, when each can be found,
 * the attributes that the catalog tells, through the kinds' tables. */
#include <stdlib.h>
#include <string.h>

#include "model/print.h"
#include "model/serial.h"
#include "pull/draft.h"

/* ---- drafts ---- */

static bool is_function(const Draft *draft)
{
    return draft->kind == KIND_FUNCTION;
}

/* Behind it stand the arguments of what is called, or "using" and an access method. */
static size_t name_end(const Draft *draft)
{
    const char *path = draft->found->path;
    bool is_in_quotes = false;
    if (!is_function(draft) && draft->kind != KIND_NATIVE) return strlen(path);
    for (size_t i = 0; path[i]; i++) {
        if (path[i] == '"') is_in_quotes = !is_in_quotes;
        if (!is_in_quotes && (path[i] == '(' || path[i] == ' ')) return i;
    }
    return strlen(path);
}

/* Of what stands by itself; members follow their owners anyway. */
static Name space_of(Cx *cx, const Draft *draft)
{
    Name space, name;
    if (!kind_info(draft->kind)->has_namespace) return NO_NAME;
    path_split(cx, draft->found->path, name_end(draft), &space, &name);
    return space;
}

/* Within a table the order of what was declared tells something; all else is found by its name. */
static const uint32_t by_place = 1u << KIND_ATTRIBUTE | 1u << KIND_COLUMN | 1u << KIND_PRIMARY_KEY |
                                 1u << KIND_UNIQUE | 1u << KIND_CHECK;

/* SQLite numbers the indexes of keys and uniques in one order. */
static void find_place(const Drafts *drafts, Draft *draft)
{
    bool is_sqlite = drafts->options->dialect == DIALECT_SQLITE;
    bool is_placed = by_place & 1u << draft->kind || (is_sqlite && draft->kind == KIND_FOREIGN_KEY);
    draft->among = is_sqlite && draft->kind == KIND_UNIQUE ? KIND_PRIMARY_KEY : draft->kind;
    draft->place = is_placed ? draft->found->place : 0;
}

static int compare_drafts(const void *left, const void *right)
{
    const Draft *a = left, *b = right;
    if (a->among != b->among) return a->among < b->among ? -1 : 1;
    int order = a->kind == b->kind ? strcmp(a->found->kind, b->found->kind) : 0; /* of native objects */
    if (order) return order;
    if (!name_is(a->space, b->space)) return name_compare(a->space, b->space);
    if (a->rank != b->rank) return a->rank < b->rank ? -1 : 1;
    if (a->place != b->place) return a->place < b->place ? -1 : 1;
    return strcmp(a->found->path, b->found->path);
}

static Name word_of(const Drafts *drafts, Kind kind)
{
    return name_from(drafts->names, kind_info(kind)->word);
}

static Draft *draft_of_word(const Drafts *drafts, const char *word, const char *path, size_t length)
{
    return map_get(drafts->index, name_of(drafts->names, path, length),
                   name_from(drafts->names, word), NO_NAME);
}

Draft *draft_of_native_type(const Drafts *drafts, const char *path, size_t length)
{
    Draft *draft = draft_of_word(drafts, "base type", path, length);
    if (!draft) draft = draft_of_word(drafts, "shell type", path, length);
    return draft ? draft : draft_of_word(drafts, "foreign table", path, length);
}

Draft *draft_find(const Drafts *drafts, uint32_t kinds, const char *path, size_t length)
{
    Name name = name_of(drafts->names, path, length);
    for (Kind kind = 0; kind < KIND_COUNT; kind++) {
        if (!(kinds & 1u << kind)) continue;
        Draft *draft = map_get(drafts->index, name, word_of(drafts, kind), NO_NAME);
        if (draft) return draft;
    }
    return NULL;
}

static bool is_right(const Draft *draft)
{
    return draft->kind == KIND_GRANT || draft->kind == KIND_OWNER;
}

static void find_owner(Drafts *drafts, Draft *draft)
{
    size_t length = 0;
    const KindInfo *info = kind_info(draft->kind);
    bool is_rule = strcmp(draft->found->kind, "rule") == 0;
    bool is_mapping = strcmp(draft->found->kind, "user mapping") == 0;
    bool stands_on = draft->kind == KIND_TRIGGER || draft->kind == KIND_POLICY || is_rule;
    uint32_t kinds = stands_on ? 1u << KIND_TABLE | 1u << KIND_VIEW : info->parents;
    const char *path = kinds || is_mapping ? catalog_owner(draft->found, &length) : NULL;
    if (is_right(draft)) draft->owner = right_target(drafts, draft);
    if (path) draft->owner = draft_find(drafts, kinds, path, length);
    if (is_mapping && path) draft->owner = draft_of_word(drafts, "server", path, length);
    if (path && !draft->owner) draft->plainness = PLAIN_LEFT_OUT;
    if (!is_mapping || catalog_value(draft->found, "definition")) return;
    draft->plainness = PLAIN_LEFT_OUT;
    draft->why = "its options are not shown to this role";
}

/* Sorted anew, each draft is at another place. */
static void arrange(Drafts *drafts)
{
    if (drafts->items.count)
        qsort(drafts->items.items, drafts->items.count, sizeof(Draft), compare_drafts);
    drafts->index = map_new(drafts->cx->arena);
    for (size_t i = 0; i < drafts->items.count; i++) {
        Draft *draft = &drafts->items.items[i];
        drafts->by_found[draft->found - drafts->found->objects] = draft;
        map_set(drafts->index, name_from(drafts->names, draft->found->path),
                name_from(drafts->names, draft->found->kind), NO_NAME, draft);
    }
    for (size_t i = 0; i < drafts->items.count; i++) find_owner(drafts, &drafts->items.items[i]);
}

/* What a part of it names must have its name stated. */
static void name_whole(Drafts *drafts, const Draft *part)
{
    const char *path = part->owner ? catalog_value(part->found, "partition of") : NULL;
    Draft *whole = path ? draft_find(drafts, 1u << part->kind, path, strlen(path)) : NULL;
    if (whole && whole->plainness == PLAIN_NOT) whole->plainness = PLAIN_NAMED;
}

/* So must what a heir says something of: lines_day_check.constraint=As above */
static void name_remarked(Drafts *drafts, const Draft *heir)
{
    static const char end[] = ".constraint";
    Text text = {0};
    const char *remarks = heir->kind == KIND_TABLE ? catalog_value(heir->found, "part comments") : NULL;
    for (size_t i = 0; remarks && strstr(remarks, end) && i < drafts->items.count; i++) {
        Draft *draft = &drafts->items.items[i];
        bool is_rule = draft->kind == KIND_CHECK || draft->kind == KIND_FOREIGN_KEY;
        if (!is_rule || !draft->owner || draft->plainness != PLAIN_NOT) continue;
        text_clear(&text);
        size_t owner = strlen(draft->owner->found->path);
        text_printf(&text, "%s%s", draft->found->path + owner + 1, end);
        if (strstr(remarks, text.data)) draft->plainness = PLAIN_NAMED;
    }
    text_free(&text);
}

void drafts_begin(Drafts *drafts, Cx *cx, const PullOptions *options, const catalog *found)
{
    *drafts = (Drafts){.cx = cx, .options = options, .found = found, .names = cx->names};
    drafts->by_found = arena_array(cx->arena, Draft *, found->count);
    for (size_t i = 0; i < found->count; i++) {
        Draft draft = {.found = &found->objects[i]};
        if (!kind_find(draft.found->kind, &draft.kind) || pull_leaves_out(found, draft.found)) continue;
        if (is_right(&draft) && right_is_implied(cx, found, draft.found)) continue;
        draft.space = space_of(cx, &draft);
        find_place(drafts, &draft);
        vec_push(cx->arena, &drafts->items, draft);
    }
    arrange(drafts);
    drafts_rank(drafts);
    arrange(drafts);
    for (size_t i = 0; i < drafts->items.count; i++) {
        name_whole(drafts, &drafts->items.items[i]);
        name_remarked(drafts, &drafts->items.items[i]);
    }
}

/* ---- objects ---- */

/* A name that is left out must be the one that is chosen then: that is tried. */
static bool may_be_implicit(const Draft *draft)
{
    return draft->plainness == PLAIN_NOT && !kind_info(draft->kind)->is_bare;
}

/* SQLite's keys and checks are found by their parts; the name, if they have one, stands beside. */
static void take_names(const Drafts *drafts, const Draft *draft, Name *space, Name *name)
{
    size_t owner;
    const char *path = draft->found->path, *stated = catalog_value(draft->found, "name");
    bool is_by_parts = kind_info(draft->kind)->parents && catalog_owner(draft->found, &owner) && path[owner] != '.';
    path_split(drafts->cx, path, name_end(draft), space, name);
    if (is_right(draft)) *name = name_take(drafts->cx, &path, path + strlen(path));
    if (draft->owner) *space = NO_NAME;
    if (is_by_parts) *name = stated ? name_from(drafts->cx->names, stated) : NO_NAME;
}

/* The last one goes to its place by name: which table speaks of it first is no order. */
static void place_external(Schema *schema)
{
    Object **objects = schema->objects.items;
    for (size_t last = schema->objects.count - 1, i = last; i-- > 0;) {
        if (objects[i]->kind != KIND_EXTERNAL) continue;
        if (name_compare(objects[i]->name, objects[last]->name) <= 0) return;
        Object *moved = objects[i];
        objects[i] = objects[last];
        objects[last] = moved;
        last = i;
    }
}

/* SQLite lets a foreign key refer to a table that is not there: it is declared as such. */
static bool is_declared(Drafts *drafts, const Draft *draft, const char *path)
{
    Name space, name;
    if (draft->kind != KIND_FOREIGN_KEY || drafts->options->dialect != DIALECT_SQLITE) return false;
    path_split(drafts->cx, path, strlen(path), &space, &name);
    if (schema_find(drafts->schema, KIND_EXTERNAL, space, name)) return true;
    schema_add(drafts->cx, drafts->schema, NULL, KIND_EXTERNAL, space, name)->is_named = true;
    place_external(drafts->schema);
    return true;
}

/* A reference to what is not there. A sequence is itself without its owner, a column of a foreign table. */
static const char *missing_target(Drafts *drafts, const Draft *draft)
{
    const KindInfo *info = kind_info(draft->kind);
    if (draft->kind == KIND_SEQUENCE) return NULL;
    for (size_t i = 0; i < info->attr_count; i++) {
        const char *path = catalog_value(draft->found, info->attrs[i].word);
        bool is_told = info->attrs[i].type == VALUE_OBJECT && path &&
                       attr_is_listed(&info->attrs[i], drafts->options->dialect);
        if (!is_told) continue;
        const Draft *target = reference_find(drafts, path);
        if (!target && is_declared(drafts, draft, path)) continue;
        if (!target || target->plainness == PLAIN_LEFT_OUT)
            return arena_printf(drafts->cx->arena, "it refers to '%s', which is not there", path);
    }
    return NULL;
}

static void leave_out(Draft *draft, const char *why)
{
    draft->plainness = PLAIN_LEFT_OUT;
    draft->why = why;
}

/* The name of what stands by itself: not written, but no implicit one either. */
static const char apart[] = "apart";

static void add_object(Drafts *drafts, Draft *draft)
{
    Cx *cx = drafts->cx;
    Name space, name;
    draft->object = NULL;
    draft->is_blamed = false;
    const char *missing = missing_target(drafts, draft);
    if (missing) leave_out(draft, missing);
    if (is_right(draft) && !draft->owner && !right_is_apart(draft)) leave_out(draft, NULL);
    if (draft->owner && !draft->owner->object) leave_out(draft, draft->owner->why);
    if (draft->plainness == PLAIN_LEFT_OUT) return;
    take_names(drafts, draft, &space, &name);
    bool is_member = draft->owner && kind_info(draft->kind)->parents;
    Object *parent = is_member ? draft->owner->object : NULL;
    bool is_by_name = drafts->options->dialect == DIALECT_POSTGRES || draft->kind == KIND_INDEX;
    bool is_implicit =
        is_member && (name_none(name) || (is_by_name && may_be_implicit(draft)));
    if (is_member && kind_info(draft->kind)->is_bare) is_implicit = false;
    if (is_member && name_none(name) && draft->plainness >= PLAIN_NAMED)
        name = name_from(cx->names, apart);
    draft->object = schema_add(cx, drafts->schema, parent, draft->kind, space, name);
    draft->object->is_named = !is_implicit;
    draft->object->doc = catalog_value(draft->found, "comment");
}

/* ---- what the tables cannot say ---- */

static void add_values(const Drafts *drafts, const Draft *draft)
{
    const char *text = catalog_value(draft->found, "values");
    NameList values = strings_read(drafts->cx, text ? text : "");
    for (size_t i = 0; i < values.count; i++)
        schema_add(drafts->cx, drafts->schema, draft->object, KIND_ENUM_VALUE, NO_NAME,
                   values.items[i])->is_named = true;
}

/* id 'The number', title 'Of the cover' */
static void add_comments(const Drafts *drafts, const Draft *draft)
{
    const char *text = catalog_value(draft->found, "comments");
    VEC(Option) comments = {0};
    for (const char *end = text ? text + strlen(text) : NULL; text < end;) {
        size_t length = piece_length(text, (size_t)(end - text));
        const char *at = text, *piece = text + length;
        Name name = name_take(drafts->cx, &at, piece);
        NameList said = strings_read(drafts->cx, arena_copy(drafts->cx->arena, at + 1, (size_t)(piece - at - 1)));
        vec_push(drafts->cx->arena, &comments, ((Option){name, name_text(said.items[0])}));
        text = piece < end ? piece + strlen(", ") : end;
    }
    ((View *)draft->object)->comments = (OptionList){comments.items, comments.count};
}

/* What a trigger or policy stands on is in its path alone. */
static void set_base(const Draft *draft)
{
    const KindInfo *info = kind_info(draft->kind);
    for (size_t i = 0; i < info->attr_count; i++) {
        const Attr *attr = &info->attrs[i];
        bool is_base = attr->type == VALUE_OBJECT && attr->flags & ATTR_IDENTITY;
        const Object *base = draft->owner ? draft->owner->object : NULL;
        if (is_base && !info->parents)
            memcpy(attr_field(draft->object, attr, char), &base, sizeof base);
    }
}

/* Any version of an extension is right, and its place where it would be put anyway. */
static bool goes_without(const Drafts *drafts, const Draft *draft, const Attr *attr,
                         const char *text)
{
    bool is_place = attr->type == VALUE_NAME && strcmp(text, drafts->options->default_space) == 0;
    return draft->kind == KIND_EXTENSION && (attr->type == VALUE_TEXT || is_place);
}

static void fill(const Drafts *drafts, const Draft *draft)
{
    const KindInfo *info = kind_info(draft->kind);
    const catalog_object *found = draft->found;
    for (size_t i = 0; i < info->attr_count; i++) {
        const Attr *attr = &info->attrs[i];
        const char *text = catalog_value(found, attr->word);
        bool is_listed = attr_is_listed(attr, drafts->options->dialect);
        if (text && is_listed && !goes_without(drafts, draft, attr, text)) value_set(drafts, draft, attr, text);
    }
    if (draft->kind == KIND_ENUM) add_values(drafts, draft);
    if (draft->kind == KIND_VIEW) add_comments(drafts, draft);
    if (is_function(draft)) function_fill(drafts, draft);
    if (draft->kind == KIND_NATIVE) native_fill(drafts, draft);
    set_base(draft);
}

/* SQLite's check is its path: orders: total > 0 */
static void fill_check(const Drafts *drafts, const Draft *draft)
{
    size_t owner;
    const char *path = draft->found->path;
    bool is_check = draft->kind == KIND_CHECK && drafts->options->dialect == DIALECT_SQLITE;
    if (!is_check || !catalog_owner(draft->found, &owner)) return;
    const KindInfo *info = kind_info(draft->kind);
    for (size_t i = 0; i < info->attr_count; i++)
        if (info->attrs[i].type == VALUE_EXPR)
            value_set(drafts, draft, &info->attrs[i], path + owner + strlen(": "));
}

/* What it refers to was looked for in vain as a key. */
static void fill_foreign_key(const Draft *draft)
{
    ForeignKey *key = (ForeignKey *)draft->object;
    key->targets_primary = catalog_value(draft->found, "implied");
    key->is_unkeyed = draft->plainness >= PLAIN_NATIVE;
}

/* SQLite's columns need no type: then it is written as a blank one. */
static void fill_column(const Drafts *drafts, const Draft *draft)
{
    const KindInfo *info = kind_info(draft->kind);
    for (size_t i = 0; i < info->attr_count; i++)
        if (info->attrs[i].type == VALUE_MARKED_TYPE &&
            attr_is_default(draft->object, &info->attrs[i]))
            value_set(drafts, draft, &info->attrs[i], " ");
}

/* What has no name in SQLite gets the one with which it may stand behind its column, the first of
 * that name. */
static void name_part(Drafts *drafts, Map *taken, Object *object)
{
    Name name = inline_name(drafts->cx->names, object);
    Name table = object->parent->name;
    if (!name_none(name) && !map_set(taken, table, name, NO_NAME, object)) object->name = name;
}

/* Behind one that stands by itself, or behind a later column, a part would lose its place. */
static void name_parts(Drafts *drafts)
{
    const Draft *before = NULL;
    const Object *home = NULL; /* the column that the one before stands behind */
    Map *taken = map_new(drafts->cx->arena);
    for (size_t i = 0; i < drafts->items.count; i++) {
        const Draft *draft = &drafts->items.items[i];
        Object *object = draft->object;
        if (!object || !object->parent) continue;
        if (name_none(object->name)) name_part(drafts, taken, object);
        const Object *column = inline_column(drafts->schema, object);
        bool is_next = before && before->among == draft->among && before->owner == draft->owner;
        bool is_late = is_next && column && draft->place && (!home || home->position > column->position);
        if (is_late) object->name = name_from(drafts->cx->names, apart);
        home = is_late ? NULL : column;
        before = draft;
    }
}

static void set_header(Drafts *drafts)
{
    const PullOptions *options = drafts->options;
    Schema *schema = drafts->schema;
    Target *target = &schema->targets[options->dialect];
    Name space = name_from(drafts->cx->names, options->default_space);
    bool is_said = options->dialect == DIALECT_POSTGRES && !name_is(space, schema->default_space);
    if (is_said) schema_add(drafts->cx, schema, NULL, KIND_NAMESPACE, NO_NAME, space);
    schema->default_space = space;
    *target = (Target){.is_target = true};
    if (!drafts->states_version) return;
    target->version = options->version;
    if (options->dialect == DIALECT_SQLITE) target->version -= options->version % 1000; /* 3.40 */
}

/* A serial is known by all that its default says. */
static void shorten_numbers(Drafts *drafts)
{
    for (size_t i = 0; i < drafts->items.count; i++) {
        const Draft *draft = &drafts->items.items[i];
        Column *column = draft->object && draft->kind == KIND_COLUMN ? (Column *)draft->object : NULL;
        bool is_short = column && column->initial.any && draft->plainness < PLAIN_MARKED;
        if (is_short && !serial_sequence(drafts->schema, column))
            column->initial.any = number_simplify(drafts->cx, column->initial.any);
    }
}

void drafts_build(Drafts *drafts, Cx *cx)
{
    drafts->cx = cx;
    drafts->schema = schema_new(cx, name_from(cx->names, drafts->options->name));
    set_header(drafts);
    for (int members = 0; members < 2; members++)
        for (size_t i = 0; i < drafts->items.count; i++)
            if (!drafts->items.items[i].owner == !members)
                add_object(drafts, &drafts->items.items[i]);
    for (size_t i = 0; i < drafts->items.count; i++) {
        const Draft *draft = &drafts->items.items[i];
        if (!draft->object) continue;
        fill(drafts, draft);
        if (is_right(draft)) right_fill(drafts, draft);
        fill_check(drafts, draft);
        if (draft->kind == KIND_COLUMN) fill_column(drafts, draft);
        bool is_own_key = draft->kind == KIND_FOREIGN_KEY && drafts->options->dialect == DIALECT_SQLITE;
        if (is_own_key) fill_foreign_key(draft);
    }
    if (drafts->options->dialect == DIALECT_SQLITE) name_parts(drafts);
    else shorten_numbers(drafts);
    drafts_arrange(drafts);
    drafts->by_object = arena_array(cx->arena, Draft *, drafts->schema->object_count);
    for (size_t i = 0; i < drafts->items.count; i++) {
        Draft *draft = &drafts->items.items[i];
        if (draft->object) drafts->by_object[draft->object->id] = draft;
    }
}
