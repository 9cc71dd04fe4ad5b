/* SPDX-License-Identifier: MIT
 * The snapshot: each kind in the words of the language, names and texts of any bytes. */
#include "tests/unit/model_build.h"
#include "tests/unit/test.h"

static void check_printed(const Schema *schema, const char *want)
{
    Text out = {0};
    schema_print(&out, schema);
    const char *head = "schema shop;\ntarget postgres, sqlite;\n";
    CHECK(strncmp(text_string(&out), head, strlen(head)) == 0);
    CHECK_STRING(text_string(&out) + strlen(head), want);
    text_free(&out);
}

TEST(header_names_targets_with_versions)
{
    Cx cx = make_cx();
    Schema *schema = make_schema(&cx);
    Text out = {0};
    schema->doc = "What we sell.\n\nAnd to whom.";
    schema->targets[DIALECT_POSTGRES].version = 14;
    schema->targets[DIALECT_SQLITE].version = 3038002;
    schema_print(&out, schema);
    CHECK_STRING(text_string(&out), "/// What we sell.\n///\n/// And to whom.\nschema shop;\n"
                                    "target postgres 14, sqlite 3.38.2;\n");
    text_free(&out);
    arena_free(cx.arena);
}

TEST(table_stands_in_columns)
{
    Cx cx = make_cx();
    Schema *schema = make_schema(&cx);
    Object *table = add(&cx, schema, NULL, KIND_TABLE, "orders");
    table->doc = "One row per order.";
    Column *id = add_column(&cx, schema, table, "id", "bigint");
    id->identity = named(&cx, "always");
    id->identity_options = make_options(&cx, 2, (const char *[]){"start", "10", "increment", "2"});
    Column *note = add_column(&cx, schema, table, "note", "text");
    note->is_nullable = true;
    Column *total = add_column(&cx, schema, table, "total_price", "int");
    total->initial.any = make_text(&cx, EXPR_NUMBER, "0");
    total->object.doc = "In cents.";
    add_key(&cx, schema, KIND_PRIMARY_KEY, table, "orders_pkey", 1, &id);
    Check *check = (Check *)add(&cx, schema, table, KIND_CHECK, "total_is_positive");
    check->expr.any = make_operator(&cx, make_name(&cx, &total->object), ">=",
                                    make_text(&cx, EXPR_NUMBER, "0"));
    check_printed(schema, "\n/// One row per order.\n"
                          "table orders {\n"
                          "    id           bigint  primary key generated always as identity"
                          " (start 10 increment 2);\n"
                          "    note         text?;\n"
                          "    /// In cents.\n"
                          "    total_price  int     default 0;\n"
                          "\n"
                          "    check total_is_positive (total_price >= 0);\n"
                          "}\n");
    arena_free(cx.arena);
}

TEST(short_checks_of_one_column_stand_behind_it)
{
    Cx cx = make_cx();
    Schema *schema = make_schema(&cx);
    Object *table = add(&cx, schema, NULL, KIND_TABLE, "t");
    Column *a = add_column(&cx, schema, table, "a", "int");
    Column *b = add_column(&cx, schema, table, "b", "int");
    const Expr *sides[] = {make_name(&cx, &a->object), make_name(&cx, &b->object)};
    Check *checks[4];
    static const char *const names[] = {"t_a_check", "t_a_check1", "t_check", "t_b_check"};
    for (int i = 0; i < 4; i++) {
        checks[i] = (Check *)add(&cx, schema, table, KIND_CHECK, names[i]);
        checks[i]->object.is_named = false;
        checks[i]->expr.any = make_operator(&cx, sides[0], "<", make_text(&cx, EXPR_NUMBER, "9"));
    }
    checks[2]->expr.any = make_operator(&cx, sides[0], "<", sides[1]);
    checks[3]->expr.any = make_operator(&cx, sides[1], "<", make_text(&cx, EXPR_NUMBER, "8"));
    checks[3]->no_inherit = true;
    check_printed(schema, "\ntable t {\n"
                          "    a  int  check (a < 9);\n"
                          "    b  int;\n"
                          "\n"
                          "    check (a < 9);\n"
                          "    check (a < b);\n"
                          "    check (b < 8) no inherit;\n"
                          "}\n");
    arena_free(cx.arena);
}

/* A key that got its name from a collision must keep its place, or the names would change. */
TEST(keys_move_behind_their_column_only_if_nothing_is_lost)
{
    Cx cx = make_cx();
    Schema *schema = make_schema(&cx);
    Object *table = add(&cx, schema, NULL, KIND_TABLE, "t");
    Column *a = add_column(&cx, schema, table, "a", "int");
    Column *b = add_column(&cx, schema, table, "b", "int");
    add_key(&cx, schema, KIND_UNIQUE, table, "t_a_key", 1, &a);
    add_key(&cx, schema, KIND_UNIQUE, table, "t_a_key1", 1, &a);
    add_key(&cx, schema, KIND_UNIQUE, table, "ours", 1, &b)->object.is_named = true;
    add_key(&cx, schema, KIND_UNIQUE, table, "t_b_key", 1, &b)->is_deferrable = true;
    add_key(&cx, schema, KIND_PRIMARY_KEY, table, "t_pkey", 2, (Column *[]){a, b});
    check_printed(schema, "\ntable t {\n"
                          "    a  int  unique;\n"
                          "    b  int;\n"
                          "\n"
                          "    unique (a);\n"
                          "    unique ours (b);\n"
                          "    unique (b) deferrable;\n"
                          "    primary key (a, b);\n"
                          "}\n");
    arena_free(cx.arena);
}

