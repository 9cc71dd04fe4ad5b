/* SPDX-License-Identifier: MIT
 * Catalogs: order, escapes, reading back what was printed, paths, owners. */
#include "runtime/catalog.h"
#include "tests/unit/test.h"

static memory pool;

static catalog parsed(const char *text)
{
    catalog list;
    const char *const pieces[] = {text, NULL};
    catalog_init(&list, &pool);
    catalog_parse(&list, pieces);
    return list;
}

static const char *printed(const catalog *list)
{
    return catalog_text(list, &pool, NULL);
}

TEST(objects_and_attributes_are_sorted)
{
    catalog list;
    catalog_init(&list, &pool);
    catalog_add(&list, "table", "b");
    catalog_set(&list, "without rowid", "yes");
    catalog_set(&list, "strict off", "yes");
    catalog_set(&list, "comment", NULL);
    catalog_add(&list, "table", "a");
    catalog_add(&list, "column", "b.x");
    catalog_add(&list, "column", "b._");
    catalog_add(&list, "column", "\"B\".x");
    catalog_finish(&list);
    CHECK_STRING(printed(&list), "column\t\"B\".x\ncolumn\tb._\ncolumn\tb.x\ntable\ta\n"
                                 "table\tb\tstrict off=yes\twithout rowid=yes\n");
    memory_free(&pool);
}

TEST(many_attributes_and_objects)
{
    catalog list;
    char name[32];
    catalog_init(&list, &pool);
    for (int i = 999; i >= 0; i--) {
        snprintf(name, sizeof name, "t%03d", i);
        catalog_add(&list, "table", name);
        for (int a = i % 20; a > 0; a--) {
            snprintf(name, sizeof name, "w%02d", a);
            catalog_set(&list, name, "v");
        }
    }
    catalog_finish(&list);
    CHECK(!list.error && list.count == 1000);
    for (size_t i = 0; i < list.count; i++) {
        snprintf(name, sizeof name, "t%03zu", i);
        CHECK_STRING(list.objects[i].path, name);
        CHECK(list.objects[i].attr_count == i % 20);
        for (size_t a = 0; a < list.objects[i].attr_count; a++) {
            snprintf(name, sizeof name, "w%02zu", a + 1);
            CHECK_STRING(list.objects[i].attrs[a].word, name);
        }
        CHECK(catalog_find(&list, "table", list.objects[i].path, 4) == &list.objects[i]);
    }
    CHECK(!catalog_find(&list, "table", "t", 1) && !catalog_find(&list, "view", "t000", 4));
    memory_free(&pool);
}

TEST(escapes_come_back)
{
    catalog list;
    catalog_init(&list, &pool);
    catalog_add(&list, "function", "f(\t)");
    catalog_set(&list, "body", "a\\b\n\tc = 'x'\r\n");
    catalog_set(&list, "arguments", "");
    catalog_finish(&list);
    const char *text = printed(&list);
    CHECK_STRING(text, "function\tf(\\t)\targuments=\tbody=a\\\\b\\n\\tc = 'x'\\r\\n\n");
    catalog back = parsed(text);
    CHECK(!back.error && back.count == 1);
    CHECK_STRING(back.objects[0].path, "f(\t)");
    CHECK_STRING(catalog_value(&back.objects[0], "body"), "a\\b\n\tc = 'x'\r\n");
    CHECK_STRING(catalog_value(&back.objects[0], "arguments"), "");
    CHECK(!catalog_value(&back.objects[0], "bod"));
    CHECK_STRING(printed(&back), text);
    char a[65], b[65];
    catalog_digest(&list, a);
    catalog_digest(&back, b);
    CHECK_STRING(a, b);
    memory_free(&pool);
}

TEST(digest_is_that_of_the_text)
{
    catalog list = parsed("table\ta\n");
    char digest[65];
    catalog_digest(&list, digest);
    CHECK_STRING(digest, "a8b6226946b13dcd8750a720e7945736dade685c989f4aa8803e8e3629fb1842");
    memory_free(&pool);
}

