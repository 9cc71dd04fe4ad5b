/* SPDX-License-Identifier: MIT
 * A schema survives its own snapshot: parse(print(S)) = S, and the text made from that is the same
 * text; its fingerprint does not depend on the order of declaration. Random schemas through the
 * attribute tables; a failure is shown with its seed, shrunk. */
#include "syntax/parse.h"
#include "tests/property/generate.h"
#include "tests/unit/test.h"

#include <stdlib.h>

static const char *print_kept(Cx *cx, const Schema *schema)
{
    Text text = {0};
    schema_print(&text, schema);
    return text_keep(&text, cx->arena);
}

static const Schema *read_back(Cx *cx, const char *text)
{
    return generate_read(cx, text, strlen(text));
}

/* ---- names that resolve chose ---- */

static bool says_the_same(const Object *a, const Object *b)
{
    const KindInfo *info = kind_info(a->kind);
    if (a->kind != b->kind || a->is_named != b->is_named || a->dialects != b->dialects) return false;
    for (size_t i = 0; i < info->attr_count; i++)
        if (!attr_equal(a, b, &info->attrs[i])) return false;
    return true;
}

/* The next unnamed one of all that say the same; a constraint may have got its place behind a
 * column. */
static Object *next_that_says(const Object *parent, const Object *member, size_t *used)
{
    for (size_t i = 0; i < parent->members.count; i++)
        if (!used[i] && says_the_same(parent->members.items[i], member)) {
            used[i] = 1;
            return parent->members.items[i];
        }
    return NULL;
}

/* What the author left unnamed has a name after reading. */
static void take_names(const Schema *from, const Schema *to)
{
    for (size_t i = 0; i < to->objects.count && i < from->objects.count; i++) {
        const Object *object = to->objects.items[i], *source = from->objects.items[i];
        size_t *used = calloc(source->members.count + 1, sizeof *used);
        for (size_t j = 0; used && j < object->members.count; j++) {
            Object *member = object->members.items[j];
            if (member->is_named) continue;
            const Object *other = next_that_says(source, member, used);
            if (other) member->name = other->name;
        }
        free(used);
    }
}

/* ---- the property ---- */

static void tell_attr(const char *path, const Object *a, const Object *b, const Attr *attr)
{
    Text left = {0}, right = {0};
    attr_print(&left, a, attr);
    attr_print(&right, b, attr);
    fprintf(stderr, "%s: '%s' is %s, was %s\n", path, attr->word, text_string(&left),
            text_string(&right));
    text_free(&left);
    text_free(&right);
}

/* All that is not the same, for people. */
static void tell_difference(const Schema *a, const Schema *b, Object *const *items, size_t count,
                            Object *const *others, size_t other_count)
{
    for (size_t i = 0; i < count && i < other_count; i++) {
        const Object *left = items[i], *right = others[i];
        const KindInfo *info = kind_info(left->kind);
        Text path = {0};
        object_path(&path, a, left);
        if (left->kind != right->kind || !name_is(left->name, right->name))
            fprintf(stderr, "%s: another object\n", text_string(&path));
        if (left->is_named != right->is_named || (left->dialects ^ right->dialects) & DIALECTS_ALL)
            fprintf(stderr, "%s: named or marked otherwise\n", text_string(&path));
        if (strcmp(left->doc ? left->doc : "", right->doc ? right->doc : "") != 0)
            fprintf(stderr, "%s: doc '%s' and '%s'\n", text_string(&path), left->doc, right->doc);
        for (size_t j = 0; j < info->attr_count && left->kind == right->kind; j++)
            if (!attr_equal(left, right, &info->attrs[j]))
                tell_attr(text_string(&path), left, right, &info->attrs[j]);
        text_free(&path);
        tell_difference(a, b, left->members.items, left->members.count, right->members.items,
                        right->members.count);
    }
    if (count != other_count) fprintf(stderr, "%zu and %zu members\n", count, other_count);
}


