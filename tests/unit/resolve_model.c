/* SPDX-License-Identifier: MIT
 * What resolve makes of declarations: the objects and the references between them. */
#include "tests/unit/resolve_run.h"
#include "tests/unit/test.h"

static Object *find(const Run *run, Kind kind, const char *name)
{
    Object *object = schema_find(run->schema, kind, NO_NAME, name_from(run->cx.names, name));
    while (object && object->kind != kind) object = object->namesake;
    return object;
}

static Object *member(const Run *run, const Object *parent, Kind kind, const char *name)
{
    return object_member(parent, kind, name_from(run->cx.names, name));
}

TEST(targets_and_their_versions)
{
    Run run = run_resolve("schema a; target postgres 15, sqlite 3.38.5;");
    CHECK(run.schema->targets[DIALECT_POSTGRES].version == 15);
    CHECK(run.schema->targets[DIALECT_SQLITE].version == 3038005);
    run_free(&run);
    run = run_resolve("schema a; target sqlite;");
    CHECK(!run.schema->targets[DIALECT_POSTGRES].is_target);
    CHECK(run.schema->targets[DIALECT_SQLITE].version == 3037000);
    run_free(&run);
    run = run_resolve("schema a;");
    CHECK(run.schema->targets[DIALECT_POSTGRES].version == 12);
    CHECK(run.schema->targets[DIALECT_SQLITE].is_target);
    run_free(&run);
}

TEST(versions_that_are_none)
{
    Run run = run_resolve("schema a; target postgres 11;");
    CHECK_STRING(run_ids(&run), "unsupported-version");
    run_free(&run);
    run = run_resolve("schema a; target postgres 99, sqlite 2.8;");
    CHECK_STRING(run_ids(&run), "unsupported-version unsupported-version");
    run_free(&run);
    run = run_resolve("schema a; target postgres 12.5, sqlite '3.40';");
    CHECK_STRING(run_ids(&run), "");
    CHECK(run.schema->targets[DIALECT_POSTGRES].version == 12);
    run_free(&run);
}

TEST(default_namespace_is_no_namespace)
{
    Run run = run_resolve("schema a; target postgres; namespace app default;"
                          "table app.t { id int primary key; } "
                          "table u { id int primary key; t int references app.t; index (t); }");
    CHECK_STRING(run_ids(&run), "");
    CHECK_STRING(name_text(run.schema->default_space), "app");
    CHECK(find(&run, KIND_TABLE, "t") && name_none(find(&run, KIND_TABLE, "t")->space));
    run_free(&run);
}

TEST(references_know_their_columns)
{
    Run run = run_resolve(
        "schema a; target postgres; table t { x int; y int; primary key (y, x); }"
        "table u { id int primary key; a int; b int; foreign key (a, b) references t;"
        "foreign key (b, a) references t (x, y) on delete cascade; index (a, b); index (b, a); }");
    const Object *table = find(&run, KIND_TABLE, "u");
    const ForeignKey *first =
        (const ForeignKey *)member(&run, table, KIND_FOREIGN_KEY, "u_a_b_fkey");
    const ForeignKey *second =
        (const ForeignKey *)member(&run, table, KIND_FOREIGN_KEY, "u_b_a_fkey");
    CHECK_STRING(run_ids(&run), "");
    CHECK(first && first->targets_primary && first->target_columns.count == 2);
    CHECK_STRING(name_text(first->target_columns.items[0]), "y");
    CHECK(second && !second->targets_primary);
    CHECK_STRING(name_text(second->target_columns.items[0]), "x");
    CHECK_STRING(name_text(second->on_delete), "cascade");
    CHECK(&second->target->object == find(&run, KIND_TABLE, "t"));
    run_free(&run);
}

TEST(constraints_of_a_column_take_the_words_behind_them)
{
    Run run =
        run_resolve("schema a; target postgres 15; table t { id int primary key deferrable;"
                    "a int unique nulls not distinct references t(id) on delete cascade deferrable "
                    "initially deferred check positive (a > 0) no inherit; }");
    const Object *table = find(&run, KIND_TABLE, "t");
    const Key *primary = (const Key *)member(&run, table, KIND_PRIMARY_KEY, "t_pkey");
    const Key *unique = (const Key *)member(&run, table, KIND_UNIQUE, "t_a_key");
    const ForeignKey *foreign =
        (const ForeignKey *)member(&run, table, KIND_FOREIGN_KEY, "t_a_fkey");
    const Check *check = (const Check *)member(&run, table, KIND_CHECK, "positive");
    CHECK(primary && primary->is_deferrable && !primary->is_initially_deferred);
    CHECK(unique && unique->nulls_not_distinct && !unique->is_deferrable);
    CHECK(foreign && foreign->is_deferrable && foreign->is_initially_deferred);
    CHECK(check && check->no_inherit && check->object.is_named);
    run_free(&run);
}

TEST(one_check_in_two_dialects)
{
    Run run = run_resolve("schema a; target postgres, sqlite; table t { id int primary key;"
                          "a text check two @postgres (a ~ 'x') @sqlite (length(a) > 0); }");
    const Check *check =
        (const Check *)member(&run, find(&run, KIND_TABLE, "t"), KIND_CHECK, "two");
    CHECK(check && !check->expr.any);
    CHECK(check && check->expr.only[DIALECT_POSTGRES] && check->expr.only[DIALECT_SQLITE]);
    run_free(&run);
}

