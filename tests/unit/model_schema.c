/* SPDX-License-Identifier: MIT
 * Schemas: found by name, compared whatever the order, copied with their references, walked, and
 * what each object needs before it. */
#include "model/mention.h"
#include "tests/unit/model_build.h"
#include "tests/unit/test.h"

TEST(registry_has_every_kind)
{
    static const char *const words[KIND_COUNT] = {
#define KIND(ID, word, Struct) [KIND_##ID] = word,
#include "model/kinds.def"
#undef KIND
    };
    static const size_t sizes[KIND_COUNT] = {
#define KIND(ID, word, Struct) [KIND_##ID] = sizeof(Struct),
#include "model/kinds.def"
#undef KIND
    };
    for (Kind kind = 0; kind < KIND_COUNT; kind++) {
        const KindInfo *info = kind_info(kind);
        CHECK(info != NULL);
        CHECK_STRING(info->word, words[kind]);
        CHECK(info->size == sizes[kind]);
        CHECK(info->attr_count <= 64); /* Change.attrs has a bit for each */
        for (size_t i = 0; i < info->attr_count; i++) {
            CHECK(info->attrs[i].word && info->attrs[i].offset < info->size);
            for (size_t j = 0; j < i; j++) CHECK(strcmp(info->attrs[i].word, info->attrs[j].word));
        }
    }
}

TEST(dialects_have_words)
{
    DialectId dialect;
    CHECK(dialect_find("sqlite", &dialect) && dialect == DIALECT_SQLITE);
    CHECK(dialect_find("postgres", &dialect) && dialect == DIALECT_POSTGRES);
    CHECK(!dialect_find("oracle", &dialect));
    CHECK_STRING(dialect_word(DIALECT_POSTGRES), "postgres");
}

TEST(names_are_found_in_their_class)
{
    Cx cx = make_cx();
    Schema *schema = make_schema(&cx);
    Object *table = add(&cx, schema, NULL, KIND_TABLE, "orders");
    Object *index = add(&cx, schema, table, KIND_INDEX, "by_day");
    Object *inside = schema_add(&cx, schema, NULL, KIND_TABLE, named(&cx, "kb"), named(&cx, "t"));
    Object *outside = schema_add(&cx, schema, NULL, KIND_VIEW, named(&cx, "public"), named(&cx, "v"));
    CHECK(schema_find(schema, KIND_VIEW, NO_NAME, named(&cx, "orders")) == table);
    CHECK(schema_find(schema, KIND_TABLE, NO_NAME, named(&cx, "by_day")) == index);
    CHECK(!schema_find(schema, KIND_ENUM, NO_NAME, named(&cx, "orders")));
    CHECK(!schema_find(schema, KIND_TABLE, NO_NAME, named(&cx, "t")));
    CHECK(schema_find(schema, KIND_TABLE, named(&cx, "kb"), named(&cx, "t")) == inside);
    CHECK(schema_find(schema, KIND_VIEW, NO_NAME, named(&cx, "v")) == outside);
    CHECK(schema_find(schema, KIND_VIEW, named(&cx, "public"), named(&cx, "v")) == outside);
    CHECK(!schema_find(schema, KIND_COLUMN, NO_NAME, named(&cx, "orders")));
    arena_free(cx.arena);
}

TEST(namesakes_stand_side_by_side)
{
    Cx cx = make_cx();
    Schema *schema = make_schema(&cx);
    Object *first = add(&cx, schema, NULL, KIND_FUNCTION, "f");
    Object *second = add(&cx, schema, NULL, KIND_FUNCTION, "f");
    Object *third = schema_add(&cx, schema, NULL, KIND_FUNCTION, NO_NAME, NO_NAME);
    schema_name(schema, third, named(&cx, "f"));
    Object *found = schema_find(schema, KIND_FUNCTION, NO_NAME, named(&cx, "f"));
    size_t count = 0;
    CHECK(found == first);
    for (; found; found = found->namesake) count++;
    CHECK(count == 3);
    CHECK(first->namesake == third && third->namesake == second);
    arena_free(cx.arena);
}

TEST(members_are_found_by_kind_and_name)
{
    Cx cx = make_cx();
    Schema *schema = make_schema(&cx);
    Object *table = add(&cx, schema, NULL, KIND_TABLE, "t");
    table->dialects = 1u << DIALECT_SQLITE;
    Object *column = schema_add(&cx, schema, table, KIND_COLUMN, NO_NAME, named(&cx, "a"));
    Object *check = schema_add(&cx, schema, table, KIND_CHECK, NO_NAME, named(&cx, "a"));
    CHECK(object_member(table, KIND_COLUMN, named(&cx, "a")) == column);
    CHECK(object_member(table, KIND_CHECK, NO_NAME) == check);
    CHECK(!object_member(table, KIND_INDEX, NO_NAME));
    CHECK(check->position == 1 && check->parent == table);
    CHECK(check->dialects == table->dialects);
    CHECK(check->id == 2 && schema->object_count == 3);
    arena_free(cx.arena);
}