TEST(pieces_may_be_cut_anywhere)
{
    static const char text[] = "column\ta.b\tdefault='x\\ty'\ttype=TEXT\ntable\ta\n";
    for (size_t i = 0; i < sizeof text; i++) {
        catalog list;
        const char *pieces[] = {memory_copy(&pool, text, i), "", text + i, NULL};
        catalog_init(&list, &pool);
        CHECK(catalog_parse(&list, pieces));
        CHECK_STRING(printed(&list), text);
    }
    memory_free(&pool);
}

TEST(damaged_text_is_refused)
{
    static const char *const damaged[] = {"table",         "table\n",           "table\ta",
                                          "table\ta\tx\n", "table\ta\tx=1",     "\n",
                                          "table\ta\n\n",  "table\ta\tx=1\t\n", "table\ta\\"};
    for (size_t i = 0; i < sizeof damaged / sizeof *damaged; i++) {
        catalog list = parsed(damaged[i]);
        CHECK(list.error);
    }
    catalog empty = parsed("");
    CHECK(!empty.error && !empty.count);
    memory_free(&pool);
}

/* Bytes changed, cut and doubled: refused or read, and what was read prints and reads the same. */
TEST(random_damage)
{
    static const char text[] = "column\ta.b\tdefault='x\\ty'\ttype=TEXT\ntable\ta\tcomment=\\\\\n";
    static const char bytes[] = "\t\n\\=ab\"\r~";
    unsigned seed = 7;
    for (int i = 0; i < 20000; i++) {
        char damaged[sizeof text];
        memcpy(damaged, text, sizeof text);
        for (int k = i % 4; k >= 0; k--) {
            seed = seed * 1664525u + 1013904223u;
            damaged[(seed >> 8) % (sizeof text - 1)] = bytes[(seed >> 24) % (sizeof bytes)];
        }
        catalog list = parsed(damaged);
        if (!list.error) {
            catalog again = parsed(printed(&list));
            CHECK(!again.error);
            CHECK_STRING(printed(&again), printed(&list));
        }
        memory_free(&pool);
    }
}

TEST(paths_quote_what_is_not_plain)
{
    CHECK_STRING(catalog_path(&pool, "a", NULL, "b_1"), "a.b_1");
    CHECK_STRING(catalog_path(&pool, "Kb", "or\"ders", "1x"), "\"Kb\".\"or\"\"ders\".\"1x\"");
    CHECK_STRING(catalog_path(&pool, "", NULL, NULL), "\"\"");
    CHECK_STRING(catalog_path(&pool, NULL, "caf\xc3\xa9", NULL), "\"caf\xc3\xa9\"");
    CHECK_STRING(catalog_path(&pool, NULL, NULL, NULL), "");
    memory_free(&pool);
}

static const char *owner(const char *kind, const char *path)
{
    catalog_object object = {.kind = kind, .path = path};
    size_t length;
    const char *start = catalog_owner(&object, &length);
    return start ? memory_copy(&pool, start, length) : "none";
}

TEST(owners)
{
    CHECK_STRING(owner("column", "orders.total"), "orders");
    CHECK_STRING(owner("column", "kb.orders.total"), "kb.orders");
    CHECK_STRING(owner("index", "kb.\"a.b\".\"c\"\"d.e\""), "kb.\"a.b\"");
    CHECK_STRING(owner("primary key", "orders"), "orders");
    CHECK_STRING(owner("primary key", "\"or\"\"der.s\""), "\"or\"\"der.s\"");
    CHECK_STRING(owner("unique", "orders(a, b)"), "orders");
    CHECK_STRING(owner("foreign key", "\"x(y\"(a) -> b"), "\"x(y\"");
    CHECK_STRING(owner("check", "orders: total > a.b"), "orders");
    CHECK_STRING(owner("check", "\"open"), "\"open");
    CHECK_STRING(owner("table", "kb.orders"), "none");
    CHECK_STRING(owner("sequence", "kb.numbers"), "none");
    catalog list = parsed("sequence\tnumbers\towned by=kb.orders.number\n");
    size_t length;
    const char *start = catalog_owner(&list.objects[0], &length);
    CHECK(start && length == 9 && !strncmp(start, "kb.orders", length));
    memory_free(&pool);
}