/* NULL: it holds; else what went wrong, and the text with which it did. */
static const char *broken_rule(Cx *cx, Schema *schema, const char **text, bool is_told)
{
    *text = print_kept(cx, schema);
    const Schema *read = read_back(cx, *text);
    if (!read) return "the text is refused";
    take_names(read, schema);
    if (!schema_equal(read, schema) || !schema_equal(schema, read)) {
        if (is_told)
            tell_difference(read, schema, read->objects.items, read->objects.count,
                            schema->objects.items, schema->objects.count);
        return "the schema differs";
    }
    const char *second = *text = print_kept(cx, read);
    const Schema *again = read_back(cx, second);
    if (!again) return "the second text is refused";
    if (!schema_equal(again, read)) return "the second schema differs";
    if (strcmp(print_kept(cx, again), second) != 0) return "the third text differs";
    char one[65], two[65];
    schema_fingerprint(cx, read, one);
    schema_fingerprint(cx, again, two);
    return strcmp(one, two) != 0 ? "the fingerprint differs" : NULL;
}

static char *diagnostics_of(Cx *cx)
{
    char *text = NULL;
    size_t length = 0;
    FILE *file = open_memstream(&text, &length);
    diag_print(cx->diag, file, DIAG_TEXT, 3);
    fclose(file);
    return text;
}

/* ---- shrinking: leave out whatever the failure does not need ---- */

enum { SKIP_LIMIT = 4096 };

typedef struct Shrink {
    uint64_t seed;
    const GenerateOptions *options;
    const char *why;
    bool skips[SKIP_LIMIT]; /* by the place in the walk over members and attributes */
    size_t count;
} Shrink;

static bool is_skipped(Shrink *shrink)
{
    return shrink->count < SKIP_LIMIT && shrink->skips[shrink->count++];
}

/* Without these there is nothing to print. */
static bool may_clear(const Object *object, const Attr *attr)
{
    bool is_needed = attr->flags & ATTR_IDENTITY || attr->type == VALUE_TYPE ||
                     attr->type == VALUE_MARKED_TYPE || attr->type == VALUE_OBJECT;
    return !is_needed && !attr_is_default(object, attr);
}

static void skip_attrs(Shrink *shrink, Object *object)
{
    const KindInfo *info = kind_info(object->kind);
    if (is_skipped(shrink)) object->doc = NULL;
    for (size_t i = 0; i < info->attr_count; i++)
        if (may_clear(object, &info->attrs[i]) && is_skipped(shrink))
            generate_clear(object, &info->attrs[i]);
}

static void skip_members(Shrink *shrink, Schema *schema, Object *parent)
{
    Object **items = parent ? parent->members.items : schema->objects.items;
    size_t *count = parent ? &parent->members.count : &schema->objects.count, kept = 0;
    for (size_t i = 0; i < *count; i++) {
        if (is_skipped(shrink)) {
            schema->object_count -= 1 + (uint32_t)items[i]->members.count;
            continue;
        }
        items[kept++] = items[i];
        items[i]->position = (uint32_t)kept - 1;
        skip_attrs(shrink, items[i]);
        skip_members(shrink, schema, items[i]);
    }
    *count = kept;
}

/* A default namespace that was left out is none any more. */
static void find_default_space(Cx *cx, Schema *schema)
{
    for (size_t i = 0; i < schema->objects.count; i++) {
        const Object *object = schema->objects.items[i];
        if (object->kind == KIND_NAMESPACE && name_is(object->name, schema->default_space)) return;
    }
    schema->default_space = name_from(cx->names, "public");
}

/* Makes the schema without what is skipped, and says whether it still fails in the same way. */
static bool still_fails(Shrink *shrink, bool is_shown)
{
    Cx cx = generate_cx();
    const char *text = "";
    Schema *schema = generate(&cx, shrink->seed, shrink->options);
    shrink->count = 0;
    skip_members(shrink, schema, NULL);
    find_default_space(&cx, schema);
    const char *why = broken_rule(&cx, schema, &text, is_shown);
    bool fails = why && strcmp(why, shrink->why) == 0;
    if (is_shown) {
        char *diagnostics = diagnostics_of(&cx);
        fprintf(stderr, "%s\n%s\n", text, diagnostics);
        free(diagnostics);
    }
    arena_free(cx.arena);
    return fails;
}

static void report(uint64_t seed, const GenerateOptions *options, const char *why)
{
    Shrink *shrink = calloc(1, sizeof *shrink);
    shrink->seed = seed;
    shrink->options = options;
    shrink->why = why;
    still_fails(shrink, false);
    /* "refused" may turn into another refusal as things go missing, so it is shown as it is */
    for (size_t i = 0; i < shrink->count && !strstr(why, "refused"); i++) {
        shrink->skips[i] = true;
        if (!still_fails(shrink, false)) shrink->skips[i] = false;
    }
    fprintf(stderr, "PROPERTY_SEED=%llu: %s\n", (unsigned long long)seed, why);
    still_fails(shrink, true);
    free(shrink);
}

