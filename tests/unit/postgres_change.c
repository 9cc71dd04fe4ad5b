/* SPDX-License-Identifier: MIT
 * Every attribute that PostgreSQL has, of every kind, has an answer to its change, and no answer is
 * about an attribute that there is not. That the answers are right is tested in tests/evolve. */
#include "tests/unit/test.h"

#include "dialect/postgres/change.h"

static bool has_answer(Kind kind, const char *word)
{
    Answers answers = postgres_answers(kind);
    for (size_t i = 0; i < answers.count; i++)
        if (strcmp(answers.rows[i].word, word) == 0) return true;
    return false;
}

static bool has_attribute(Kind kind, const char *word)
{
    const KindInfo *info = kind_info(kind);
    for (size_t i = 0; i < info->attr_count; i++)
        if (strcmp(info->attrs[i].word, word) == 0) return true;
    return false;
}

static bool is_compared(const Attr *attr)
{
    bool is_here = !attr->dialects || attr->dialects & 1u << DIALECT_POSTGRES;
    return is_here && !(attr->flags & (ATTR_CHANGE | ATTR_DERIVED));
}

TEST(each_attribute_has_an_answer)
{
    size_t count = 0;
    for (Kind kind = 0; kind < KIND_COUNT; kind++) {
        const KindInfo *info = kind_info(kind);
        for (size_t i = 0; i < info->attr_count; i++) {
            if (!is_compared(&info->attrs[i])) continue;
            count++;
            if (has_answer(kind, info->attrs[i].word)) continue;
            CHECK_STRING(info->attrs[i].word, info->word);
        }
    }
    CHECK(count > 70);
}

TEST(each_answer_is_about_an_attribute)
{
    for (Kind kind = 0; kind < KIND_COUNT; kind++) {
        Answers answers = postgres_answers(kind);
        for (size_t i = 0; i < answers.count; i++) {
            const Answer *answer = &answers.rows[i];
            CHECK(has_attribute(kind, answer->word));
            CHECK(answer->how != TREAT_ALTER || answer->write);
            CHECK(!answer->judge || answer->how == TREAT_NOTHING);
        }
    }
}

/* ---- types ---- */

static const Type *type_named(Arena *arena, Names *names, const char *text)
{
    Type *type = arena_make(arena, Type);
    const char *open = strchr(text, '(');
    bool is_inside = open && strchr(open, ')')[1]; /* timestamp(3) with time zone */
    type->scalar = SCALAR_NATIVE;
    size_t length = strlen(text);
    if (length > 2 && strcmp(text + length - 2, "[]") == 0) type->dims = 1, length -= 2;
    if (open && (!is_inside || type->dims)) {
        type->args = arena_copy(arena, open + 1, strcspn(open + 1, ")"));
        length = (size_t)(open - text);
    }
    type->name = name_of(names, text, length);
    return type;
}

TEST(casts)
{
    enum { W = STEP_REWRITES, L = STEP_LOSES, R = STEP_REJECTS };
    static const struct {
        const char *from, *to;
        Retype how;
        unsigned effects;
    } cases[] = {
        {"character varying(10)", "character varying(20)", RETYPE_SAME, 0},
        {"character varying(10)", "text", RETYPE_SAME, 0},
        {"text", "character varying", RETYPE_SAME, 0},
        {"text", "character varying(10)", RETYPE_NARROW, W | R},
        {"character varying(20)", "character varying(10)", RETYPE_NARROW, W | R},
        {"character(4)", "text", RETYPE_REWRITE, W},
        {"text[]", "character varying(9)[]", RETYPE_NARROW, W | R},
        {"character varying(9)[]", "text[]", RETYPE_SAME, 0},
        {"text", "text[]", RETYPE_ASK, 0},
        {"text", "integer", RETYPE_ASK, 0},
        {"uuid", "text", RETYPE_REWRITE, W},
        {"boolean", "integer", RETYPE_ASK, 0},
        {"integer", "bigint", RETYPE_REWRITE, W},
        {"bigint", "integer", RETYPE_NARROW, W | R},
        {"bigint", "double precision", RETYPE_NARROW, W | L},
        {"integer", "numeric(12,2)", RETYPE_REWRITE, W},
        {"integer", "numeric(8,2)", RETYPE_NARROW, W | R},
        {"numeric(8,2)", "numeric(10,2)", RETYPE_SAME, 0},
        {"numeric(8,2)", "numeric", RETYPE_SAME, 0},
        {"numeric(8,2)", "numeric(12,4)", RETYPE_REWRITE, W},
        {"numeric(8,2)", "numeric(8,1)", RETYPE_NARROW, W | L},
        {"numeric(8,2)", "numeric(8,4)", RETYPE_NARROW, W | R},
        {"numeric", "numeric(8,2)", RETYPE_NARROW, W | L | R},
        {"timestamp(3) without time zone", "timestamp without time zone", RETYPE_SAME, 0},
        {"timestamp without time zone", "timestamp(3) without time zone", RETYPE_NARROW, W | L},
        {"timestamp without time zone", "timestamp with time zone", RETYPE_ASK, 0},
        {"timestamp with time zone", "date", RETYPE_ASK, 0},
        {"date", "timestamp without time zone", RETYPE_REWRITE, W},
        {"json", "jsonb", RETYPE_NARROW, W | L | R},
        {"vector(3)", "vector(4)", RETYPE_ASK, 0},
    };
    Arena *arena = arena_new();
    Names *names = names_new(arena);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        unsigned effects;
        const Type *from = type_named(arena, names, cases[i].from);
        const Type *to = type_named(arena, names, cases[i].to);
        bool is_right = postgres_retype(from, to, &effects) == cases[i].how &&
                        effects == cases[i].effects;
        CHECK_STRING(is_right ? "right" : cases[i].from, is_right ? "right" : cases[i].to);
    }
    arena_free(arena);
}