TEST(references_are_written_with_all_they_have)
{
    Cx cx = make_cx();
    Schema *schema = make_schema(&cx);
    Object *people = add(&cx, schema, NULL, KIND_TABLE, "people");
    people->space = named(&cx, "kb");
    add_column(&cx, schema, people, "id", "int");
    Object *table = add(&cx, schema, NULL, KIND_TABLE, "orders");
    add_column(&cx, schema, table, "who", "int");
    ForeignKey *key = (ForeignKey *)add(&cx, schema, table, KIND_FOREIGN_KEY, "orders_who_fkey");
    key->object.is_named = false;
    key->columns = make_names(&cx, 1, (const char *[]){"who"});
    key->target = (Table *)people;
    key->target_columns = make_names(&cx, 1, (const char *[]){"id"});
    key->on_delete = named(&cx, "set null");
    key->on_delete_columns = key->columns;
    key->on_update = named(&cx, "cascade");
    key->is_deferrable = key->is_initially_deferred = true;
    check_printed(schema, "\ntable kb.people {\n    id  int;\n}\n"
                          "\ntable orders {\n"
                          "    who  int  references kb.people(id) on delete set null (who)"
                          " on update cascade deferrable initially deferred;\n"
                          "}\n");
    key->object.is_named = true;
    Text out = {0};
    schema_print(&out, schema);
    CHECK(strstr(text_string(&out), "    foreign key orders_who_fkey (who) references kb.people(id)"));
    text_free(&out);
    arena_free(cx.arena);
}

TEST(names_of_any_bytes_are_quoted)
{
    Cx cx = make_cx();
    Schema *schema = make_schema(&cx);
    Object *table = add(&cx, schema, NULL, KIND_TABLE, "say \"hi\"\n");
    add_column(&cx, schema, table, "index", "int");
    add_column(&cx, schema, table, "Größe", "int")->initial.any =
        make_text(&cx, EXPR_STRING, "it's\n\\");
    add_column(&cx, schema, table, "end", "int");
    add_column(&cx, schema, table, "plain", "int");
    check_printed(schema, "\ntable \"say \"\"hi\"\"\n\" {\n"
                          "    \"index\"  int;\n"
                          "    \"Größe\"  int  default 'it''s\n\\';\n"
                          "    \"end\"    int;\n"
                          "    plain    int;\n"
                          "}\n");
    arena_free(cx.arena);
}

TEST(enums_break_lines_where_they_are_long_or_explained)
{
    Cx cx = make_cx();
    Schema *schema = make_schema(&cx);
    Object *size = add(&cx, schema, NULL, KIND_ENUM, "size");
    add(&cx, schema, size, KIND_ENUM_VALUE, "small");
    add(&cx, schema, size, KIND_ENUM_VALUE, "extra large, it's huge");
    Object *state = add(&cx, schema, NULL, KIND_ENUM, "state");
    add(&cx, schema, state, KIND_ENUM_VALUE, "open")->doc = "Not paid.";
    add(&cx, schema, state, KIND_ENUM_VALUE, "closed");
    check_printed(schema, "\nenum size { small, 'extra large, it''s huge' }\n"
                          "\nenum state {\n    /// Not paid.\n    open,\n    closed,\n}\n");
    arena_free(cx.arena);
}

TEST(marks_stand_where_parent_and_targets_do_not_say_it)
{
    Cx cx = make_cx();
    Schema *schema = make_schema(&cx);
    Object *table = add(&cx, schema, NULL, KIND_TABLE, "a");
    table->dialects = 1u << DIALECT_SQLITE;
    add_column(&cx, schema, table, "x", "int")->object.dialects = 1u << DIALECT_SQLITE;
    Object *both = add(&cx, schema, NULL, KIND_TABLE, "b");
    add_column(&cx, schema, both, "x", "int")->object.dialects = 1u << DIALECT_POSTGRES;
    Column *marked = add_column(&cx, schema, both, "y", "int");
    marked->initial.only[DIALECT_POSTGRES] = make_text(&cx, EXPR_NUMBER, "1");
    marked->initial.any = make_text(&cx, EXPR_NUMBER, "2");
    marked->type.only[DIALECT_SQLITE] = make_type(&cx, "text");
    check_printed(schema, "\ntable a @sqlite {\n    x  int;\n}\n"
                          "\ntable b {\n"
                          "    x  int  @postgres;\n"
                          "    y  int  type @sqlite text default @postgres 1 @sqlite 2;\n"
                          "}\n");
    schema->targets[DIALECT_SQLITE].is_target = false;
    Text out = {0};
    schema_print(&out, schema);
    CHECK(strstr(text_string(&out), "table a @sqlite {"));
    CHECK(strstr(text_string(&out), "    x  int;\n    y  int"));
    text_free(&out);
    arena_free(cx.arena);
}

