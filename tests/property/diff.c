/* SPDX-License-Identifier: MIT
 * Random schemas compared: with themselves and with themselves in another order there is no change;
 * with renames nothing else is a change, however much refers to what is renamed; between any two the
 * list holds each object once, and the way back is the mirror image. */
#include "dialect/dialect.h"
#include "diff/diff.h"
#include "tests/property/generate.h"
#include "tests/unit/test.h"

typedef struct Random {
    uint64_t state;
} Random;

static uint32_t below(Random *random, uint32_t limit)
{
    random->state = random->state * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(random->state >> 33) % limit;
}

static void tell(const Changes *changes)
{
    static const char *const words[] = {"add", "drop", "alter", "rename"};
    for (size_t i = 0; i < changes->items.count; i++) {
        const Change *change = &changes->items.items[i];
        const Object *object = change->to ? change->to : change->from;
        const KindInfo *info = kind_info(object->kind);
        Text text = {0};
        object_path(&text, NULL, object);
        for (size_t j = 0; j < info->attr_count; j++) {
            if (!(change->attrs & (uint64_t)1 << j)) continue;
            text_printf(&text, ", %s:", info->attrs[j].word);
            attr_print(&text, change->from, &info->attrs[j]);
            text_add(&text, " ->");
            attr_print(&text, change->to, &info->attrs[j]);
        }
        fprintf(stderr, "  %s %s %s (%s)%s%s\n", words[change->op], info->word, text_string(&text),
                name_text(change->was), change->doc ? " doc" : "", change->order ? " order" : "");
        text_free(&text);
    }
}

static void check_run(uint64_t seed, const Changes *changes, bool holds)
{
    CHECK(holds);
    if (holds) return;
    fprintf(stderr, "PROPERTY_SEED=%llu\n", (unsigned long long)seed);
    tell(changes);
}

/* ---- nothing has changed ---- */

static const Schema *read_again(Cx *cx, const Schema *schema)
{
    Text text = {0};
    schema_print(&text, schema);
    const char *kept = text_keep(&text, cx->arena);
    return generate_read(cx, kept, strlen(kept));
}

static void reverse(Object **items, size_t count)
{
    for (size_t i = 0; i < count / 2; i++) {
        Object *other = items[count - 1 - i];
        items[count - 1 - i] = items[i];
        items[i] = other;
    }
    for (size_t i = 0; i < count; i++) {
        items[i]->position = (uint32_t)i;
        size_t members = items[i]->members.count;
        if (members && !kind_info(items[i]->members.items[0]->kind)->is_ordered)
            reverse(items[i]->members.items, members);
    }
}

static void check_same(Cx *cx, uint64_t seed, const Schema *from, const Schema *to)
{
    const Changes *changes = diff(cx, from, to);
    check_run(seed, changes, changes->items.count == 0 && changes->lookalikes.count == 0);
    for (uint32_t id = 0; id < to->object_count; id++) CHECK(changes->partner_of_to[id]);
}

static const Schema *lowered(Cx *cx, const Schema *schema, DialectId id)
{
    return schema->targets[id].is_target ? dialects[id]->lower(cx, schema) : NULL;
}

TEST(a_schema_does_not_differ_from_itself)
{
    PropertyRun run = property_run(1, 250);
    for (unsigned i = 0; i < run.count && test_ok; i++) {
        Cx cx = generate_cx();
        GenerateOptions options = {.is_live = i % 2};
        const Schema *schema = generate_resolved(&cx, run.seed + i, &options);
        CHECK(schema != NULL);
        const Schema *again = schema ? read_again(&cx, schema) : NULL;
        if (again) check_same(&cx, run.seed + i, schema, again);
        for (DialectId id = 0; again && options.is_live && id < DIALECT_COUNT; id++) {
            const Schema *one = lowered(&cx, schema, id), *two = lowered(&cx, again, id);
            if (one) check_same(&cx, run.seed + i, one, two);
            if (two) reverse(two->objects.items, two->objects.count);
            if (two) check_same(&cx, run.seed + i, one, two);
        }
        if (again) reverse(again->objects.items, again->objects.count);
        if (again) check_same(&cx, run.seed + i, schema, again);
        if (again) check_same(&cx, run.seed + i, again, schema);
        arena_free(cx.arena);
    }
}

/* ---- renames ---- */

typedef struct Renaming {
    Cx *cx;
    Random random;
    Schema *copy;
    bool with_values;
    size_t count; /* of renamed objects */
} Renaming;

static void rename_to(Renaming *renaming, Object *object, Name name)
{
    object->was = object->name;
    object->name = name;
    renaming->count++;
}

