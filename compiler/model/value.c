/* SPDX-License-Identifier: MIT
 * Values of attributes in the schema language. */
#include <ctype.h>
#include <stdlib.h>

#include "model/kind.h"

void string_print(Text *out, const char *text)
{
    text_add_quoted(out, text, strlen(text), '\'');
}

static bool is_number(const char *text)
{
    if (*text == '-' || *text == '+') text++;
    size_t digits = strspn(text, "0123456789");
    text += digits;
    if (*text == '.') digits += strspn(text + 1, "0123456789");
    if (*text == '.') text += 1 + strspn(text + 1, "0123456789");
    if (digits && *text == 'e') { /* 1e-07 */
        text += 1 + (text[1] == '-' || text[1] == '+');
        digits = strspn(text, "0123456789");
        text += digits;
    }
    return digits && !*text;
}

static void print_text(Text *out, const char *text)
{
    if (is_number(text)) text_add(out, text);
    else string_print(out, text);
}

void option_value_print(Text *out, const char *value)
{
    bool is_word = strcmp(value, "true") == 0 || strcmp(value, "false") == 0;
    if (is_word) text_add(out, value);
    else print_text(out, value);
}

void names_print(Text *out, const NameList *names)
{
    for (size_t i = 0; i < names->count; i++) {
        if (i) text_add(out, ", ");
        name_print(out, names->items[i]);
    }
}

static void print_strings(Text *out, const NameList *strings)
{
    for (size_t i = 0; i < strings->count; i++) {
        if (i) text_add(out, ", ");
        string_print(out, name_text(strings->items[i]));
    }
}

void qualified_print(Text *out, Name space, Name name)
{
    if (!name_none(space)) {
        name_print(out, space);
        text_add_char(out, '.');
    }
    name_print(out, name);
}

void reference_print(Text *out, const Object *object)
{
    if (object->parent) {
        reference_print(out, object->parent);
        text_add_char(out, '.');
    }
    qualified_print(out, object->parent ? NO_NAME : object->space, object->name);
}

/* By its name in its namespace, as it was made. */
void part_print(Text *out, const Object *object, const Attr *attr)
{
    const Object *whole = attr_object(object, attr);
    if (!whole) return;
    text_add(out, " partition of ");
    qualified_print(out, whole->parent->space, whole->name);
}

static void print_options(Text *out, const OptionList *options)
{
    for (size_t i = 0; i < options->count; i++) {
        if (i) text_add(out, ", ");
        option_name_print(out, options->items[i].name);
        text_add(out, " = ");
        option_value_print(out, options->items[i].value);
    }
}

/* Only a name or a call may stand before a collation or operator class as it is. */
static void print_element_expr(Text *out, const Expr *expr)
{
    bool is_bare = expr->kind == EXPR_NAME || (expr->kind == EXPR_CALL && !(expr->flags & EXPR_BARE));
    if (!is_bare) text_add_char(out, '(');
    expr_print(out, expr);
    if (!is_bare) text_add_char(out, ')');
}

/* with =, with operator(kb.===) */
static void print_operator(Text *out, const IndexElement *element)
{
    bool is_qualified = !name_none(element->with_space);
    text_add(out, is_qualified ? " with operator(" : " with ");
    if (is_qualified) name_print(out, element->with_space);
    text_printf(out, "%s%s%s", is_qualified ? "." : "", name_text(element->with),
                is_qualified ? ")" : "");
}

static void print_element(Text *out, const IndexElement *element)
{
    static const char *const nulls[] = {"", " nulls first", " nulls last"};
    print_element_expr(out, element->expr);
    if (!name_none(element->collation)) {
        text_add(out, " collate ");
        qualified_print(out, element->collation_space, element->collation);
    }
    if (!name_none(element->opclass)) {
        text_add_char(out, ' ');
        qualified_print(out, element->opclass_space, element->opclass);
        if (element->opclass_args) text_printf(out, "(%s)", element->opclass_args);
    }
    if (element->is_descending) text_add(out, " desc");
    text_add(out, nulls[element->nulls]);
    if (!name_none(element->with)) print_operator(out, element);
}

static void print_elements(Text *out, const ElementList *elements)
{
    for (size_t i = 0; i < elements->count; i++) {
        if (i) text_add(out, ", ");
        print_element(out, &elements->items[i]);
    }
}

static void print_parameter(Text *out, const Parameter *parameter, bool is_result)
{
    if (!is_result && !name_none(parameter->mode))
        text_printf(out, "%s ", name_text(parameter->mode));
    bool is_like_mode = name_equals(parameter->name, "out") || name_equals(parameter->name, "inout") ||
                        name_equals(parameter->name, "variadic");
    if (!name_none(parameter->name)) {
        text_add(out, is_like_mode ? "\"" : "");
        name_print(out, parameter->name);
        text_add(out, is_like_mode ? "\" " : " ");
    }
    type_print(out, parameter->type);
    if (!parameter->initial) return;
    text_add(out, " default ");
    expr_print(out, parameter->initial);
}

void parameters_print(Text *out, const ParameterList *parameters, bool is_result)
{
    const char *comma = "";
    for (size_t i = 0; i < parameters->count; i++) {
        if (name_equals(parameters->items[i].mode, "table") != is_result) continue;
        text_add(out, comma);
        print_parameter(out, &parameters->items[i], is_result);
        comma = ", ";
    }
}

