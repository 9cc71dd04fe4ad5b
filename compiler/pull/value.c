/* SPDX-License-Identifier: MIT
 * The text of an attribute in a catalog becomes its value: the other way of compiler/model/catalog.c,
 * by the type that the kind's table gives it. */
#include <string.h>

#include "pull/draft.h"

/* ---- elements of keys and indexes ---- */

typedef struct Cut {
    const char *at, *end;
} Cut;

static bool take_word(Cut *cut, const char *word)
{
    size_t length = strlen(word);
    bool is_there = (size_t)(cut->end - cut->at) >= length && !memcmp(cut->at, word, length) &&
                    (cut->at + length == cut->end || cut->at[length] == ' ');
    if (is_there) cut->at += length;
    return is_there;
}

/* From "(" to behind the one that closes it. */
static void skip_group(Cut *cut)
{
    char quote = '\0';
    int depth = 0;
    for (; cut->at < cut->end; cut->at++) {
        char c = *cut->at;
        if (quote) quote = c == quote ? '\0' : quote;
        else if (c == '\'' || c == '"') quote = c;
        else if (c == '(') depth++;
        else if (c == ')' && --depth == 0) break;
    }
    if (cut->at < cut->end) cut->at++;
}

static void take_path(Cx *cx, Cut *cut, Name *space, Name *name)
{
    *space = NO_NAME;
    *name = name_take(cx, &cut->at, cut->end);
    while (cut->at < cut->end && *cut->at == '.') {
        cut->at++;
        *space = *name;
        *name = name_take(cx, &cut->at, cut->end);
    }
}

static void take_opclass(Cx *cx, Cut *cut, IndexElement *element)
{
    if (cut->at == cut->end || *cut->at != ' ') return;
    cut->at++;
    take_path(cx, cut, &element->opclass_space, &element->opclass);
    if (cut->at == cut->end || *cut->at != '(') return;
    const char *start = cut->at + 1;
    skip_group(cut);
    element->opclass_args = arena_copy(cx->arena, start, (size_t)(cut->at - 1 - start));
}

static void take_order(Cut *cut, IndexElement *element)
{
    enum { FIRST = 1, LAST = 2 };
    element->is_descending = take_word(cut, " desc");
    if (take_word(cut, " nulls first")) element->nulls = FIRST;
    if (take_word(cut, " nulls last")) element->nulls = LAST;
}

static void take_collation(Cx *cx, Cut *cut, IndexElement *element)
{
    if (take_word(cut, " collate")) {
        cut->at++;
        take_path(cx, cut, &element->collation_space, &element->collation);
    }
}

/* =, kb.=== */
static void take_operator(Cx *cx, Cut *cut, IndexElement *element)
{
    const char *behind = ++cut->at;
    Name space = name_take(cx, &behind, cut->end);
    if (!name_none(space) && behind < cut->end && *behind == '.') {
        element->with_space = space;
        cut->at = behind + 1;
    }
    element->with = name_of(cx->names, cut->at, (size_t)(cut->end - cut->at));
    cut->at = cut->end;
}

/* PostgreSQL: a name, a call, or anything in parentheses; then the rest in its fixed order. */
static const char *expression_end(Cx *cx, Cut cut)
{
    Name space, name;
    if (cut.at < cut.end && *cut.at == '(') {
        skip_group(&cut);
        return cut.at;
    }
    take_path(cx, &cut, &space, &name);
    if (cut.at < cut.end && strchr("ABCDEFGHIJKLMNOPQRSTUVWXYZ", *cut.at)) /* COALESCE(...) */
        while (cut.at < cut.end && *cut.at != '(' && *cut.at != ' ') cut.at++;
    if (cut.at < cut.end && *cut.at == '(') skip_group(&cut);
    return cut.at;
}

static bool ends_with(const Cut *cut, const char *word)
{
    size_t length = strlen(word);
    return (size_t)(cut->end - cut->at) > length &&
           memcmp(cut->end - length, word, length) == 0;
}

