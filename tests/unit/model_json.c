/* SPDX-License-Identifier: MIT
 * A schema as JSON: every kind of value once. */
#include "tests/unit/model_build.h"
#include "tests/unit/test.h"

static void check_json(const Schema *schema, const char *want)
{
    Text out = {0};
    schema_json(&out, schema);
    CHECK_STRING(text_string(&out), want);
    text_free(&out);
}

TEST(tables_hold_their_members_by_kind)
{
    Cx cx = make_cx();
    Schema *schema = make_schema(&cx);
    schema->targets[DIALECT_POSTGRES].version = 12;
    Object *table = schema_add(&cx, schema, NULL, KIND_TABLE, named(&cx, "kb"), named(&cx, "t"));
    table->dialects = 1u << DIALECT_POSTGRES;
    table->doc = "Say \"hi\".";
    Column *a = add_column(&cx, schema, table, "a", "int");
    a->is_nullable = true;
    a->initial.any = make_text(&cx, EXPR_NUMBER, "1");
    a->initial.only[DIALECT_SQLITE] = make_text(&cx, EXPR_NUMBER, "2");
    a->type.only[DIALECT_SQLITE] = make_type(&cx, "text");
    Index *index = (Index *)add(&cx, schema, table, KIND_INDEX, "i");
    IndexElement elements[] = {{.expr = make_name(&cx, &a->object), .is_descending = true, .nulls = 2},
                               {.expr = a->initial.any, .collation = named(&cx, "C")}};
    index->elements = (ElementList){elements, 2};
    index->options = make_options(&cx, 1, (const char *[]){"fillfactor", "70"});
    check_json(schema,
               "{\"schema\":\"shop\",\"targets\":{\"postgres\":12,\"sqlite\":0},"
               "\"default_namespace\":\"public\",\"tables\":[{\"namespace\":\"kb\",\"name\":\"t\","
               "\"doc\":\"Say \\\"hi\\\".\",\"dialect\":\"postgres\",\"columns\":[{\"name\":\"a\","
               "\"is_named\":true,\"dialect\":\"postgres\",\"type\":\"int\",\"type_sqlite\":\"text\","
               "\"null\":true,\"default\":{\"postgres\":\"1\",\"sqlite\":\"2\"}}],"
               "\"indexes\":[{\"name\":\"i\",\"is_named\":true,\"dialect\":\"postgres\","
               "\"on\":[{\"column\":\"a\",\"desc\":true,\"nulls\":\"last\"},"
               "{\"expr\":\"1\",\"collate\":\"C\"}],\"with\":{\"fillfactor\":\"70\"}}]}]}\n");
    arena_free(cx.arena);
}

TEST(functions_and_references)
{
    Cx cx = make_cx();
    Schema *schema = make_schema(&cx);
    Object *table = add(&cx, schema, NULL, KIND_TABLE, "t");
    ForeignKey *key = (ForeignKey *)add(&cx, schema, table, KIND_FOREIGN_KEY, "fk");
    key->object.is_named = false;
    key->target = (Table *)table;
    key->columns = key->target_columns = make_names(&cx, 1, (const char *[]){"a"});
    Function *f = (Function *)add(&cx, schema, NULL, KIND_FUNCTION, "f");
    Parameter parameter = {.name = named(&cx, "x"), .mode = named(&cx, "inout"),
                           .type = make_type(&cx, "int"), .initial = make_text(&cx, EXPR_NUMBER, "1")};
    f->parameters = (ParameterList){&parameter, 1};
    f->is_security_definer = true;
    f->body = "select 1";
    check_json(schema,
               "{\"schema\":\"shop\",\"targets\":{\"postgres\":0,\"sqlite\":0},"
               "\"default_namespace\":\"public\",\"functions\":[{\"name\":\"f\","
               "\"arguments\":[{\"mode\":\"inout\",\"name\":\"x\",\"type\":\"int\",\"default\":\"1\"}],"
               "\"security_definer\":true,\"body\":\"select 1\"}],"
               "\"tables\":[{\"name\":\"t\",\"foreign_keys\":[{\"name\":\"fk\","
               "\"columns\":[\"a\"],\"target\":\"t\",\"target_columns\":[\"a\"]}]}]}\n");
    arena_free(cx.arena);
}
