/* SPDX-License-Identifier: MIT
 * The catalog text of lowered schemas, line by line as docs/catalog.md has it. */
#include "tests/unit/model_build.h"
#include "tests/unit/test.h"

/* What a dialect would do, near enough for these tests. */
static void write_expr(Cx *cx, Text *out, const Schema *schema, const Expr *expr)
{
    (void)cx, (void)schema;
    expr_print(out, expr);
}

static void check_catalog(Cx *cx, const Schema *schema, const char *want)
{
    Text out = {0};
    catalog_print(cx, &out, schema, write_expr);
    CHECK_STRING(text_string(&out), want);
    text_free(&out);
}

/* orders(id, who), in either dialect */
static Object *add_orders(Cx *cx, Schema *schema, Column **columns)
{
    bool is_sqlite = schema->dialect == DIALECT_SQLITE;
    Object *table = add(cx, schema, NULL, KIND_TABLE, "orders");
    columns[0] = add_column(cx, schema, table, "id", is_sqlite ? "integer" : "bigint");
    columns[1] = add_column(cx, schema, table, "Who", "text");
    columns[1]->is_nullable = true;
    return table;
}

static const Expr *is_positive(Cx *cx, const Column *column)
{
    return make_operator(cx, make_name(cx, &column->object), ">", make_text(cx, EXPR_NUMBER, "0"));
}

TEST(sqlite_constraints_are_found_by_their_parts)
{
    Cx cx = make_cx();
    Schema *schema = make_lowered(&cx, DIALECT_SQLITE);
    Column *columns[2];
    Object *table = add_orders(&cx, schema, columns);
    table->doc = "never listed";
    add_key(&cx, schema, KIND_PRIMARY_KEY, table, "orders_pkey", 1, columns)->is_autoincrement = true;
    Key *unique = add_key(&cx, schema, KIND_UNIQUE, table, "both", 2, columns);
    unique->object.is_named = true;
    ForeignKey *key = (ForeignKey *)add(&cx, schema, table, KIND_FOREIGN_KEY, "fk");
    key->object.is_named = false;
    key->columns = make_names(&cx, 1, (const char *[]){"Who"});
    key->target = (Table *)table;
    key->target_columns = make_names(&cx, 1, (const char *[]){"id"});
    key->on_delete = named(&cx, "cascade");
    key->on_update = named(&cx, "no action");
    Check *check = (Check *)add(&cx, schema, table, KIND_CHECK, "orders_check");
    check->object.is_named = false;
    check->expr.any = is_positive(&cx, columns[0]);
    check_catalog(&cx, schema,
                  "check\torders: id > 0\n"
                  "column\torders.\"Who\"\tnull=yes\ttype=TEXT\n"
                  "column\torders.id\ttype=INTEGER\n"
                  "foreign key\torders(\"Who\") -> orders\tcolumns=\"Who\"\ton delete=cascade\t"
                  "target=orders\ttarget columns=id\n"
                  "primary key\torders\tautoincrement=yes\tcolumns=id\n"
                  "table\torders\n"
                  "unique\torders(id, \"Who\")\tcolumns=id, \"Who\"\tname=both\n");
    arena_free(cx.arena);
}

TEST(postgres_constraints_are_found_by_name)
{
    Cx cx = make_cx();
    Schema *schema = make_lowered(&cx, DIALECT_POSTGRES);
    Column *columns[2];
    Object *table = add_orders(&cx, schema, columns);
    table->doc = "One row\tper order.\n";
    columns[0]->initial.any = make_text(&cx, EXPR_NUMBER, "1");
    columns[1]->initial.any = expr_new(&cx, EXPR_NULL, NO_SPAN);
    add_key(&cx, schema, KIND_PRIMARY_KEY, table, "orders_pkey", 1, columns)->include =
        make_names(&cx, 1, (const char *[]){"Who"});
    Check *check = (Check *)add(&cx, schema, table, KIND_CHECK, "positive");
    check->expr.any = is_positive(&cx, columns[0]);
    check_catalog(&cx, schema,
                  "check\torders.positive\texpr=~id > 0\n"
                  "column\torders.\"Who\"\tnull=yes\ttype=text\n"
                  "column\torders.id\tdefault=~1\ttype=bigint\n"
                  "primary key\torders.orders_pkey\tcolumns=id\tinclude=\"Who\"\n"
                  "table\torders\tcomment=One row\\tper order.\\n\n");
    arena_free(cx.arena);
}