static Name fresh(Renaming *renaming, const Object *object)
{
    const char *text = arena_printf(renaming->cx->arena, "renamed_%u", object->id);
    return name_from(renaming->cx->names, text);
}

static bool may_rename(const Renaming *renaming, const Object *object)
{
    const KindInfo *info = kind_info(object->kind);
    if (info->is_ordered && !renaming->with_values) return false;
    return object->is_named && info->names != NAMES_OF_EXTENSIONS;
}

/* The sequence of an identity is called by the names of now, and those of others keep theirs. */
static bool is_identity(const Object *object)
{
    return object->kind == KIND_COLUMN && !name_none(((const Column *)object)->identity);
}

/* Each column gets the name of the next, the last a new one. */
static void shift_names(Renaming *renaming, Object *parent)
{
    Object *before = NULL;
    for (size_t i = 0; i < parent->members.count; i++) {
        Object *member = parent->members.items[i];
        bool is_one = kind_info(member->kind)->is_bare && may_rename(renaming, member) &&
                      member->dialects == parent->dialects && !is_identity(member);
        if (!is_one) continue;
        if (before) rename_to(renaming, before, member->name);
        before = member;
    }
    if (before) rename_to(renaming, before, fresh(renaming, before));
}

static void rename_some(Renaming *renaming, Object *const *items, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        Object *object = items[i];
        if (name_none(object->was) && may_rename(renaming, object) && !below(&renaming->random, 4))
            rename_to(renaming, object, fresh(renaming, object));
        if (object->members.count && !below(&renaming->random, 8)) shift_names(renaming, object);
        rename_some(renaming, object->members.items, object->members.count);
    }
}

static void move_spaces(Renaming *renaming, Object *const *items, size_t count)
{
    Schema *copy = renaming->copy;
    for (size_t i = 0; i < count; i++) {
        const Object *space = map_get(copy->index[NAMES_OF_NAMESPACES], NO_NAME, items[i]->space, NO_NAME);
        if (space) items[i]->space = space->name;
        items[i]->was_space = items[i]->space;
    }
    const Object *space = map_get(copy->index[NAMES_OF_NAMESPACES], NO_NAME, copy->default_space, NO_NAME);
    if (space) copy->default_space = space->name;
}

static void copy_into(Cx *cx, Schema *copy, Object *parent, const Object *object)
{
    Object *made = object_copy(cx, copy, parent, object);
    made->id = object->id;
    for (size_t i = 0; i < object->members.count; i++)
        copy_into(cx, copy, made, object->members.items[i]);
}

static const Schema *with_renames(Renaming *renaming, const Schema *schema)
{
    Cx *cx = renaming->cx;
    Schema *copy = renaming->copy = schema_new(cx, schema->name);
    copy->default_space = schema->default_space;
    memcpy(copy->targets, schema->targets, sizeof copy->targets);
    for (size_t i = 0; i < schema->objects.count; i++)
        copy_into(cx, copy, NULL, schema->objects.items[i]);
    rename_some(renaming, copy->objects.items, copy->objects.count);
    move_spaces(renaming, copy->objects.items, copy->objects.count);
    schema_rebind(cx, copy);
    schema_follow_names(cx, schema, copy);
    return copy;
}

/* ---- the same through the front end, to which an old name left anywhere is a mistake ---- */

typedef struct Marks {
    Cx *cx;
    Map *objects; /* of the schema with marks, by kind, path and dialects */
    bool is_given;
} Marks;

static Name path_of(Cx *cx, const Object *object)
{
    Text text = {0};
    object_path(&text, NULL, object);
    text_printf(&text, " %u", object->dialects);
    Name path = name_of(cx->names, text.data, text.length);
    text_free(&text);
    return path;
}

static bool visit_marked(void *state, const Object *object)
{
    Marks *marks = state;
    Name kind = name_from(marks->cx->names, kind_info(object->kind)->word);
    Name path = path_of(marks->cx, object);
    if (!marks->is_given) {
        map_set(marks->objects, kind, path, NO_NAME, (Object *)object);
        return true;
    }
    const Object *source = map_get(marks->objects, kind, path, NO_NAME);
    if (!source) return true; /* its name is the compiler's own */
    ((Object *)object)->was = source->was;
    ((Object *)object)->was_space = source->was_space;
    return true;
}

static const Schema *read_with_marks(Cx *cx, const Schema *renamed)
{
    Marks marks = {.cx = cx, .objects = map_new(cx->arena)};
    const Schema *again = read_again(cx, renamed);
    schema_walk(renamed, visit_marked, &marks);
    marks.is_given = true;
    if (again) schema_walk(again, visit_marked, &marks);
    return again;
}

