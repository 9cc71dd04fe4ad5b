/* SPDX-License-Identifier: MIT
 * What the build has packed of the inspector's queries comes out as it was written. */
#include "../../runtime/postgres/natives.c"
#include "../../runtime/postgres/queries.c"
#undef CHECK
#include "postgres/texts.h"
#include "test.h"

#include <stdlib.h>

static const char *queries(memory *pool)
{
    const char *text = texts_find(pool, TEXT_GATES);
    for (size_t i = 0; i < 4 * version_gate_count; i++) text = texts_next(text);
    CHECK(!*text);
    return text + 1;
}

TEST(the_texts_come_out_as_they_are_written)
{
    memory pool = {0};
    CHECK(engine_text_count == TEXT_GATES - TEXT_SETTINGS);
    for (size_t i = 0; i < engine_text_count; i++)
        CHECK_STRING(texts_find(&pool, (text_id)(TEXT_SETTINGS + i)), engine_texts[i]);
    CHECK(strstr(texts_find(&pool, TEXT_HISTORY), "CREATE TABLE public.schemac_history (") != NULL);
    memory_free(&pool);
}

TEST(the_queries_come_out_as_they_are_written)
{
    memory pool = {0};
    const char *text = queries(&pool);
    for (size_t i = 0; i < catalog_query_count; i++) {
        CHECK_STRING(text, catalog_queries[i].kind ? catalog_queries[i].kind : "");
        CHECK_STRING(text = texts_next(text), catalog_queries[i].sql);
        text = texts_next(text);
    }
    CHECK(!*text && !*texts_next(text));
    memory_free(&pool);
}

/* Is each name in sql that begins with `start`, behind `before`, in the mark? */
static void check_words(const char *sql, const char *before, const char *start, const char *mark)
{
    char both[32];
    snprintf(both, sizeof both, "%s%s", before, start);
    for (const char *at = sql; (at = strstr(at, both)); at++) {
        char word[64];
        const char *name = at + strlen(before);
        int length = (int)strspn(name, "abcdefghijklmnopqrstuvwxyz_");
        if (name[length] == '(') continue; /* a function */
        snprintf(word, sizeof word, ".%.*s", length, name);
        const char *found = strstr(mark, word);
        while (found && strchr("abcdefghijklmnopqrstuvwxyz_", found[strlen(word)]))
            found = strstr(found + 1, word);
        if (!found) fprintf(stderr, "the mark does not look at %s\n", word + 1);
        CHECK(found != NULL);
    }
}

/* Of pg_class single columns count, of the others each row. */
TEST(the_mark_looks_at_all_that_the_queries_look_at)
{
    memory pool = {0};
    const char *mark = texts_find(&pool, TEXT_MARK);
    for (const char *text = queries(&pool); *texts_next(text); text = texts_next(texts_next(text))) {
        const char *sql = texts_next(text);
        check_words(sql, "FROM ", "pg_", mark);
        check_words(sql, "JOIN ", "pg_", mark);
        check_words(sql, "r.", "rel", mark);
        check_words(sql, "c.", "rel", mark);
    }
    memory_free(&pool);
}

TEST(the_gates_come_out_as_they_are_written)
{
    memory pool = {0};
    const char *text = texts_find(&pool, TEXT_GATES);
    for (size_t i = 0; i < version_gate_count; i++) {
        CHECK_STRING(text, version_gates[i].word);
        CHECK(atoi(text = texts_next(text)) == version_gates[i].since);
        CHECK_STRING(text = texts_next(text), version_gates[i].then);
        CHECK_STRING(text = texts_next(text), version_gates[i].before);
        text = texts_next(text);
    }
    CHECK(!*text);
    memory_free(&pool);
}

/* A word that no gate explains would not be found at run time. */
TEST(each_word_in_a_query_has_its_gate)
{
    for (size_t i = 0; i < catalog_query_count; i++) {
        const char *at = catalog_queries[i].sql;
        while ((at = strchr(at, '{'))) {
            size_t length = strcspn(++at, "}"), gate = 0;
            while (gate < version_gate_count &&
                   (strncmp(version_gates[gate].word, at, length) != 0 ||
                    version_gates[gate].word[length]))
                gate++;
            if (gate == version_gate_count) fprintf(stderr, "no gate for %.*s\n", (int)length, at);
            CHECK(gate < version_gate_count);
        }
    }
}
