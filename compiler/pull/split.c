/* SPDX-License-Identifier: MIT
 * Cuts the texts of a catalog into their pieces: names, texts in quotes, lists, options. */
#include <string.h>

#include "model/mention.h"
#include "pull/draft.h"

size_t piece_length(const char *text, size_t length)
{
    char quote = '\0';
    int depth = 0;
    for (size_t i = 0; i < length; i++) {
        char c = text[i];
        if (quote) quote = c == quote ? '\0' : quote;
        else if (c == '\'' || c == '"') quote = c;
        else if (c == '(' || c == '[') depth++;
        else if (c == ')' || c == ']') depth--;
        else if (c == ',' && depth <= 0 && i + 1 < length && text[i + 1] == ' ') return i;
    }
    return length;
}

static const char plain[] = "abcdefghijklmnopqrstuvwxyz0123456789_";

static bool is_in_plain(char c)
{
    return c && strchr(plain, c);
}

/* 'it''s' or "a""b" from its opening quote; *text is behind the closing one. */
static Name quoted_take(Cx *cx, const char **text, const char *end)
{
    Text name = {0};
    char quote = **text;
    const char *at = *text + 1;
    for (; at < end; at++) {
        if (*at == quote && (at + 1 == end || at[1] != quote)) break;
        if (*at == quote) at++;
        text_add_char(&name, *at);
    }
    *text = at < end ? at + 1 : end;
    Name taken = name_of(cx->names, text_string(&name), name.length);
    text_free(&name);
    return taken;
}

Name name_take(Cx *cx, const char **text, const char *end)
{
    const char *start = *text, *at = start;
    if (at < end && *at == '"') return quoted_take(cx, text, end);
    bool is_number = at < end && *at >= '0' && *at <= '9';
    while (at < end && !is_number && is_in_plain(*at)) at++;
    *text = at;
    return at > start ? name_of(cx->names, start, (size_t)(at - start)) : NO_NAME;
}

void path_split(Cx *cx, const char *path, size_t length, Name *space, Name *name)
{
    const char *end = path + length;
    *space = NO_NAME;
    *name = name_take(cx, &path, end);
    while (path < end && *path == '.') {
        path++;
        *space = *name;
        *name = name_take(cx, &path, end);
    }
}

typedef Name Take(Cx *cx, const char **text, const char *end);

static NameList list_read(Cx *cx, const char *text, Take *take)
{
    VEC(Name) names = {0};
    for (const char *end = text + strlen(text); text < end;) {
        const char *next = text + piece_length(text, (size_t)(end - text));
        vec_push(cx->arena, &names, take(cx, &text, next));
        text = next < end ? next + strlen(", ") : end;
    }
    return (NameList){names.items, names.count};
}

NameList names_read(Cx *cx, const char *text)
{
    return list_read(cx, text, name_take);
}

static Name string_take(Cx *cx, const char **text, const char *end)
{
    return **text == '\'' ? quoted_take(cx, text, end) : name_take(cx, text, end);
}

NameList strings_read(Cx *cx, const char *text)
{
    return list_read(cx, text, string_take);
}

/* ---- options ---- */

/* fillfactor=70, toast.autovacuum_enabled=false: is there another option behind the comma? The
 * value of a setting may hold commas. */
static size_t option_length(const char *text)
{
    for (const char *at = text + option_name_length(text); (at = strstr(at, ", ")) != NULL; at += 2)
        if (option_name_length(at + 2)) return (size_t)(at - text);
    return strlen(text);
}

/* What looks like another option within a value has one more blank behind its comma. */
static const char *option_value(Cx *cx, const char *text, size_t length)
{
    char *value = arena_copy(cx->arena, text, length);
    for (char *at = value; (at = strstr(at, ",  ")) != NULL; at++)
        if (option_name_length(at + strspn(at, ", "))) memmove(at + 2, at + 3, strlen(at + 3) + 1);
    return value;
}

OptionList options_read(Cx *cx, const char *text, bool is_sql)
{
    VEC(Option) options = {0};
    while (*text) {
        size_t length = is_sql ? piece_length(text, strlen(text)) : option_length(text);
        size_t name = option_name_length(text);
        if (!name) name = strcspn(text, "=");
        Option option = {.name = name_of(cx->names, text, name)};
        const char *value = name < length ? text + name + 1 : text + length;
        size_t rest = (size_t)(text + length - value);
        option.value = is_sql ? arena_copy(cx->arena, value, rest) : option_value(cx, value, rest);
        vec_push(cx->arena, &options, option);
        text += length;
        if (*text) text += strlen(", ");
    }
    return (OptionList){options.items, options.count};
}