static void check_path(Cx *cx, const Schema *schema, const Object *object, const char *path,
                       const char *description)
{
    Text out = {0};
    object_path(&out, schema, object);
    CHECK_STRING(text_string(&out), path);
    CHECK_STRING(object_describe(cx, object), description);
    text_free(&out);
}

TEST(paths_name_objects)
{
    Cx cx = make_cx();
    Schema *schema = make_schema(&cx);
    Object *table = schema_add(&cx, schema, NULL, KIND_TABLE, named(&cx, "kb"), named(&cx, "T\""));
    Object *column = add(&cx, schema, table, KIND_COLUMN, "a");
    Trigger *trigger = (Trigger *)add(&cx, schema, NULL, KIND_TRIGGER, "touch");
    Function *function = (Function *)add(&cx, schema, NULL, KIND_FUNCTION, "f");
    Parameter parameters[] = {{.type = make_type(&cx, "int")},
                              {.mode = named(&cx, "out"), .type = make_type(&cx, "text")},
                              {.mode = named(&cx, "inout"), .type = make_type(&cx, "date")}};
    trigger->on = table;
    function->parameters = (ParameterList){parameters, 3};
    check_path(&cx, schema, column, "kb.\"T\"\"\".a", "column 'kb.\"T\"\"\".a'");
    check_path(&cx, schema, &trigger->object, "kb.\"T\"\"\".touch", "trigger 'kb.\"T\"\"\".touch'");
    check_path(&cx, schema, &function->object, "f(int, date)", "function 'f(int, date)'");
    arena_free(cx.arena);
}

static bool count_objects(void *state, const Object *object)
{
    size_t *count = state;
    CHECK(object->id == *count);
    return ++*count != 3;
}

TEST(walk_goes_parents_first_until_told_to_stop)
{
    Cx cx = make_cx();
    Schema *schema = make_schema(&cx);
    Object *table = add(&cx, schema, NULL, KIND_TABLE, "t");
    add(&cx, schema, table, KIND_COLUMN, "a");
    add(&cx, schema, NULL, KIND_TABLE, "u");
    add(&cx, schema, NULL, KIND_TABLE, "v");
    size_t count = 0;
    CHECK(!schema_walk(schema, count_objects, &count));
    CHECK(count == 3);
    arena_free(cx.arena);
}

/* ---- equality and fingerprints ---- */

static Object *make_table(Cx *cx, Schema *schema, const char *name, bool is_reversed)
{
    Object *table = add(cx, schema, NULL, KIND_TABLE, name);
    Column *columns[2];
    for (int i = 0; i < 2; i++) {
        bool is_first = (i == 0) != is_reversed;
        Column *column = add_column(cx, schema, table, is_first ? "a" : "b", "int");
        column->initial.any = make_text(cx, EXPR_NUMBER, is_first ? "1" : "2");
        columns[is_first ? 0 : 1] = column;
    }
    add_key(cx, schema, KIND_UNIQUE, table, "both", 2, columns);
    return table;
}

static Schema *make_pair(Cx *cx, bool is_reversed)
{
    Schema *schema = make_schema(cx);
    make_table(cx, schema, is_reversed ? "t" : "u", is_reversed);
    make_table(cx, schema, is_reversed ? "u" : "t", is_reversed);
    return schema;
}

static bool same_fingerprint(Cx *cx, const Schema *a, const Schema *b)
{
    char left[65], right[65];
    schema_fingerprint(cx, a, left);
    schema_fingerprint(cx, b, right);
    CHECK(strlen(left) == 64 && strspn(left, "0123456789abcdef") == 64);
    return strcmp(left, right) == 0;
}

TEST(order_of_declaration_means_nothing)
{
    Cx cx = make_cx();
    Schema *a = make_pair(&cx, false), *b = make_pair(&cx, true);
    CHECK(schema_equal(a, b) && schema_equal(b, a));
    CHECK(same_fingerprint(&cx, a, b));
    Column *column = (Column *)b->objects.items[1]->members.items[0];
    column->is_nullable = true;
    CHECK(!schema_equal(a, b));
    CHECK(!same_fingerprint(&cx, a, b));
    arena_free(cx.arena);
}

