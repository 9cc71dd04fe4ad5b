/* SPDX-License-Identifier: MIT
 * Names and types as the parser understands them. */
#include <string.h>

#include "syntax/build.h"
#include "syntax/grammar.h"

Token token_none(void)
{
    return (Token){0};
}

void token_join(Parser *p, Token *first, const Token *second)
{
    first->name = name_from(p->cx->names, arena_printf(p->cx->arena, "%s %s", name_text(first->name),
                                                       name_text(second->name)));
    first->end = second->end;
}

Span token_span(const Parser *p, const Token *token)
{
    return (Span){token->start, token->end, p->lexer.file};
}

Span parser_span(const Parser *p, uint32_t start)
{
    uint32_t end = p->previous.end;
    return (Span){start, end > start ? end : start, p->lexer.file};
}

/* A string stands for the name it spells: values of enums may be any text. */
static Name token_name(Parser *p, const Token *token)
{
    if (token->code != STRING) return token->name;
    return name_of(p->cx->names, token->text, token->length);
}

QName qname_make(Parser *p, const Token *space, const Token *name)
{
    uint32_t start = space ? space->start : name->start;
    return (QName){.space = space ? space->name : NO_NAME,
                   .name = token_name(p, name),
                   .span = {start, name->end, p->lexer.file}};
}

Path path_make(Parser *p, const Token *name)
{
    (void)p;
    return (Path){.parts = {name->name},
                  .count = 1,
                  .is_quoted = name->code == QUOTED,
                  .start = name->start,
                  .end = name->end};
}

void path_add(Parser *p, Path *path, const Token *name)
{
    if (path->count == 3) {
        lexer_error(&p->lexer, path->start, name->end, "syntax-error",
                    "a name has at most three parts", NULL);
        path->count = 2;
    }
    path->parts[path->count++] = name->name;
    path->is_quoted = name->code == QUOTED;
    path->end = name->end;
}

/* The last two parts: a column of a table, a function of a namespace. */
QName path_qname(Parser *p, Path path)
{
    return (QName){.space = path.count > 1 ? path.parts[path.count - 2] : NO_NAME,
                   .name = path.parts[path.count - 1],
                   .span = {path.start, path.end, p->lexer.file}};
}

/* The last part in the letters of its author: SQLite keeps those of a type. */
static Name last_in_letters(Parser *p, const Path *path)
{
    size_t length = name_length(path->parts[path->count - 1]);
    return name_of(p->cx->names, p->lexer.text + path->end - length, length);
}

/* SQL's other spellings of the language's types become the language's words here. */
Type *type_make(Parser *p, Path path)
{
    Type *type = arena_make(p->cx->arena, Type);
    QName name = path_qname(p, path);
    type->span = name.span;
    type->space = name_equals(name.space, "pg_catalog") ? NO_NAME : name.space;
    type->name = name.name;
    type->is_quoted = path.is_quoted;
    type->arg[0] = type->arg[1] = -1;
    if (name_equals(type->space, "sqlite") && !type->is_quoted) type->name = last_in_letters(p, &path);
    if (!name_none(type->space) || type->is_quoted) return type;
    const char *written = name_text(type->name);
    Scalar scalar = scalar_find(written), serial = serial_find(written);
    if (scalar != SCALAR_NONE) type->name = name_from(p->cx->names, scalar_word(scalar));
    if (serial != SCALAR_NONE) type->name = name_from(p->cx->names, serial_word(serial));
    return type;
}

static Type *rename_type(Parser *p, Type *type, const char *name)
{
    type->name = name_from(p->cx->names, name);
    type->span = parser_span(p, type->span.start);
    return type;
}

Type *type_words(Parser *p, Path path, const Token *word)
{
    Type *type = type_make(p, path);
    if (word->code == PRECISION && name_equals(type->name, "double"))
        return rename_type(p, type, "double");
    if (word->code == VARYING &&
        (name_equals(type->name, "char") || name_equals(type->name, "varchar")))
        return rename_type(p, type, "varchar");
    if (word->code == VARYING && name_equals(type->name, "bit"))
        return rename_type(p, type, "varbit");
    lexer_error(&p->lexer, path.start, word->end, "syntax-error",
                word->code == PRECISION ? "'precision' belongs to 'double precision' only"
                                        : "'varying' belongs to 'character varying' only",
                NULL);
    return type;
}

Type *type_fields(Parser *p, Path path, const Token *fields)
{
    Type *type = type_make(p, path);
    type->fields = name_text(fields->name);
    type->span.end = fields->end;
    return type;
}

Type *type_zoned(Parser *p, Path path)
{
    Type *type = type_make(p, path);
    if (name_equals(type->name, "timestamp")) return rename_type(p, type, "timestamptz");
    if (name_equals(type->name, "time")) return rename_type(p, type, "timetz");
    lexer_error(&p->lexer, path.start, path.end, "syntax-error",
                "'with time zone' belongs to 'timestamp' and 'time' only", NULL);
    return type;
}

void text_push(Parser *p, const char *text)
{
    vec_push(p->cx->arena, &p->texts, text);
}

size_t texts_begin(Parser *p, const char *first)
{
    text_push(p, first);
    return p->texts.count - 1;
}

const char *texts_take(Parser *p, size_t list)
{
    Text joined = {0};
    for (size_t i = list; i < p->texts.count; i++) {
        if (i > list) text_add_char(&joined, ',');
        text_add(&joined, p->texts.items[i]);
    }
    p->texts.count = list;
    return text_keep(&joined, p->cx->arena);
}

Type *type_with(Parser *p, Type *type, size_t args)
{
    type->args = texts_take(p, args);
    type->span = parser_span(p, type->span.start);
    return type;
}

const Type *type_array(Parser *p, const Type *type)
{
    Type *array = arena_make(p->cx->arena, Type);
    *array = *type;
    if (array->dims < UINT8_MAX) array->dims++;
    array->span = parser_span(p, type->span.start);
    return array;
}

const char *text_join(Parser *p, const char *left, const char *between, const char *right)
{
    return arena_printf(p->cx->arena, "%s%s%s", left, between, right);
}

/* As it was written; names are folded. */
const char *token_source(Parser *p, const Token *token)
{
    if (token->code != QUOTED && token->code != STRING && token->code != NUMBER)
        return name_text(token->name);
    return arena_copy(p->cx->arena, p->lexer.text + token->start, token->end - token->start);
}