TEST(index_elements_leave_out_what_goes_without_saying)
{
    Cx cx = make_cx();
    Schema *schema = make_lowered(&cx, DIALECT_POSTGRES);
    Column *columns[2];
    Object *table = add_orders(&cx, schema, columns);
    columns[1]->collation = named(&cx, "C");
    enum { FIRST = 1, LAST = 2 };
    const Expr *id = make_name(&cx, &columns[0]->object), *who = make_name(&cx, &columns[1]->object);
    IndexElement elements[] = {
        {.expr = id, .is_descending = true, .nulls = FIRST},
        {.expr = id, .nulls = LAST},
        {.expr = id, .is_descending = true, .nulls = LAST},
        {.expr = id, .nulls = FIRST},
        {.expr = who, .collation = named(&cx, "C"), .opclass = named(&cx, "text_pattern_ops")},
        {.expr = who, .collation = named(&cx, "de"), .collation_space = named(&cx, "pg_catalog")},
    };
    Index *index = (Index *)add(&cx, schema, table, KIND_INDEX, "i");
    index->elements = (ElementList){elements, 6};
    index->method = named(&cx, "btree");
    index->is_unique = true;
    Index *words = (Index *)add(&cx, schema, table, KIND_INDEX, "j");
    IndexElement lower = {.expr = expr_call(&cx, NO_SPAN, "lower", 1, &who), .is_descending = true};
    words->elements = (ElementList){&lower, 1};
    words->method = named(&cx, "gin");
    words->where.any = is_positive(&cx, columns[0]);
    words->options = make_options(&cx, 2, (const char *[]){"fillfactor", "70", "fastupdate", "off"});
    check_catalog(&cx, schema,
                  "column\torders.\"Who\"\tcollate=\"C\"\tnull=yes\ttype=text\n"
                  "column\torders.id\ttype=bigint\n"
                  "index\torders.i\ton=id desc, id, id desc nulls last, id nulls first,"
                  " \"Who\" text_pattern_ops, \"Who\" collate de\tunique=yes\n"
                  "index\torders.j\tmethod=gin\ton=~lower(\"Who\") desc\twhere=~id > 0\t"
                  "with=fastupdate=off, fillfactor=70\n"
                  "table\torders\n");
    arena_free(cx.arena);
}

TEST(sqlite_text_is_normalized)
{
    Cx cx = make_cx();
    Schema *schema = make_lowered(&cx, DIALECT_SQLITE);
    Column *columns[2];
    Object *table = add_orders(&cx, schema, columns);
    ((Table *)table)->is_not_strict = true;
    columns[1]->generated.any = make_name(&cx, &columns[0]->object);
    columns[1]->collation = named(&cx, "NOCASE");
    View *view = (View *)add(&cx, schema, NULL, KIND_VIEW, "v");
    view->columns = make_names(&cx, 1, (const char *[]){"a"});
    view->body = "SELECT  \"id\" /* all */ FROM orders;";
    Trigger *trigger = (Trigger *)add(&cx, schema, NULL, KIND_TRIGGER, "x");
    trigger->on = table;
    trigger->timing = named(&cx, "after");
    trigger->events = make_names(&cx, 1, (const char *[]){"update"});
    trigger->update_of = make_names(&cx, 2, (const char *[]){"id", "Who"});
    trigger->body = "BEGIN SELECT 1; END";
    check_catalog(&cx, schema,
                  "column\torders.\"Who\"\tcollate=nocase\tgenerated=id\tnull=yes\tstorage=stored\t"
                  "type=TEXT\n"
                  "column\torders.id\ttype=INTEGER\n"
                  "table\torders\tstrict off=yes\n"
                  "trigger\torders.x\tbody=begin select 1; end\tevents=update\ttiming=after\t"
                  "update of=id, \"Who\"\n"
                  "view\tv\tbody=select id from orders\tcolumns=a\n");
    arena_free(cx.arena);
}

TEST(postgres_functions_are_found_by_signature)
{
    Cx cx = make_cx();
    Schema *schema = make_lowered(&cx, DIALECT_POSTGRES);
    Function *f = (Function *)add(&cx, schema, NULL, KIND_FUNCTION, "f");
    Parameter parameters[] = {
        {.name = named(&cx, "a"), .type = make_type(&cx, "integer")},
        {.name = named(&cx, "B"), .mode = named(&cx, "out"), .type = make_type(&cx, "text")},
        {.mode = named(&cx, "variadic"), .type = make_type(&cx, "date")},
    };
    f->parameters = (ParameterList){parameters, 3};
    f->language = named(&cx, "sql");
    f->volatility = named(&cx, "volatile");
    f->body = "select '\\'\n";
    Function *g = (Function *)add(&cx, schema, NULL, KIND_FUNCTION, "g");
    Parameter columns[] = {
        {.name = named(&cx, "n"), .type = make_type(&cx, "integer"),
         .initial = make_text(&cx, EXPR_NUMBER, "1")},
        {.name = named(&cx, "x"), .mode = named(&cx, "table"), .type = make_type(&cx, "text")},
    };
    g->parameters = (ParameterList){columns, 2};
    g->is_strict = true;
    Function *p = (Function *)add(&cx, schema, NULL, KIND_FUNCTION, "p");
    p->is_procedure = true;
    Function *t = (Function *)add(&cx, schema, NULL, KIND_FUNCTION, "t");
    t->returns = make_type(&cx, "integer");
    t->returns_set = true;
    check_catalog(&cx, schema,
                  "function\tf(integer, date)\targuments=a integer, OUT \"B\" text, VARIADIC date\t"
                  "body=select '\\\\'\\n\tlanguage=sql\treturns=text\n"
                  "function\tg(integer)\targuments=~n integer DEFAULT 1\treturns=TABLE(x text)\t"
                  "strict=yes\n"
                  "function\tp()\tprocedure=yes\n"
                  "function\tt()\treturns=SETOF integer\n");
    arena_free(cx.arena);
}