TEST(order_of_enum_values_means_something)
{
    Cx cx = make_cx();
    Schema *schemas[2];
    for (int i = 0; i < 2; i++) {
        schemas[i] = make_schema(&cx);
        Object *type = add(&cx, schemas[i], NULL, KIND_ENUM, "size");
        add(&cx, schemas[i], type, KIND_ENUM_VALUE, i ? "s" : "l");
        add(&cx, schemas[i], type, KIND_ENUM_VALUE, i ? "l" : "s");
    }
    CHECK(!schema_equal(schemas[0], schemas[1]));
    CHECK(!same_fingerprint(&cx, schemas[0], schemas[1]));
    arena_free(cx.arena);
}

TEST(docs_and_marks_of_change_are_no_part_of_the_fingerprint)
{
    Cx cx = make_cx();
    Schema *a = make_pair(&cx, false), *b = make_pair(&cx, false);
    Column *column = (Column *)b->objects.items[0]->members.items[0];
    column->backfill.any = make_text(&cx, EXPR_NUMBER, "7");
    column->object.was = named(&cx, "old");
    CHECK(schema_equal(a, b));
    column->object.doc = "explained";
    CHECK(!schema_equal(a, b));
    CHECK(same_fingerprint(&cx, a, b));
    arena_free(cx.arena);
}

TEST(usual_words_are_none)
{
    Cx cx = make_cx();
    Schema *a = make_schema(&cx), *b = make_schema(&cx);
    Function *left = (Function *)add(&cx, a, NULL, KIND_FUNCTION, "f");
    Function *right = (Function *)add(&cx, b, NULL, KIND_FUNCTION, "f");
    left->volatility = named(&cx, "volatile");
    CHECK(schema_equal(a, b));
    right->volatility = named(&cx, "stable");
    CHECK(!schema_equal(a, b) && !schema_equal(b, a));
    left->volatility = right->volatility;
    CHECK(schema_equal(a, b));
    left->settings = make_options(&cx, 2, (const char *[]){"x", "1", "y", "2"});
    right->settings = make_options(&cx, 2, (const char *[]){"y", "2", "x", "1"});
    CHECK(schema_equal(a, b));
    right->settings = make_options(&cx, 2, (const char *[]){"y", "2", "x", "2"});
    CHECK(!schema_equal(a, b));
    arena_free(cx.arena);
}

TEST(overloads_are_told_apart_by_their_arguments)
{
    Cx cx = make_cx();
    Schema *schemas[2];
    static const char *const types[] = {"int", "text"};
    for (int i = 0; i < 2; i++) {
        schemas[i] = make_schema(&cx);
        for (int j = 0; j < 2; j++) {
            Function *f = (Function *)add(&cx, schemas[i], NULL, KIND_FUNCTION, "f");
            Parameter *parameter = arena_make(cx.arena, Parameter);
            parameter->type = make_type(&cx, types[(i + j) % 2]);
            f->parameters = (ParameterList){parameter, 1};
            f->body = parameter->type->name.text;
        }
    }
    CHECK(schema_equal(schemas[0], schemas[1]));
    CHECK(same_fingerprint(&cx, schemas[0], schemas[1]));
    arena_free(cx.arena);
}

/* ---- copies ---- */

TEST(references_follow_a_copy)
{
    Cx cx = make_cx();
    Schema *from = make_schema(&cx), *to = make_lowered(&cx, DIALECT_POSTGRES);
    Object *type = add(&cx, from, NULL, KIND_ENUM, "size");
    Object *table = add(&cx, from, NULL, KIND_TABLE, "t");
    Column *column = add_column(&cx, from, table, "a", "int");
    ((Type *)(uintptr_t)column->type.any)->named = type;
    Check *check = (Check *)add(&cx, from, table, KIND_CHECK, "c");
    const Expr *one = make_text(&cx, EXPR_NUMBER, "1");
    check->expr.any = make_operator(&cx, make_name(&cx, &column->object), "<", one);
    View *view = (View *)add(&cx, from, NULL, KIND_VIEW, "v");
    view->uses = (ObjectList){(const Object *[]){table, type}, 2};
    Trigger *trigger = (Trigger *)add(&cx, from, NULL, KIND_TRIGGER, "x");
    trigger->on = &view->object;
    Object *other = add(&cx, to, NULL, KIND_TABLE, "other"); /* so that ids differ */
    Object *new_table = object_copy(&cx, to, NULL, table);
    Column *new_column = (Column *)object_copy(&cx, to, new_table, &column->object);
    Check *new_check = (Check *)object_copy(&cx, to, new_table, &check->object);
    View *new_view = (View *)object_copy(&cx, to, NULL, &view->object);
    Trigger *new_trigger = (Trigger *)object_copy(&cx, to, NULL, &trigger->object);
    CHECK(new_table->members.count == 2 && new_table->origin == table);
    schema_rebind(&cx, to);
    CHECK(new_check->expr.any->args[0]->ref == &new_column->object);
    CHECK(new_check->expr.any->args[1] == one);
    CHECK(check->expr.any->args[0]->ref == &column->object);
    CHECK(new_column->type.any->named == NULL); /* the enum was not copied */
    CHECK(column->type.any->named == type);
    CHECK(new_view->uses.count == 1 && new_view->uses.items[0] == new_table);
    CHECK(new_trigger->on == &new_view->object);
    CHECK(other->origin == NULL);
    schema_rebind(&cx, to);
    CHECK(new_check->expr.any->args[0]->ref == &new_column->object);
    arena_free(cx.arena);
}

