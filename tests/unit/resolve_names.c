/* SPDX-License-Identifier: MIT
 * Implicit names, compared with those that PostgreSQL 15 gave to the same objects left unnamed. */
#include "tests/unit/resolve_run.h"
#include "tests/unit/test.h"

/* The names of the members that have none of their own, in order of declaration. */
static const char *chosen(Run *run, const char *table)
{
    Text names = {0};
    Name name = name_from(run->cx.names, table);
    const Object *object = schema_find(run->schema, KIND_TABLE, NO_NAME, name);
    for (size_t i = 0; object && i < object->members.count; i++) {
        const Object *member = object->members.items[i];
        if (member->kind == KIND_COLUMN || member->is_named) continue;
        text_printf(&names, "%s%s", names.length ? " " : "", name_text(member->name));
    }
    return text_keep(&names, run->cx.arena);
}

static void check_chosen(const char *text, const char *table, const char *want)
{
    Run run = run_resolve(text);
    CHECK(diag_errors(run.cx.diag) == 0);
    CHECK_STRING(chosen(&run, table), want);
    run_free(&run);
}

#define HEAD "schema n; target postgres 15; "
#define COLUMNS \
    "id bigint primary key; a int; b int; c text; d timestamptz; e jsonb; arr int[]; f bool; "

TEST(keys_and_checks)
{
    check_chosen(HEAD "table t { id bigint primary key; a int unique; b int check (b > 0);"
                      "check (a > b); check (b < 9); check (1 = 1); check (a + a > 0);"
                      "unique (a, b); unique (a) include (b); unique (b); }",
                 "t",
                 "t_pkey t_a_key t_b_check t_check t_b_check1 t_check1 t_a_check t_a_b_key "
                 "t_a_b_key1 t_b_key");
}

TEST(foreign_keys)
{
    check_chosen(HEAD "table t { id bigint primary key; a int; b int; unique (a, b); }"
                      "table u { t_id bigint references t; x int; y int;"
                      "foreign key (x, y) references t (a, b); other_id bigint references t(id); }",
                 "u", "u_t_id_fkey u_x_y_fkey u_other_id_fkey");
}

TEST(indexes_of_columns)
{
    check_chosen(HEAD "table t { " COLUMNS "index (a); index (a) where b > 0; index (a, b);"
                      "index (a) include (b, c); index (c collate \"C\"); index (a desc, b);"
                      "unique index (a); index (b, a, c, e); }",
                 "t",
                 "t_pkey t_a_idx t_a_idx1 t_a_b_idx t_a_b_c_idx t_c_idx t_a_b_idx1 t_a_idx2 "
                 "t_b_a_c_e_idx");
}

TEST(indexes_of_expressions)
{
    check_chosen(HEAD "table t { " COLUMNS
                      "index (lower(c)); index (lower(c), upper(c), lower(c || 'x'));"
                      "index ((a + b)); index ((e ->> 'x')); index (((e ->> 'x')::int));"
                      "index ((c || c), (a * 2)); index (coalesce(a, b)); index ((arr[1]));"
                      "index ((case when a > 0 then b else 1 end));"
                      "index ((case when a > 0 then 1 else b + 1 end));"
                      "index (extract(year from d at time zone 'UTC'));"
                      "index ((d at time zone 'UTC')); index (length(c), a); index ((not f));"
                      "index ((array[a, b])); index (trim(c)); index (abs(a), abs(b), abs(a + b));"
                      "index ((a::text)); index (c); index (((a)::bigint)); }",
                 "t",
                 "t_pkey t_lower_idx t_lower_upper_lower1_idx t_expr_idx t_expr_idx1 t_int4_idx "
                 "t_expr_expr1_idx t_coalesce_idx t_arr_idx t_case_idx t_case_idx1 t_extract_idx "
                 "t_timezone_idx t_length_a_idx t_expr_idx2 t_array_idx t_btrim_idx "
                 "t_abs_abs1_abs2_idx t_a_idx t_c_idx t_a_idx1");
}

TEST(long_names_are_cut_in_the_longer_part)
{
    check_chosen(HEAD
                 "table a_rather_long_table_name_that_fills_more_than_half_of_the_room {"
                 "id bigint primary key;"
                 "another_column_with_a_long_name_to_go_with_it int unique; b int check (b > 0);"
                 "check (b > another_column_with_a_long_name_to_go_with_it);"
                 "index (another_column_with_a_long_name_to_go_with_it, b); }",
                 "a_rather_long_table_name_that_fills_more_than_half_of_the_room",
                 "a_rather_long_table_name_that_fills_more_than_half_of_the__pkey "
                 "a_rather_long_table_name_that_another_column_with_a_long_na_key "
                 "a_rather_long_table_name_that_fills_more_than_half_of_t_b_check "
                 "a_rather_long_table_name_that_fills_more_than_half_of_the_check "
                 "a_rather_long_table_name_that_another_column_with_a_long_na_idx");
}

TEST(no_character_is_cut_in_two)
{
    check_chosen(HEAD "table \"tabelle_ü_ü_ü_ü_ü_ü_ü_ü_ü_ü_ü_ü_ü_ü_ü\" { id bigint primary key;"
                      "\"größe_ö_ö_ö_ö_ö_ö_ö_ö_ö_ö_ö\" int unique; }",
                 "tabelle_ü_ü_ü_ü_ü_ü_ü_ü_ü_ü_ü_ü_ü_ü_ü",
                 "tabelle_ü_ü_ü_ü_ü_ü_ü_ü_ü_ü_ü_ü_ü_ü_ü_pkey "
                 "tabelle_ü_ü_ü_ü_ü_ü_ü__größe_ö_ö_ö_ö_ö_ö_ö__key");
}

TEST(chosen_names_avoid_given_ones)
{
    check_chosen(HEAD "table t_a_idx { id bigint primary key; }"
                      "table u { id bigint primary key; x int; check t_a_check (x > 0); }"
                      "table t { id bigint primary key; a int check (a > 0); index (a); }",
                 "t", "t_pkey t_a_check1 t_a_idx1");
}

TEST(namespaces_are_apart)
{
    check_chosen(HEAD "namespace kb; table kb.t_a_idx { id bigint primary key; }"
                      "table t { id bigint primary key; a int; index (a); }",
                 "t", "t_pkey t_a_idx");
}
