/* SPDX-License-Identifier: MIT
 * The order of a plan, with a dialect whose statements are a word and a path: what is dropped
 * before what, what is made again around a change, how names are exchanged, and which step waits
 * for which across the phases. What real statements do is tested in tests/live/evolve.c. */
#include "tests/unit/test.h"

#include "plan/plan.h"
#include "tests/unit/diff_run.h"

/* ---- a dialect ---- */

static void write_words(Text *out, const char *verb, const Object *object)
{
    text_printf(out, "%s ", verb);
    object_path(out, NULL, object);
}

static void create(Cx *cx, Text *out, const Schema *schema, const Object *object)
{
    (void)cx, (void)schema;
    write_words(out, "create", object);
}

static void drop(Cx *cx, Text *out, const Schema *schema, const Object *object)
{
    (void)cx, (void)schema;
    write_words(out, "drop", object);
}

static void rename_to(Cx *cx, Text *out, const Schema *schema, const Object *from, Name space,
                      Name name)
{
    (void)cx, (void)schema, (void)space;
    write_words(out, "rename", from);
    text_printf(out, " to %s", name_text(name));
}

static void comment(Cx *cx, Text *out, const Schema *schema, const Object *object)
{
    (void)cx, (void)schema;
    write_words(out, "comment", object);
}

static void step(Alter *alter, const char *verb, const Object *object, Phase phase)
{
    Text sql = {0};
    write_words(&sql, verb, object);
    alter_step(alter, &sql, (Step){.phase = phase, .why = verb});
    text_free(&sql);
}

static void alter(Alter *alter, const Change *change)
{
    step(alter, "alter", change->to, PHASE_MAIN);
}

static void add_index(Alter *alter, const Object *to)
{
    step(alter, "build", to, PHASE_BUILD);
}

static void add_key(Alter *alter, const Object *to)
{
    step(alter, "build", to, PHASE_BUILD);
    step(alter, "use", to, PHASE_FINISH);
}

static void add_foreign_key(Alter *alter, const Object *to)
{
    step(alter, "add", to, PHASE_MAIN);
    step(alter, "validate", to, PHASE_BUILD);
}

static void add_value(Alter *alter, const Object *to)
{
    step(alter, "add", to, PHASE_FIRST);
}

static void rebuild(Alter *alter, const Object *from, const Object *to)
{
    (void)from;
    step(alter, "rebuild", to, PHASE_MAIN);
}

static bool is_changed(const Change *change, const char *word)
{
    const KindInfo *info = kind_info(change->to->kind);
    for (size_t i = 0; i < info->attr_count; i++)
        if (change->attrs & (uint64_t)1 << i && strcmp(info->attrs[i].word, word) == 0) return true;
    return false;
}

static Treatment treat(Cx *cx, const Changes *changes, const Change *change)
{
    (void)cx, (void)changes;
    Kind kind = change->to ? change->to->kind : change->from->kind;
    if (change->op == CHANGE_RENAME) return kind == KIND_VIEW ? TREAT_RECREATE : TREAT_ALTER;
    if (change->op == CHANGE_DROP) return kind == KIND_ENUM_VALUE ? TREAT_REBUILD : TREAT_ALTER;
    if (change->op == CHANGE_ADD) return TREAT_ALTER;
    if (kind == KIND_INDEX || kind == KIND_TRIGGER) return TREAT_RECREATE;
    return kind == KIND_VIEW && is_changed(change, "body") ? TREAT_RECREATE : TREAT_ALTER;
}

/* A view stands in the way of a column whose name is in its body, and of another view. */
static bool blocks(const Changes *changes, const Change *change, Treatment how,
                   const Object *dependent)
{
    (void)changes;
    if (dependent->kind != KIND_VIEW) return false;
    if (change->from->kind == KIND_VIEW) return how == TREAT_RECREATE || change->op == CHANGE_DROP;
    if (change->from->kind != KIND_COLUMN) return false;
    bool is_typed = change->op == CHANGE_DROP || is_changed(change, "type");
    return is_typed && strstr(((const View *)dependent)->body, name_text(change->from->name));
}

#define USUAL .create = create, .drop = drop, .alter = alter, .rename = rename_to

static const KindSql kinds[KIND_COUNT] = {
    [KIND_NAMESPACE] = {USUAL},
    [KIND_ENUM] = {USUAL},
    [KIND_ENUM_VALUE] = {.create = create,
                         .add = add_value,
                         .rename = rename_to,
                         .is_inline = true},
    [KIND_DOMAIN] = {USUAL},
    [KIND_SEQUENCE] = {USUAL},
    [KIND_FUNCTION] = {USUAL},
    [KIND_TABLE] = {USUAL},
    [KIND_COLUMN] = {USUAL, .is_inline = true},
    [KIND_PRIMARY_KEY] = {USUAL, .add = add_key, .is_inline = true},
    [KIND_UNIQUE] = {USUAL, .add = add_key, .is_inline = true},
    [KIND_CHECK] = {USUAL, .is_inline = true},
    [KIND_INDEX] = {USUAL, .add = add_index},
    [KIND_FOREIGN_KEY] = {USUAL, .add = add_foreign_key},
    [KIND_VIEW] = {USUAL},
    [KIND_TRIGGER] = {USUAL},
    [KIND_POLICY] = {USUAL},
};

