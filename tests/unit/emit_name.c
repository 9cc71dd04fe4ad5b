/* SPDX-License-Identifier: MIT
 * The spelling of names in C: keywords, other bytes, and names that others have already. */
#include "emit/c_name.h"
#include "tests/unit/model_build.h"
#include "tests/unit/test.h"

static const char *member(Cx *cx, const char *name)
{
    return c_name_member(cx, named(cx, name));
}

TEST(members)
{
    Cx cx = make_cx();
    CHECK_STRING(member(&cx, "sender_did"), "sender_did");
    CHECK_STRING(member(&cx, "userId"), "userId");
    CHECK_STRING(member(&cx, "int"), "int_");
    CHECK_STRING(member(&cx, "class"), "class_");
    CHECK_STRING(member(&cx, "errno"), "errno_");
    CHECK_STRING(member(&cx, "NULL"), "NULL_");
    CHECK_STRING(member(&cx, "xor_eq"), "xor_eq_");
    CHECK_STRING(member(&cx, "alignas"), "alignas_");
    CHECK_STRING(member(&cx, "9 lives"), "_9_lives");
    CHECK_STRING(member(&cx, "a-b"), "a_b");
    CHECK_STRING(member(&cx, "\xc3\xa9"), "__");
    arena_free(cx.arena);
}

TEST(members_are_distinct)
{
    Cx cx = make_cx();
    const char *members[] = {"a_b", "a_b", "A_B", "a_b_", "x"};
    c_names_distinct(&cx, members, 5);
    CHECK_STRING(members[0], "a_b");
    CHECK_STRING(members[1], "a_b_");
    CHECK_STRING(members[2], "A_B__");
    CHECK_STRING(members[3], "a_b___");
    CHECK_STRING(members[4], "x");
    arena_free(cx.arena);
}

TEST(tables_and_enums_share_file_scope)
{
    Cx cx = make_cx();
    Schema *schema = make_schema(&cx);
    const Object *odd = add(&cx, schema, NULL, KIND_TABLE, "order items");
    const Object *plain = add(&cx, schema, NULL, KIND_TABLE, "order_items");
    const Object *capital = add(&cx, schema, NULL, KIND_TABLE, "ORDER_ITEMS");
    const Object *inner = schema_add(&cx, schema, NULL, KIND_TABLE, named(&cx, "order"),
                                     named(&cx, "items"));
    CNames *names = c_names_new(&cx, schema);
    CHECK_STRING(c_names_of(names, plain), "shop_order_items");
    CHECK_STRING(c_names_of(names, odd), "shop_order_items_");
    CHECK_STRING(c_names_of(names, capital), "shop_ORDER_ITEMS__");
    CHECK_STRING(c_names_of(names, inner), "shop_order_items___");
    arena_free(cx.arena);
}

TEST(generated_names_are_left_alone)
{
    Cx cx = make_cx();
    Schema *schema = make_schema(&cx);
    const Object *form = add(&cx, schema, NULL, KIND_TABLE, "orders_new");
    const Object *get = add(&cx, schema, NULL, KIND_TABLE, "orders_get");
    const Object *itself = add(&cx, schema, NULL, KIND_TABLE, "schema");
    const Object *other = add(&cx, schema, NULL, KIND_TABLE, "customers_new");
    const Object *maybe = add(&cx, schema, NULL, KIND_TABLE, "maybe_mood");
    const Object *text = add(&cx, schema, NULL, KIND_TABLE, "mood_text");
    const Object *maybe_orders = add(&cx, schema, NULL, KIND_TABLE, "maybe_orders");
    add(&cx, schema, NULL, KIND_TABLE, "orders");
    add(&cx, schema, NULL, KIND_ENUM, "mood");
    CNames *names = c_names_new(&cx, schema);
    CHECK_STRING(c_names_of(names, form), "shop_orders_new_");
    CHECK_STRING(c_names_of(names, get), "shop_orders_get_");
    CHECK_STRING(c_names_of(names, itself), "shop_schema_");
    CHECK_STRING(c_names_of(names, other), "shop_customers_new");
    CHECK_STRING(c_names_of(names, maybe), "shop_maybe_mood_");
    CHECK_STRING(c_names_of(names, text), "shop_mood_text_");
    CHECK_STRING(c_names_of(names, maybe_orders), "shop_maybe_orders");
    arena_free(cx.arena);
}

TEST(enumerators)
{
    Cx cx = make_cx();
    Schema *schema = make_schema(&cx);
    Object *role = add(&cx, schema, NULL, KIND_ENUM, "role");
    Object *other = add(&cx, schema, NULL, KIND_ENUM, "role_a");
    add(&cx, schema, NULL, KIND_TABLE, "role_x");
    const char *values[] = {"member", "in progress", "", "a_b", "x_table", "+", "-"};
    const char *labels[7];
    for (size_t i = 0; i < 7; i++) add(&cx, schema, role, KIND_ENUM_VALUE, values[i]);
    add(&cx, schema, other, KIND_ENUM_VALUE, "b");
    CNames *names = c_names_new(&cx, schema);
    c_name_labels(&cx, names, role, labels);
    CHECK_STRING(labels[0], "MEMBER");
    CHECK_STRING(labels[1], "IN_PROGRESS");
    CHECK_STRING(labels[2], "EMPTY");
    CHECK_STRING(labels[3], "A_B");
    CHECK_STRING(labels[4], "X_TABLE_");
    CHECK_STRING(labels[5], "_");
    CHECK_STRING(labels[6], "__");
    c_name_labels(&cx, names, other, labels);
    CHECK_STRING(labels[0], "B_");
    arena_free(cx.arena);
}