TEST(other_postgres_kinds)
{
    Cx cx = make_cx();
    Schema *schema = make_lowered(&cx, DIALECT_POSTGRES);
    add(&cx, schema, NULL, KIND_NAMESPACE, "public")->doc = "Every database has it.";
    add(&cx, schema, NULL, KIND_NAMESPACE, "kb")->doc = "Knowledge.";
    Object *extension = add(&cx, schema, NULL, KIND_EXTENSION, "pgcrypto");
    extension->doc = "Ciphers.";
    ((Extension *)extension)->version = "1.3";
    Object *size = schema_add(&cx, schema, NULL, KIND_ENUM, named(&cx, "kb"), named(&cx, "size"));
    add(&cx, schema, size, KIND_ENUM_VALUE, "s");
    add(&cx, schema, size, KIND_ENUM_VALUE, "it's");
    Domain *domain = (Domain *)add(&cx, schema, NULL, KIND_DOMAIN, "d");
    Type *type = arena_make(cx.arena, Type);
    *type = *make_type(&cx, "size");
    type->named = size;
    type->dims = 1;
    domain->type = type;
    domain->is_not_null = true;
    Check *check = (Check *)add(&cx, schema, &domain->object, KIND_CHECK, "d_check");
    check->expr.any = expr_new(&cx, EXPR_NULL, NO_SPAN);
    Object *table = add(&cx, schema, NULL, KIND_TABLE, "t");
    Column *id = add_column(&cx, schema, table, "id", "bigint");
    id->identity = named(&cx, "by default");
    Sequence *sequence = (Sequence *)add(&cx, schema, NULL, KIND_SEQUENCE, "s");
    sequence->type = make_type(&cx, "bigint");
    sequence->increment = "10";
    sequence->owned_by = id;
    Policy *policy = (Policy *)add(&cx, schema, NULL, KIND_POLICY, "own");
    policy->on = (Table *)table;
    policy->command = named(&cx, "all");
    policy->roles = make_names(&cx, 2, (const char *[]){"app", "Root"});
    policy->using_.any = expr_new(&cx, EXPR_TRUE, NO_SPAN);
    Trigger *trigger = (Trigger *)add(&cx, schema, NULL, KIND_TRIGGER, "x");
    trigger->on = table;
    trigger->timing = named(&cx, "after");
    trigger->events = make_names(&cx, 2, (const char *[]){"insert", "truncate"});
    trigger->for_each_statement = true;
    trigger->function_space = named(&cx, "kb");
    trigger->function = named(&cx, "touch");
    trigger->arguments = make_names(&cx, 2, (const char *[]){"a", "it's"});
    View *view = (View *)add(&cx, schema, NULL, KIND_VIEW, "m");
    view->is_materialized = view->with_no_data = true;
    view->columns = make_names(&cx, 1, (const char *[]){"a"});
    view->body = "select 1";
    check_catalog(&cx, schema,
                  "check\td.d_check\texpr=~null\n"
                  "column\tt.id\tidentity=by default\ttype=bigint\n"
                  "domain\td\tnot null=yes\ttype=kb.size[]\n"
                  "enum\tkb.size\tvalues='s', 'it''s'\n"
                  "extension\tpgcrypto\tversion=1.3\n"
                  "name\tpgcrypto.comment\tcomment=Ciphers.\tof=pgcrypto.comment\n"
                  "name\tpublic.comment\tcomment=Every database has it.\tof=public.comment\n"
                  "namespace\tkb\tcomment=Knowledge.\n"
                  "policy\tt.own\troles=app, \"Root\"\tusing=~true\n"
                  "sequence\ts\tincrement=10\towned by=t.id\n"
                  "table\tt\n"
                  "trigger\tt.x\targuments='a', 'it''s'\tevents=insert, truncate\t"
                  "function=kb.touch\tstatement=yes\ttiming=after\n"
                  "view\tm\tbody=~select 1\tmaterialized=yes\n");
    arena_free(cx.arena);
}

TEST(a_schema_of_nothing_has_an_empty_catalog)
{
    Cx cx = make_cx();
    check_catalog(&cx, make_lowered(&cx, DIALECT_POSTGRES), "");
    arena_free(cx.arena);
}