static void check_read(Cx *cx, uint64_t seed, const Schema *from, const Renaming *renaming)
{
    const Schema *to = read_with_marks(cx, renaming->copy);
    CHECK(to != NULL);
    if (!to) fprintf(stderr, "PROPERTY_SEED=%llu\n", (unsigned long long)seed);
    const Changes *changes = to ? diff(cx, from, to) : NULL;
    bool holds = changes && changes->items.count == renaming->count;
    for (size_t i = 0; holds && i < changes->items.count; i++)
        holds = changes->items.items[i].op == CHANGE_RENAME;
    if (changes) check_run(seed, changes, holds);
}

static void check_renamed(Cx *cx, uint64_t seed, const Schema *from, const Schema *to, size_t most)
{
    const Changes *changes = diff(cx, from, to);
    bool holds = changes->items.count <= most;
    for (size_t i = 0; i < changes->items.count; i++)
        holds = holds && changes->items.items[i].op == CHANGE_RENAME;
    check_run(seed, changes, holds && changes->unused_marks.count == 0);
    for (uint32_t id = 0; id < to->object_count; id++)
        CHECK(changes->partner_of_to[id] && changes->partner_of_to[id]->id == id);
    CHECK(schema_equal(changes->from, changes->from));
}

TEST(what_refers_to_the_renamed_is_no_change)
{
    PropertyRun run = property_run(1, 250);
    for (unsigned i = 0; i < run.count && test_ok; i++) {
        Cx cx = generate_cx();
        uint64_t seed = run.seed + i;
        GenerateOptions options = {.is_live = i % 2};
        const Schema *schema = generate_resolved(&cx, seed, &options);
        CHECK(schema != NULL);
        for (int with_values = 0; schema && with_values < 2; with_values++) {
            Renaming renaming = {.cx = &cx, .random = {seed}, .with_values = with_values};
            const Schema *renamed = with_renames(&renaming, schema);
            check_renamed(&cx, seed, schema, renamed, renaming.count);
            check_read(&cx, seed, schema, &renaming);
            for (DialectId id = 0; options.is_live && id < DIALECT_COUNT; id++) {
                const Schema *one = lowered(&cx, schema, id);
                if (id == DIALECT_SQLITE && with_values) continue; /* its values are texts */
                if (one) check_renamed(&cx, seed, one, lowered(&cx, renamed, id), renaming.count);
            }
        }
        arena_free(cx.arena);
    }
}

/* ---- any two ---- */

static size_t count_of(const Changes *changes, ChangeOp op)
{
    size_t count = 0;
    for (size_t i = 0; i < changes->items.count; i++) count += changes->items.items[i].op == op;
    return count;
}

/* Each partner's partner is the object itself, and what has none is listed. */
static void check_partners(const Changes *changes)
{
    size_t pairs = 0, others = 0;
    for (uint32_t id = 0; id < changes->to->object_count; id++) {
        const Object *from = changes->partner_of_to[id];
        pairs += from != NULL;
        if (from) CHECK(changes->partner_of_from[from->id]->id == id);
    }
    for (uint32_t id = 0; id < changes->from->object_count; id++)
        others += changes->partner_of_from[id] != NULL;
    CHECK(pairs == others);
    CHECK(count_of(changes, CHANGE_ADD) == changes->to->object_count - pairs);
    CHECK(count_of(changes, CHANGE_DROP) == changes->from->object_count - pairs);
}

TEST(there_and_back)
{
    PropertyRun run = property_run(1, 300);
    for (unsigned i = 0; i < run.count && test_ok; i++) {
        Cx cx = generate_cx();
        GenerateOptions options = {.is_plain = i % 2};
        const Schema *one = generate_resolved(&cx, run.seed + i, &options);
        const Schema *two = generate_resolved(&cx, run.seed + i + 1, &options);
        CHECK(one && two);
        if (one && two) {
            const Changes *there = diff(&cx, one, two), *back = diff(&cx, two, one);
            check_partners(there);
            check_partners(back);
            bool holds = count_of(there, CHANGE_ADD) == count_of(back, CHANGE_DROP) &&
                         count_of(there, CHANGE_DROP) == count_of(back, CHANGE_ADD) &&
                         count_of(there, CHANGE_ALTER) == count_of(back, CHANGE_ALTER);
            check_run(run.seed + i, there, holds);
        }
        arena_free(cx.arena);
    }
}