TEST(twins_of_two_dialects)
{
    Run run = run_resolve(
        "schema a; target postgres, sqlite; table t { id int primary key; a int @postgres;"
        "a text @sqlite; index (a) @sqlite; check (a > 5) @postgres; check (a > 'x') @sqlite; }"
        "trigger g after insert on t for each row as $$ begin select 1; end $$ @sqlite;"
        "trigger g after insert on t for each row execute f() @postgres;"
        "function f() returns trigger language plpgsql as $$ begin return new; end $$ @postgres;");
    CHECK_STRING(run_ids(&run), "");
    const Object *table = find(&run, KIND_TABLE, "t");
    const Index *index = (const Index *)member(&run, table, KIND_INDEX, "t_a_idx");
    CHECK(index && index->elements.items[0].expr->ref->dialects == 1 << DIALECT_SQLITE);
    run_free(&run);
}

TEST(bodies_name_what_they_need)
{
    Run run =
        run_resolve("schema a; target postgres; table t { id int primary key; }"
                    "view v as $$ select * from w where x = 't' -- v\n and f(1) > 0 $$;"
                    "view w as $$ select 1 as x, id from \"t\" $$;"
                    "function f(a int) returns int language sql as $$ select count(*) from t $$;"
                    "function g() returns setof t language sql as $$ select * from t $$;");
    const View *v = (const View *)find(&run, KIND_VIEW, "v");
    const View *w = (const View *)find(&run, KIND_VIEW, "w");
    const Function *f = (const Function *)find(&run, KIND_FUNCTION, "f");
    const Function *g = (const Function *)find(&run, KIND_FUNCTION, "g");
    CHECK(v->uses.count == 2 && v->uses.items[0] == &w->object);
    CHECK(v->uses.items[1] == &f->object);
    CHECK(w->uses.count == 1 && w->uses.items[0] == find(&run, KIND_TABLE, "t"));
    CHECK(g->returns->named == find(&run, KIND_TABLE, "t")); /* its result is a row of t */
    run_free(&run);
}

TEST(events_stand_in_one_order)
{
    Run run = run_resolve(
        "schema a; target postgres; table t { id int primary key; a int; }"
        "function f() returns trigger language plpgsql as $$ begin return new; end $$;"
        "trigger g before delete or update of a or insert on t for each row execute f('x', 5);");
    const Trigger *trigger = (const Trigger *)find(&run, KIND_TRIGGER, "g");
    CHECK_STRING(run_ids(&run), "");
    CHECK(trigger->events.count == 3 && trigger->update_of.count == 1);
    CHECK_STRING(name_text(trigger->events.items[0]), "insert");
    CHECK_STRING(name_text(trigger->events.items[2]), "delete");
    CHECK(trigger->function_ref && trigger->arguments.count == 2);
    CHECK_STRING(name_text(trigger->arguments.items[1]), "5");
    run_free(&run);
}

TEST(mixins_are_declared_in_each_table)
{
    Run run = run_resolve("schema a; target postgres; mixin m { x int; index (x); }"
                          "table t { id int primary key; use m; } "
                          "table u { use m; y int primary key; }");
    CHECK_STRING(run_ids(&run), "");
    CHECK(member(&run, find(&run, KIND_TABLE, "t"), KIND_COLUMN, "x"));
    CHECK(member(&run, find(&run, KIND_TABLE, "u"), KIND_INDEX, "u_x_idx"));
    CHECK(find(&run, KIND_TABLE, "u")->members.items[0]->kind == KIND_COLUMN);
    run_free(&run);
}

TEST(one_cause_gives_one_report)
{
    Run run =
        run_resolve("schema a; target postgres; table t { id int primary key; a nosuch default 5;"
                    "check (a > 'x'); index (a); b int references nowhere(x) on delete set null;"
                    "check (nothing > 5 and nothing like 'x'); c int generated always as (missing "
                    "+ 1) stored; }");
    CHECK_STRING(run_ids(&run), "unknown-type unknown-table unknown-column unknown-column "
                                "unknown-column");
    run_free(&run);
}

TEST(a_warning_can_be_allowed)
{
    Run run = run_resolve("schema a; target postgres;\n"
                          "table t { line text; } // allow no-key: append only\n"
                          "// allow timestamp-without-zone, no-key\n"
                          "table u { x timestamp; }\n"
                          "table v { line text; } // allow no-keys\n"
                          "table w { line text; }\n");
    CHECK_STRING(run_ids(&run), "no-key no-key");
    run_free(&run);
}

TEST(a_long_table_finds_its_columns)
{
    Text text = {0};
    text_add(&text, "schema a; target postgres; table t { id int primary key; ");
    for (int i = 0; i < 500; i++) text_printf(&text, "c%d int; check (c%d > 0); ", i, i);
    text_add(&text, "check (c499 > c0 and c250 > c500); c7 int; }");
    Run run = run_resolve(text_string(&text));
    CHECK_STRING(run_ids(&run), "unknown-column duplicate-name");
    text_free(&text);
    run_free(&run);
}

TEST(domains_in_circles)
{
    Run run =
        run_resolve("schema a; target postgres; domain x y; domain a b; domain b c;"
                    "domain c b; domain y text; domain self self; table t { id int primary key;"
                    "q a default 5; w c default 'x'; z x default 'k'; v self default 1; }");
    CHECK_STRING(run_ids(&run), "domain-cycle domain-cycle");
    run_free(&run);
}

TEST(former_names_are_each_tables_own)
{
    Run run = run_resolve("schema a; target sqlite;"
                          "table t { id int primary key; a int was x; check c (id > 0); }"
                          "table u { id int primary key; a int was x; }");
    CHECK_STRING(run_ids(&run), "");
    run_free(&run);
    run = run_resolve("schema a; target sqlite; table t { id int primary key; a int was x;"
                      " check c (id > 0); b int was x; }");
    CHECK_STRING(run_ids(&run), "was-twice");
    run_free(&run);
}