static void check_many(const GenerateOptions *options, uint64_t seed, unsigned count)
{
    PropertyRun run = property_run(seed, count);
    for (unsigned i = 0; i < run.count && test_ok; i++) {
        Cx cx = generate_cx();
        const char *text = NULL;
        const char *why = broken_rule(&cx, generate(&cx, run.seed + i, options), &text, false);
        arena_free(cx.arena);
        CHECK(why == NULL);
        if (why) report(run.seed + i, options, why);
    }
}

TEST(any_schema_survives)
{
    check_many(&(GenerateOptions){0}, 1, 1500);
}

TEST(live_schemas_survive)
{
    check_many(&(GenerateOptions){.is_live = true, .postgres = 15}, 1, 300);
}

TEST(schemas_for_one_dialect_survive)
{
    for (DialectId id = 0; id < DIALECT_COUNT; id++)
        check_many(&(GenerateOptions){.targets = (uint8_t)(1u << id)}, 1, 300);
}

TEST(large_schemas_survive)
{
    check_many(&(GenerateOptions){.size = 400}, 1, 5);
}

/* ---- the formatter ---- */

static bool has_long_line(const char *text)
{
    for (size_t length; *text; text += length + (text[length] != '\0'))
        if ((length = strcspn(text, "\n")) > 100) return true;
    return false;
}

/* The formatter cannot tell a sign from an operator everywhere: no blanks behind either. */
static void drop_blanks_behind_minus(Text *text)
{
    char *to = text->data;
    for (const char *from = to; from && *from; from++)
        if (*from != ' ' || from == text->data || from[-1] != '-') *to++ = *from;
    if (to) *to = '\0';
}

static void check_format(uint64_t seed, const GenerateOptions *options)
{
    Cx cx = generate_cx();
    const Schema *schema = generate_resolved(&cx, seed, options);
    Text text = {0}, formatted = {0};
    CHECK(schema != NULL);
    if (schema) schema_print(&text, schema);
    CHECK(format_text(&cx, "generated", text_string(&text), text.length, &formatted));
    const Schema *read = generate_read(&cx, text_string(&formatted), formatted.length);
    CHECK(read && schema && schema_equal(read, schema));
    if (options->is_plain && !has_long_line(text_string(&text))) {
        drop_blanks_behind_minus(&text);
        drop_blanks_behind_minus(&formatted);
        CHECK_STRING(text_string(&formatted), text_string(&text));
    }
    if (!test_ok) fprintf(stderr, "PROPERTY_SEED=%llu\n", (unsigned long long)seed);
    text_free(&text);
    text_free(&formatted);
    arena_free(cx.arena);
}

/* A snapshot is laid out as the formatter would; only long lines are left to be broken. */
TEST(formatter_agrees)
{
    PropertyRun run = property_run(1, 400);
    for (unsigned i = 0; i < run.count && test_ok; i++)
        check_format(run.seed + i, &(GenerateOptions){.is_plain = true});
}

TEST(formatted_schemas_mean_the_same)
{
    PropertyRun run = property_run(1, 600);
    for (unsigned i = 0; i < run.count && test_ok; i++)
        check_format(run.seed + i, &(GenerateOptions){0});
}

/* ---- the fingerprint ---- */

static void reverse(Object **items, size_t count)
{
    for (size_t i = 0; i < count / 2; i++) {
        Object *other = items[count - 1 - i];
        items[count - 1 - i] = items[i];
        items[i] = other;
    }
    for (size_t i = 0; i < count; i++) {
        items[i]->position = (uint32_t)i;
        if (items[i]->kind != KIND_ENUM) reverse(items[i]->members.items, items[i]->members.count);
    }
}

TEST(fingerprint_does_not_depend_on_order)
{
    PropertyRun run = property_run(1, 300);
    for (unsigned i = 0; i < run.count && test_ok; i++) {
        Cx cx = generate_cx();
        const Schema *schema = generate_resolved(&cx, run.seed + i, &(GenerateOptions){0});
        char before[65] = "", after[65] = "";
        CHECK(schema != NULL);
        if (schema) {
            schema_fingerprint(&cx, schema, before);
            reverse(schema->objects.items, schema->objects.count);
            schema_fingerprint(&cx, schema, after);
        }
        CHECK_STRING(after, before);
        arena_free(cx.arena);
    }
}