/* ---- dependencies ---- */

static void collect(void *state, const Object *needed)
{
    Text *text = state;
    if (text->length) text_add_char(text, ' ');
    text_add(text, name_text(needed->name));
}

static void check_needs(const Schema *schema, const Object *object, const char *want)
{
    Text text = {0};
    object_dependencies(schema, object, collect, &text);
    CHECK_STRING(text_string(&text), want);
    text_free(&text);
}

TEST(needs_are_found_in_attributes)
{
    Cx cx = make_cx();
    Schema *schema = make_schema(&cx);
    add(&cx, schema, NULL, KIND_NAMESPACE, "kb");
    Object *type = add(&cx, schema, NULL, KIND_ENUM, "size");
    Object *people = schema_add(&cx, schema, NULL, KIND_TABLE, named(&cx, "kb"), named(&cx, "people"));
    Column *id = add_column(&cx, schema, people, "id", "int");
    add_key(&cx, schema, KIND_UNIQUE, people, "people_id_key", 1, &id);
    Object *table = add(&cx, schema, NULL, KIND_TABLE, "t");
    Column *who = add_column(&cx, schema, table, "who", "int");
    ((Type *)(uintptr_t)who->type.any)->named = type;
    who->backfill.any = make_name(&cx, &id->object);
    ForeignKey *key = (ForeignKey *)add(&cx, schema, table, KIND_FOREIGN_KEY, "fk");
    key->columns = make_names(&cx, 1, (const char *[]){"who"});
    key->target = (Table *)people;
    key->target_columns = make_names(&cx, 1, (const char *[]){"id"});
    Function *function = (Function *)add(&cx, schema, NULL, KIND_FUNCTION, "f");
    View *view = (View *)add(&cx, schema, NULL, KIND_VIEW, "v");
    view->uses = (ObjectList){(const Object *[]){people, table}, 2};
    function->returns = who->type.any;
    Trigger *trigger = (Trigger *)add(&cx, schema, NULL, KIND_TRIGGER, "x");
    trigger->on = table;
    trigger->function_ref = function;
    check_needs(schema, people, "kb");
    check_needs(schema, &who->object, "size");
    check_needs(schema, &key->object, "people_id_key people");
    check_needs(schema, &function->object, "size");
    check_needs(schema, &view->object, "people t");
    check_needs(schema, &trigger->object, "t f");
    arena_free(cx.arena);
}

static const Expr *make_nextval(Cx *cx, const char *sequence)
{
    const Expr *text = make_text(cx, EXPR_STRING, sequence);
    return expr_call(cx, NO_SPAN, "nextval", 1, &text);
}

/* A serial column: the sequence comes first and is given to the column afterwards. */
TEST(sequences_that_a_default_calls_come_before_their_owner)
{
    Cx cx = make_cx();
    Schema *schema = make_schema(&cx);
    Object *table = add(&cx, schema, NULL, KIND_TABLE, "t");
    Column *id = add_column(&cx, schema, table, "id", "int");
    Sequence *plain = (Sequence *)add(&cx, schema, NULL, KIND_SEQUENCE, "s");
    Sequence *odd = (Sequence *)schema_add(&cx, schema, NULL, KIND_SEQUENCE, named(&cx, "kb"),
                                           named(&cx, "my \"s\".x"));
    plain->owned_by = id;
    check_needs(schema, &plain->object, "id");
    CHECK(!sequence_is_owned_later(schema, plain));
    id->initial.any = make_nextval(&cx, "public.s");
    check_needs(schema, &id->object, "s");
    check_needs(schema, &plain->object, "");
    CHECK(sequence_is_owned_later(schema, plain));
    id->initial.any = make_nextval(&cx, "kb.\"my \"\"s\"\".x\"");
    check_needs(schema, &id->object, "my \"s\".x");
    CHECK(!sequence_is_owned_later(schema, odd));
    id->initial.any = make_nextval(&cx, "missing");
    check_needs(schema, &id->object, "");
    arena_free(cx.arena);
}