static Dialect toy(void)
{
    Dialect dialect = postgres_dialect;
    dialect.kinds = kinds;
    dialect.treat = treat;
    dialect.blocks = blocks;
    dialect.rebuild = rebuild;
    dialect.comment = comment;
    dialect.is_kept = NULL;
    return dialect;
}

/* ---- the steps of a plan, " | " where a transaction begins or ends ---- */

static const char *steps_of(Cx *cx, const char *from, const char *to)
{
    static const char head[] = "schema s; target postgres 15;\n";
    Dialect dialect = toy();
    const char *before = arena_printf(cx->arena, "%s%s", head, from);
    const char *after = arena_printf(cx->arena, "%s%s", head, to);
    const Plan *plan = plan_changes(
        cx, &dialect,
        diff(cx, diff_read(cx, before, DIALECT_POSTGRES), diff_read(cx, after, DIALECT_POSTGRES)),
        NULL);
    Text out = {0};
    for (size_t i = 0; i < plan->steps.count; i++) {
        const Step *one = &plan->steps.items[i];
        bool is_other = i && one->phase != plan->steps.items[i - 1].phase;
        text_printf(&out, "%s%s", i == 0 ? "" : is_other ? " | " : "; ", one->sql);
        CHECK(one->why != NULL);
    }
    if (diag_errors(cx->diag)) diag_print(cx->diag, stderr, DIAG_TEXT, 0);
    return text_keep(&out, cx->arena);
}

static void check_steps(const char *from, const char *to, const char *expected)
{
    Cx cx = diff_cx();
    CHECK_STRING(steps_of(&cx, from, to), expected);
    arena_free(cx.arena);
}

/* ---- creations and drops ---- */

TEST(nothing_changes)
{
    check_steps("table a { id int; }", "table a { id int; }", "");
}

TEST(what_is_new_comes_after_what_it_needs)
{
    check_steps("table a { id int primary key; }",
                "view v as $$ select * from b $$;\n"
                "table b { a int references a(id); c int references c(id); }\n"
                "table c { id int primary key; }\n"
                "table a { id int primary key; }",
                "create b; create c; add b.b_a_fkey; create b.b_c_fkey; create v | validate b.b_a_fkey");
}

TEST(what_is_dropped_goes_after_its_users)
{
    check_steps("table a { id int primary key; }\n"
                "table b { a int references a(id); }\n"
                "view v as $$ select * from b $$;\n"
                "view w as $$ select * from v $$;\n",
                "", "drop w; drop v; drop b; drop a");
}

TEST(dropped_tables_that_point_at_each_other)
{
    check_steps("table a { id int primary key; b int references b(id); }\n"
                "table b { id int primary key; a int references a(id); }\n"
                "table c { id int primary key; a int references a(id); }\n",
                "table d { id int; }",
                "create d; drop c; drop a.a_b_fkey; drop b.b_a_fkey; drop a; drop b");
}

TEST(members_and_what_hangs_on_a_table_go_with_it)
{
    check_steps("function f() returns trigger language plpgsql as $$ begin end $$ @postgres;\n"
                "table a row security { id int primary key; index i (id); }\n"
                "trigger t before insert on a for each row execute f();\n"
                "policy p on a using (true);\n"
                "sequence s owned by a.id @postgres;\n",
                "", "drop a; drop f()");
}

TEST(rules_go_with_the_column_they_speak_of)
{
    check_steps("table t { a int; b int generated always as (a + 1); c int; d int;\n"
                "    unique (a, b); unique (a, d); unique (c, d); check (c > 1); index (c); }",
                "table t { d int; }",
                "drop t.t_a_b_key; drop t.b; drop t.a; drop t.c");
}

TEST(a_name_is_given_up_first)
{
    check_steps("table t { a int; }  view x as $$ select 1 as one $$;",
                "table t { a int; }  table x { a int; }", "drop x; create x");
    check_steps("table t { a int; check c (a > 1); }", "table t { a int; unique c (a); }",
                "drop t.c | build t.c | use t.c");
}

/* ---- changes in place ---- */

TEST(a_view_is_made_again_around_a_column)
{
    check_steps("table t { a int; b int; }\n"
                "/// About v\nview v as $$ select a from t $$;\n"
                "view w as $$ select * from v $$;\n"
                "view x as $$ select b from t $$;\n",
                "table t { a bigint; b int; }\n"
                "/// About v\nview v as $$ select a from t $$;\n"
                "view w as $$ select * from v $$;\n"
                "view x as $$ select b from t $$;\n",
                "drop w; drop v; alter t.a; create v; comment v; create w");
}

