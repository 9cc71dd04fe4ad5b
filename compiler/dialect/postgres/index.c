/* SPDX-License-Identifier: MIT
 * Indexes, and what they have in common with exclusions. */
#include "dialect/postgres/postgres.h"

/* A name or a plain call stands as it is, any other expression in parentheses. */
static void add_element_expr(Cx *cx, Text *out, const Schema *schema, const Expr *expr)
{
    bool is_call = expr->kind == EXPR_CALL && !(expr->flags & EXPR_BARE);
    bool is_bare = expr->kind == EXPR_NAME || expr->kind == EXPR_RAW || is_call;
    if (!is_bare) text_add_char(out, '(');
    postgres_expr(cx, out, schema, expr);
    if (!is_bare) text_add_char(out, ')');
}

static void add_element(Cx *cx, Text *out, const Schema *schema, const IndexElement *element)
{
    static const char *const nulls[] = {"", " NULLS FIRST", " NULLS LAST"};
    add_element_expr(cx, out, schema, element->expr);
    if (!name_none(element->collation)) {
        text_add(out, " COLLATE ");
        postgres_qualified(out, element->collation_space, element->collation);
    }
    if (!name_none(element->opclass)) {
        text_add_char(out, ' ');
        postgres_qualified(out, element->opclass_space, element->opclass);
        if (element->opclass_args) text_printf(out, " (%s)", element->opclass_args);
    }
    if (element->is_descending) text_add(out, " DESC");
    text_add(out, nulls[element->nulls]);
    bool is_qualified = !name_none(element->with_space);
    if (name_none(element->with)) return;
    text_add(out, is_qualified ? " WITH OPERATOR(" : " WITH ");
    if (is_qualified) postgres_identifier(out, element->with_space);
    text_printf(out, "%s%s%s", is_qualified ? "." : "", name_text(element->with),
                is_qualified ? ")" : "");
}

void postgres_elements(Cx *cx, Text *out, const Schema *schema, const ElementList *elements)
{
    text_add(out, " (");
    for (size_t i = 0; i < elements->count; i++) {
        if (i) text_add(out, ", ");
        add_element(cx, out, schema, &elements->items[i]);
    }
    text_add_char(out, ')');
}

/* The condition of an index may stand bare, that of a constraint may not. */
static void add_where(Cx *cx, Text *out, const Schema *schema, const Index *index)
{
    bool is_exclude = index->object.kind == KIND_EXCLUDE;
    if (!postgres_value(&index->where)) return;
    text_add(out, is_exclude ? " WHERE (" : " WHERE ");
    postgres_expr(cx, out, schema, postgres_value(&index->where));
    if (is_exclude) text_add_char(out, ')');
}

void postgres_index_end(Cx *cx, Text *out, const Schema *schema, const Index *index)
{
    if (!name_none(index->method)) {
        text_add(out, " USING ");
        postgres_identifier(out, index->method);
    }
    postgres_elements(cx, out, schema, &index->elements);
    if (index->include.count) {
        text_add(out, " INCLUDE (");
        postgres_names(out, &index->include);
        text_add_char(out, ')');
    }
    if (index->nulls_not_distinct) text_add(out, " NULLS NOT DISTINCT");
    if (index->options.count) text_add_char(out, ' ');
    postgres_options(out, &index->options);
    add_where(cx, out, schema, index);
}

static void add_on(Cx *cx, Text *out, const Schema *schema, const Index *index)
{
    text_add(out, " ON ");
    postgres_path(out, schema, index->object.parent);
    postgres_index_end(cx, out, schema, index);
}

void postgres_create_index(Cx *cx, Text *out, const Schema *schema, const Object *object)
{
    const Index *index = (const Index *)object;
    if (index->partition_of) {
        postgres_name_part(out, schema, object);
    } else {
        text_add(out, index->is_unique ? "CREATE UNIQUE INDEX " : "CREATE INDEX ");
        postgres_identifier(out, object->name);
        add_on(cx, out, schema, index);
    }
}

void postgres_make_index(Cx *cx, Text *out, const Schema *schema, const Object *object)
{
    postgres_create_index(cx, out, schema, object);
    postgres_add_choices(out, schema, object);
}

void postgres_build_index(Cx *cx, Text *out, const Schema *schema, const Index *index, Name name)
{
    text_add(out, index->is_unique ? "CREATE UNIQUE INDEX" : "CREATE INDEX");
    text_add(out, " CONCURRENTLY IF NOT EXISTS ");
    postgres_identifier(out, name);
    add_on(cx, out, schema, index);
}