/* SQLite: any expression at all, so what may follow is looked for from the end. */
static const char *free_expression_end(Cx *cx, Cut cut)
{
    static const char word[] = " collate ";
    if (ends_with(&cut, " desc")) cut.end -= strlen(" desc");
    for (const char *at = cut.end; at-- > cut.at;) {
        if ((size_t)(cut.end - at) <= strlen(word) || memcmp(at, word, strlen(word)) != 0) continue;
        const char *name = at + strlen(word);
        name_take(cx, &name, cut.end);
        return name == cut.end ? at : cut.end;
    }
    return cut.end;
}

/* A column stands for itself; all else is an expression. */
static const Expr *element_expr(const Drafts *drafts, const Draft *draft, const char *text,
                                size_t length)
{
    const char *at = text;
    Name name = name_take(drafts->cx, &at, text + length);
    if (name_none(name) || at != text + length) return expr_read(drafts, draft, text, length);
    Expr *expr = expr_new(drafts->cx, EXPR_NAME, NO_SPAN);
    expr->name = name;
    Object *table = draft->owner ? draft->owner->object : NULL;
    expr->ref = table ? object_member(table, KIND_COLUMN, name) : NULL;
    return expr;
}

static IndexElement element_read(const Drafts *drafts, const Draft *draft, const char *text,
                                 size_t length)
{
    IndexElement element = {0};
    Cut cut = {text, text + length};
    bool is_free = drafts->options->dialect == DIALECT_SQLITE;
    cut.at = is_free ? free_expression_end(drafts->cx, cut) : expression_end(drafts->cx, cut);
    element.expr = element_expr(drafts, draft, text, (size_t)(cut.at - text));
    take_collation(drafts->cx, &cut, &element);
    take_order(&cut, &element);
    if (cut.at < cut.end && strncmp(cut.at, " with ", strlen(" with ")) != 0) {
        take_opclass(drafts->cx, &cut, &element);
        take_order(&cut, &element);
    }
    if (take_word(&cut, " with")) take_operator(drafts->cx, &cut, &element);
    return element;
}

static ElementList elements_read(const Drafts *drafts, const Draft *draft, const char *text)
{
    VEC(IndexElement) elements = {0};
    for (const char *end = text + strlen(text); text < end;) {
        size_t length = piece_length(text, (size_t)(end - text));
        IndexElement element = element_read(drafts, draft, text, length);
        if (element.expr) vec_push(drafts->cx->arena, &elements, element);
        text += length;
        if (text < end) text += strlen(", ");
    }
    return (ElementList){elements.items, elements.count};
}

/* ---- bodies and references ---- */

static bool is_read_body(const Drafts *drafts, const Draft *draft, const char *text)
{
    if (draft->kind != KIND_FUNCTION) return false;
    const char *language = catalog_value(draft->found, "language");
    const Function function = {.language = name_from(drafts->cx->names, language ? language : ""),
                               .body = text};
    return function_is_read(&function);
}

/* The engine's own text where the inspector kept it: the catalog has the normal form. */
static const char *body_of(const Drafts *drafts, const Draft *draft, const char *text)
{
    bool is_query = draft->kind == KIND_VIEW && drafts->options->dialect == DIALECT_POSTGRES;
    if (is_query || draft->kind == KIND_NATIVE || is_read_body(drafts, draft, text))
        text = query_settled(drafts->cx, text);
    if (is_query && strchr(text, '\n')) /* as PostgreSQL lays it out */
        return arena_printf(drafts->cx->arena, "\n %s\n", text);
    if (is_query || draft->kind == KIND_NATIVE)
        return arena_printf(drafts->cx->arena, " %s ", text);
    return draft->found->source ? draft->found->source + strspn(draft->found->source, " \t\r\n") : text;
}

const Draft *reference_find(const Drafts *drafts, const char *path)
{
    const uint32_t kinds = 1u << KIND_TABLE | 1u << KIND_COLUMN | 1u << KIND_VIEW |
                           1u << KIND_INDEX | 1u << KIND_PRIMARY_KEY | 1u << KIND_UNIQUE;
    return draft_find(drafts, kinds, path, strlen(path));
}