TEST(bodies_find_a_tag_of_their_own)
{
    Cx cx = make_cx();
    Schema *schema = make_schema(&cx);
    View *view = (View *)add(&cx, schema, NULL, KIND_VIEW, "v");
    view->columns = make_names(&cx, 2, (const char *[]){"a", "B"});
    view->body = "select $$x$$, '$a$";
    View *stored = (View *)add(&cx, schema, NULL, KIND_VIEW, "m");
    stored->is_materialized = stored->with_no_data = true;
    stored->body = "select 1";
    stored->options = make_options(&cx, 2, (const char *[]){"fillfactor", "70", "x", "on"});
    check_printed(schema,
                  "\nview v (a, \"B\") as $a1$select $$x$$, '$a$$a1$;\n"
                  "materialized view m with (fillfactor = 70, x = 'on') as $$select 1$$"
                  " with no data;\n");
    arena_free(cx.arena);
}

TEST(triggers_and_policies_read_like_sql)
{
    Cx cx = make_cx();
    Schema *schema = make_schema(&cx);
    Object *table = add(&cx, schema, NULL, KIND_TABLE, "t");
    add_column(&cx, schema, table, "a", "int");
    Trigger *trigger = (Trigger *)add(&cx, schema, NULL, KIND_TRIGGER, "touch");
    trigger->object.dialects = 1u << DIALECT_POSTGRES;
    trigger->on = table;
    trigger->timing = named(&cx, "before");
    trigger->events = make_names(&cx, 3, (const char *[]){"insert", "update", "delete"});
    trigger->update_of = make_names(&cx, 1, (const char *[]){"a"});
    trigger->function = named(&cx, "touched");
    trigger->arguments = make_names(&cx, 1, (const char *[]){"it's"});
    Policy *policy = (Policy *)add(&cx, schema, NULL, KIND_POLICY, "own");
    policy->object.dialects = 1u << DIALECT_POSTGRES;
    policy->on = (Table *)table;
    policy->is_restrictive = true;
    policy->command = named(&cx, "select");
    policy->roles = make_names(&cx, 2, (const char *[]){"app", "Admin"});
    policy->using_.any = make_text(&cx, EXPR_TRUE, "");
    check_printed(schema,
                  "\ntable t {\n    a  int;\n}\n"
                  "\ntrigger touch before insert or update of a or delete on t for each row"
                  " execute touched('it''s') @postgres;\n"
                  "\npolicy own on t as restrictive for select to app, \"Admin\" using (true)"
                  " @postgres;\n");
    arena_free(cx.arena);
}

TEST(functions_and_sequences)
{
    Cx cx = make_cx();
    Schema *schema = make_schema(&cx);
    Parameter parameters[] = {
        {.name = named(&cx, "a"), .type = make_type(&cx, "int")},
        {.mode = named(&cx, "out"), .type = make_type(&cx, "text")},
        {.name = named(&cx, "b"), .type = make_type(&cx, "int"),
         .initial = make_text(&cx, EXPR_NUMBER, "1")},
    };
    Function *function = (Function *)add(&cx, schema, NULL, KIND_FUNCTION, "f");
    function->object.dialects = 1u << DIALECT_POSTGRES;
    function->parameters = (ParameterList){parameters, 3};
    function->returns = make_type(&cx, "text");
    function->returns_set = true;
    function->language = named(&cx, "sql");
    function->volatility = named(&cx, "volatile");
    function->parallel = named(&cx, "safe");
    function->is_security_definer = true;
    function->settings = make_options(&cx, 1, (const char *[]){"search_path", "kb"});
    function->body = "select 1";
    Function *procedure = (Function *)add(&cx, schema, NULL, KIND_FUNCTION, "p");
    procedure->object.dialects = 1u << DIALECT_POSTGRES;
    procedure->is_procedure = true;
    procedure->body = "";
    Sequence *sequence = (Sequence *)add(&cx, schema, NULL, KIND_SEQUENCE, "s");
    sequence->object.dialects = 1u << DIALECT_POSTGRES;
    sequence->type = make_type(&cx, "bigint");
    sequence->start = "10";
    sequence->minimum = "-5";
    sequence->cycle = true;
    check_printed(schema,
                  "\nfunction f(a int, out text, b int default 1) returns setof text language sql"
                  " security definer parallel safe set search_path = 'kb' as $$select 1$$ @postgres;\n"
                  "procedure p() as $$$$ @postgres;\n"
                  "\nsequence s bigint start 10 minimum -5 cycle @postgres;\n");
    arena_free(cx.arena);
}
