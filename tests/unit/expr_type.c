/* SPDX-License-Identifier: MIT
 * Types: words, aliases, classes, equality, printing. */
#include "expr/expr.h"
#include "tests/unit/test.h"

static Arena *arena;
static Names *names;

static void begin(void)
{
    arena = arena_new();
    names = names_new(arena);
}

static Type named(const char *name)
{
    return (Type){.name = name_from(names, name), .arg = {-1, -1}};
}

TEST(every_word_finds_its_scalar)
{
    size_t count = 0;
    for (const char *word; (word = scalar_list(count)); count++) {
        Scalar scalar = scalar_find(word);
        CHECK(scalar != SCALAR_NONE && scalar < SCALAR_ENUM);
        CHECK_STRING(scalar_word(scalar), word);
    }
    CHECK(count == SCALAR_ENUM - 1);
    CHECK(scalar_list(count + 1) == NULL);
}

TEST(aliases_find_theirs)
{
    static const struct {
        const char *alias, *word;
    } pairs[] = {
        {"integer", "int"},      {"int4", "int"},       {"int2", "smallint"},
        {"int8", "bigint"},      {"boolean", "bool"},   {"float4", "real"},
        {"float8", "double"},    {"numeric", "decimal"}, {"bytea", "bytes"},
        {"character", "char"},   {"double precision", "double"},
        {"character varying", "varchar"},
        {"timestamp with time zone", "timestamptz"},
        {"timestamp without time zone", "timestamp"},
        {"time without time zone", "time"},
    };
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        CHECK_STRING(scalar_word(scalar_find(pairs[i].alias)), pairs[i].word);
    CHECK(scalar_find("itn") == SCALAR_NONE && scalar_find("") == SCALAR_NONE);
    CHECK(scalar_find("enum") == SCALAR_NONE && scalar_find("native") == SCALAR_NONE);
}

TEST(classes)
{
    CHECK(scalar_class(SCALAR_BOOL) == CLASS_BOOL);
    CHECK(scalar_class(SCALAR_BIGINT) == CLASS_INTEGER);
    CHECK(scalar_class(SCALAR_VARCHAR) == CLASS_TEXT);
    CHECK(scalar_class(SCALAR_JSONB) == CLASS_JSON);
    CHECK(scalar_class(SCALAR_NONE) == CLASS_OTHER);
    CHECK(scalar_class(SCALAR_NATIVE) == CLASS_OTHER);
}

static void check_print(Type type, const char *want)
{
    Text text = {0};
    type_print(&text, &type);
    CHECK_STRING(text_string(&text), want);
    text_free(&text);
}

static Type with_args(Type type, const char *args)
{
    type.args = args;
    return type;
}

static Type with_dims(Type type, uint8_t dims)
{
    type.dims = dims;
    return type;
}

static Type quoted(const char *name)
{
    Type type = named(name);
    type.is_quoted = true;
    return type;
}

static Type spaced(const char *space, Type type)
{
    type.space = name_from(names, space);
    return type;
}

static Type resolved(Scalar scalar, Type type)
{
    type.scalar = scalar;
    return type;
}

TEST(types_print_in_the_language)
{
    begin();
    check_print(named("int"), "int");
    check_print(named("int4"), "int");
    check_print(named("double precision"), "double");
    check_print(with_args(named("numeric"), "10,2"), "decimal(10,2)");
    check_print(with_dims(with_args(named("varchar"), "10"), 2), "varchar(10)[][]");
    check_print(named("mood"), "mood");
    check_print(quoted("Mood"), "\"Mood\"");
    check_print(quoted("int4"), "\"int4\"");
    check_print(quoted("a\"b"), "\"a\"\"b\"");
    check_print(spaced("postgres", named("tsvector")), "postgres.tsvector");
    check_print(spaced("postgres", named("int4")), "postgres.int4");
    check_print(spaced("kb", quoted("My Type")), "kb.\"My Type\"");
    check_print(resolved(SCALAR_ENUM, named("My Type")), "\"My Type\"");
    check_print(resolved(SCALAR_NATIVE, named("TEXT")), "TEXT");
    check_print(spaced("postgres", resolved(SCALAR_NATIVE, named("bit varying"))),
                "postgres.bit varying");
    arena_free(arena);
}

static bool equal(Type a, Type b)
{
    CHECK(type_equal(&a, &b) == type_equal(&b, &a));
    CHECK(type_equal(&a, &a) && type_equal(&b, &b));
    return type_equal(&a, &b);
}

TEST(types_are_equal_as_written)
{
    begin();
    CHECK(equal(named("int"), named("integer")));
    CHECK(equal(named("int"), resolved(SCALAR_INT, named("int"))));
    CHECK(equal(quoted("mood"), named("mood")));
    CHECK(!equal(quoted("int"), named("int")));
    CHECK(!equal(named("int"), named("bigint")));
    CHECK(!equal(named("mood"), named("food")));
    CHECK(!equal(spaced("kb", named("mood")), named("mood")));
    CHECK(!equal(with_args(named("varchar"), "10"), named("varchar")));
    CHECK(equal(with_args(named("varchar"), "10"), with_args(named("varchar"), "10")));
    CHECK(!equal(with_dims(named("int"), 1), named("int")));
    Type type = named("int");
    CHECK(type_equal(NULL, NULL) && !type_equal(&type, NULL) && !type_equal(NULL, &type));
    arena_free(arena);
}