/* FOR VALUES FROM ('A') TO (MAXVALUE): the words are small in the language. */
static Name word_read(Cx *cx, const char *text)
{
    static const char before[] = "FOR VALUES ";
    if (strncmp(text, before, strlen(before)) == 0) text += strlen(before);
    char *own = arena_copy(cx->arena, text, strlen(text)), quote = '\0';
    for (char *c = own; *c; c++) {
        if (quote) quote = *c == quote ? '\0' : quote;
        else if (*c == '\'' || *c == '"') quote = *c;
        else if (*c >= 'A' && *c <= 'Z') *c |= 32;
    }
    return name_from(cx->names, own);
}

static ObjectList references_read(const Drafts *drafts, const char *text)
{
    VEC(const Object *) found = {0};
    for (const char *end = text + strlen(text); text < end;) {
        size_t length = piece_length(text, (size_t)(end - text));
        const Draft *draft = draft_find(drafts, 1u << KIND_TABLE, text, length);
        if (draft && draft->object) vec_push(drafts->cx->arena, &found, draft->object);
        text += length;
        if (text < end) text += strlen(", ");
    }
    return (ObjectList){found.items, found.count};
}

/* What was declared because it is not there. */
static const Object *external_find(const Drafts *drafts, const char *path)
{
    Name space, name;
    path_split(drafts->cx, path, strlen(path), &space, &name);
    const Object *found = schema_find(drafts->schema, KIND_EXTERNAL, space, name);
    return found && found->kind == KIND_EXTERNAL ? found : NULL;
}

void value_set(const Drafts *drafts, const Draft *draft, const Attr *attr, const char *text)
{
    Cx *cx = drafts->cx;
    Object *object = draft->object;
    const char *at = text, *end = text + strlen(text);
    switch (attr->type) {
    case VALUE_BOOL: *attr_field(object, attr, bool) = true; break;
    case VALUE_NAME: *attr_field(object, attr, Name) = name_take(cx, &at, end); break;
    case VALUE_WORD: *attr_field(object, attr, Name) = word_read(cx, text); break;
    case VALUE_TEXT: *attr_field(object, attr, const char *) = text; break;
    case VALUE_BODY: *attr_field(object, attr, const char *) = body_of(drafts, draft, text); break;
    case VALUE_TYPE:
        *attr_field(object, attr, const Type *) = type_read(drafts, draft, text, strlen(text));
        break;
    case VALUE_MARKED_TYPE:
        attr_field(object, attr, MarkedType)->any = type_read(drafts, draft, text, strlen(text));
        break;
    case VALUE_EXPR:
        *attr_field(object, attr, Marked) = marked_read(drafts, draft, attr, text);
        break;
    case VALUE_NAMES: *attr_field(object, attr, NameList) = names_read(cx, text); break;
    case VALUE_STRINGS: *attr_field(object, attr, NameList) = strings_read(cx, text); break;
    case VALUE_QUALIFIED: {
        Name *names = attr_field(object, attr, Name);
        path_split(cx, text, strlen(text), &names[0], &names[1]);
        break;
    }
    case VALUE_ELEMENTS:
        *attr_field(object, attr, ElementList) = elements_read(drafts, draft, text);
        break;
    case VALUE_OPTIONS: {
        OptionList *options = attr_field(object, attr, OptionList);
        *options = options_read(cx, text, attr->flags & ATTR_ENGINE_TEXT);
        if (draft->kind == KIND_FUNCTION) *options = settings_lower(cx, options);
        break;
    }
    case VALUE_OBJECT: {
        const Draft *target = reference_find(drafts, text);
        const Object *referred = target ? target->object : external_find(drafts, text);
        memcpy(attr_field(object, attr, char), &referred, sizeof referred);
        break;
    }
    case VALUE_OBJECTS:
        *attr_field(object, attr, ObjectList) = references_read(drafts, text);
        break;
    case VALUE_PARAMETERS: /* function.c */
    case VALUE_USES: break;
    }
}