TEST(a_view_that_changes_takes_the_views_on_it_along)
{
    check_steps("table t { a int; }  view v as $$ select 1 as one $$;\n"
                "view w as $$ select * from v $$;",
                "table t { a int; b int?; }  view v as $$ select b from t $$;\n"
                "view w as $$ select * from v $$;",
                "drop w; drop v; create t.b; create v; create w");
}

TEST(a_view_loses_a_column_before_the_table_does)
{
    check_steps("table t { a int; b int; }  view v as $$ select a, b from t $$;",
                "table t { a int; }  view v as $$ select a from t $$;",
                "drop v; drop t.b; create v");
}

TEST(what_is_altered_comes_after_what_it_needs_and_before_what_it_leaves)
{
    check_steps("function f() returns int language sql as $$ select 1 $$ @postgres;\n"
                "table t { a int default f(); }",
                "function g() returns int language sql as $$ select 1 $$ @postgres;\n"
                "table t { a int default g(); }",
                "create g(); alter t.a; drop f()");
}

TEST(a_comment_is_a_step)
{
    check_steps("/// x\ntable t { a int; }", "/// y\ntable t { a int; }", "comment t");
    check_steps("/// x\ntable t { a int; }", "table t { a int; }", "comment t");
}

TEST(a_type_that_is_made_anew_changes_its_columns)
{
    check_steps("enum e { a, b }  domain d e;  table t { x d; y e; z int; }\n"
                "view v as $$ select x from t $$;  view w as $$ select z from t $$;\n",
                "enum e { a }  domain d e;  table t { x d; y e; z int; }\n"
                "view v as $$ select x from t $$;  view w as $$ select z from t $$;\n",
                "drop v; rebuild e; create v");
}

/* ---- renames ---- */

TEST(renames_come_first)
{
    check_steps("table a { x int; }", "table b was a { y int was x; z int?; }",
                "rename a to b; rename b.x to y; create b.z");
}

TEST(a_chain_of_names_begins_at_its_end)
{
    check_steps("table a { x int; }  table b { x int; }  table c { x int; }",
                "table b was a { x int; }  table c was b { x int; }  table d was c { x int; }",
                "rename c to d; rename b to c; rename a to b");
}

TEST(exchanged_names_take_a_third)
{
    check_steps("table a { x int; }  sequence b @postgres;",
                "table b was a { x int; }  sequence a was b @postgres;",
                "rename b to schemac_1; rename a to b; rename schemac_1 to a");
}

TEST(a_name_of_what_is_dropped_later)
{
    check_steps(
        "table a { x int primary key; }  sequence b @postgres;  table c { a int references a(x); }",
        "sequence a was b @postgres;  table c { a int; }",
        "rename a to schemac_1; rename b to a; drop c.c_a_fkey; drop schemac_1");
}

TEST(what_is_renamed_may_be_made_again)
{
    check_steps("table t { a int; }  table u { x int; }  index i on t (a);",
                "table t { a int; }  table u { x int; }  index j on t (a desc) was i;",
                "rename t.i to j; drop t.j | build t.j");
}

TEST(what_cannot_be_renamed_is_made_again)
{
    check_steps("table t { a int; }  view v as $$ select a from t $$;",
                "table t { a int; }  view w was v as $$ select a from t $$;", "drop v; create w");
    check_steps("table t { a int; }  view v as $$ select a from t $$;",
                "table v was t { a int; }  view w was v as $$ select a from v $$;",
                "rename v to schemac_1; rename t to v; drop schemac_1; create w");
}

/* ---- phases ---- */

TEST(what_runs_alone_stands_between_two_transactions)
{
    check_steps("enum e { a }  table t { x e; y int; }",
                "enum e { a, b }  table t { x e; y int; z int?; index i (y); unique (z); }",
                "add e.b | create t.z | build t.t_z_key; build t.i | use t.t_z_key");
}

TEST(what_needs_a_late_thing_is_late)
{
    check_steps(
        "table t { a int; }  table u { a int; }",
        "table t { a int; unique (a); }  table u { a int; foreign key (a) references t(a); }",
        "build t.t_a_key | use t.t_a_key; add u.u_a_fkey | validate u.u_a_fkey");
}

TEST(what_runs_alone_waits_for_the_renames)
{
    check_steps("enum e { a }  table t { x e; }", "enum f was e { a, b }  table t { x f; }",
                "rename e to f | add f.b");
}

TEST(the_order_does_not_depend_on_the_order_of_declaration)
{
    check_steps("table a { x int; }  table b { x int; }\n"
                "view v as $$ select x from a $$;  view w as $$ select x from b $$;",
                "table b { x text; }  table a { x text; }\n"
                "view w as $$ select x from b $$;  view v as $$ select x from a $$;",
                "drop v; drop w; alter a.x; alter b.x; create v; create w");
}
