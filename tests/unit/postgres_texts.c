/* SPDX-License-Identifier: MIT
 * What the build has packed of the inspector's queries comes out as it was written. */
#include "../../runtime/postgres/queries.c"
#undef CHECK
#include "postgres/texts.h"
#include "test.h"

#include <stdlib.h>

TEST(the_queries_come_out_as_they_are_written)
{
    memory pool = {0};
    query_texts texts;
    CHECK(texts_unpack(&texts, &pool));
    const char *text = texts.queries;
    for (size_t i = 0; i < catalog_query_count; i++) {
        CHECK_STRING(text, catalog_queries[i].kind ? catalog_queries[i].kind : "");
        CHECK_STRING(text = texts_next(text), catalog_queries[i].sql);
        text = texts_next(text);
    }
    CHECK(!*text && !*texts_next(text));
    memory_free(&pool);
}

TEST(the_gates_come_out_as_they_are_written)
{
    memory pool = {0};
    query_texts texts;
    CHECK(texts_unpack(&texts, &pool));
    const char *text = texts.gates;
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