static void print_marked_type(Text *out, const MarkedType *type)
{
    if (type->any) type_print(out, type->any);
    for (DialectId id = 0; id < DIALECT_COUNT; id++) {
        if (!type->only[id] || type->only[id] == type->any) continue;
        text_printf(out, "%s@%s ", out->length ? " " : "", dialect_word(id));
        type_print(out, type->only[id]);
    }
}

/* The one expression for all dialects in which the object exists; NULL: they differ, or it is marked
 * as one dialect's own. */
static const Expr *sole_expr(const Object *object, const Marked *marked)
{
    const Expr *sole = NULL;
    for (DialectId id = 0; id < DIALECT_COUNT; id++) {
        const Expr *expr = marked_for(marked, id);
        if (!(object->dialects & 1u << id)) continue;
        if (!expr || expr != marked->any) return NULL;
        sole = expr;
    }
    return sole;
}

/* Behind a mark, a name that is also a clause's word would begin that clause: so it stands in
 * parentheses. Names of the engine's own functions are no such words. */
static bool begins_with_name(const Expr *expr)
{
    static const uint32_t prefix_kinds = 1u << EXPR_CASE | 1u << EXPR_ARRAY | 1u << EXPR_ROW |
                                         1u << EXPR_EXTRACT | 1u << EXPR_UNARY;
    for (;; expr = expr->args[0]) {
        if (expr->kind == EXPR_CALL) return expr->ref != NULL;
        if (expr->kind == EXPR_NAME) return true;
        if (expr->arg_count == 0 || prefix_kinds & 1u << expr->kind) return false;
    }
}

/* before, after: what the clause has around each expression, such as parentheses. */
static void print_marked(Text *out, const Object *object, const Marked *marked, const char *before,
                         const char *after)
{
    const Expr *sole = sole_expr(object, marked);
    const char *space = "";
    for (DialectId id = 0; id < DIALECT_COUNT; id++) {
        const Expr *expr = sole ? sole : marked_for(marked, id);
        if (!expr || !(object->dialects & 1u << id)) continue;
        text_add(out, space);
        if (!sole) text_printf(out, "@%s ", dialect_word(id));
        bool is_enclosed = !sole && !*before && begins_with_name(expr);
        text_add(out, is_enclosed ? "(" : before);
        expr_print(out, expr);
        text_add(out, is_enclosed ? ")" : after);
        if (sole) return;
        space = " ";
    }
}

static void references_print(Text *out, const ObjectList *objects)
{
    for (size_t i = 0; i < objects->count; i++) {
        if (i) text_add(out, ", ");
        reference_print(out, objects->items[i]);
    }
}

void attr_print(Text *out, const Object *object, const Attr *attr)
{
    switch (attr->type) {
    case VALUE_BOOL: text_add(out, *attr_value(object, attr, bool) ? "yes" : "no"); break;
    case VALUE_NAME: name_print(out, *attr_value(object, attr, Name)); break;
    case VALUE_WORD: text_add(out, name_text(*attr_value(object, attr, Name))); break;
    case VALUE_TEXT: print_text(out, *attr_value(object, attr, const char *)); break;
    case VALUE_BODY: {
        const char *body = *attr_value(object, attr, const char *);
        dollar_print(out, body, strlen(body));
        break;
    }
    case VALUE_TYPE: type_print(out, *attr_value(object, attr, const Type *)); break;
    case VALUE_MARKED_TYPE: print_marked_type(out, attr_value(object, attr, MarkedType)); break;
    case VALUE_EXPR: print_marked(out, object, attr_value(object, attr, Marked), "", ""); break;
    case VALUE_NAMES: names_print(out, attr_value(object, attr, NameList)); break;
    case VALUE_STRINGS: print_strings(out, attr_value(object, attr, NameList)); break;
    case VALUE_QUALIFIED: {
        const Name *names = attr_value(object, attr, Name);
        qualified_print(out, names[0], names[1]);
        break;
    }
    case VALUE_ELEMENTS: print_elements(out, attr_value(object, attr, ElementList)); break;
    case VALUE_OPTIONS: print_options(out, attr_value(object, attr, OptionList)); break;
    case VALUE_PARAMETERS:
        parameters_print(out, attr_value(object, attr, ParameterList), false);
        break;
    case VALUE_OBJECT: reference_print(out, attr_object(object, attr)); break;
    case VALUE_OBJECTS: references_print(out, attr_value(object, attr, ObjectList)); break;
    case VALUE_USES: break;
    }
}

/* ---- clauses ---- */

/* "when (%)" of values that differ by dialect: when @postgres (a) @sqlite (b) */
static void print_marked_clause(Text *out, const Object *object, const Attr *attr, size_t head)
{
    const char *clause = attr->clause;
    bool is_enclosed = head > 0 && clause[head - 1] == '(';
    text_add_bytes(out, clause, is_enclosed ? head - 1 : head);
    print_marked(out, object, attr_value(object, attr, Marked), is_enclosed ? "(" : "",
                 is_enclosed ? ")" : "");
}

void clause_print(Text *out, const Object *object, const Attr *attr)
{
    if (attr->print && !(attr->flags & ATTR_DERIVED)) attr->print(out, object, attr);
    if (!attr->clause || attr_is_default(object, attr)) return;
    size_t head = strcspn(attr->clause, "%");
    text_add_char(out, ' ');
    if (attr->type == VALUE_EXPR) {
        print_marked_clause(out, object, attr, head);
        return;
    }
    text_add_bytes(out, attr->clause, head);
    if (!attr->clause[head]) return;
    attr_print(out, object, attr);
    text_add(out, attr->clause + head + 1);
}
