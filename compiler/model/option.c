/* SPDX-License-Identifier: MIT
 * Options: their names and how a list of them stands in a catalog text. One of a column has that before
 * it, as paths have it: title.compression, "a b".storage. */
#include <stdlib.h>
#include <string.h>

#include "model/kind.h"
#include "model/mention.h"

static const char plain[] = "abcdefghijklmnopqrstuvwxyz0123456789_";

/* Bytes of what stands in quotes, where they are doubled; 0: nothing does. */
static size_t quoted_length(const char *text)
{
    if (*text != '"') return 0;
    for (const char *at = text + 1; *at; at++) {
        if (*at == '"' && at[1] != '"') return (size_t)(at + 1 - text);
        if (*at == '"') at++;
    }
    return 0;
}

size_t option_name_length(const char *text)
{
    size_t column = quoted_length(text);
    if (column && text[column] != '.') column = 0;
    size_t length = column + strcspn(text + column, " ,=");
    return text[length] == '=' ? length : 0;
}

Name option_column(Names *names, Name option, const char **word)
{
    const char *text = name_text(option), *dot = strrchr(text, '.');
    size_t quoted = quoted_length(text);
    if (quoted) dot = text[quoted] == '.' ? text + quoted : NULL;
    *word = dot ? dot + 1 : text;
    if (!dot) return NO_NAME;
    if (!quoted) return name_of(names, text, (size_t)(dot - text));
    Text column = {0};
    for (const char *at = text + 1; at < dot - 1; at++) {
        text_add_char(&column, *at);
        if (*at == '"') at++;
    }
    Name name = name_of(names, text_string(&column), column.length);
    text_free(&column);
    return name;
}

Name option_of_column(Names *names, Name column, const char *word)
{
    Text text = {0};
    path_name(&text, column);
    text_printf(&text, ".%s", word);
    Name name = name_of(names, text.data, text.length);
    text_free(&text);
    return name;
}

/* toast.autovacuum_enabled = false: the dot of an option is no part of a quoted name. */
void option_name_print(Text *out, Name name)
{
    const char *text = name_text(name);
    size_t quoted = quoted_length(text), head = quoted ? quoted : strspn(text, plain);
    size_t tail = text[head] == '.' ? strspn(text + head + 1, plain) : 0;
    bool is_dotted = head && tail && head + 1 + tail == name_length(name);
    if (!is_dotted) name_print(out, name);
    else if (!quoted && word_is_reserved(text, head)) {
        text_add_quoted(out, text, head, '"');
        text_add(out, text + head);
    } else text_add(out, text);
}

/* As the texts NAME=VALUE are ordered. */
static int compare_options(const void *a, const void *b)
{
    const char *x = name_text(((const Option *)a)->name), *y = name_text(((const Option *)b)->name);
    for (; *x && *x == *y; x++) y++;
    return (unsigned char)(*x ? *x : '=') - (unsigned char)(*y ? *y : '=');
}

const Option *options_in_order(Arena *arena, const OptionList *options)
{
    Option *sorted = arena_array(arena, Option, options->count);
    if (options->count) memcpy(sorted, options->items, options->count * sizeof *sorted);
    qsort(sorted, options->count, sizeof *sorted, compare_options);
    return sorted;
}

/* What looks like another option gets one more blank behind its comma: ", NAME=" parts them. */
static void add_option_value(Text *out, const char *value)
{
    for (; *value; value++) {
        bool is_name = option_name_length(value + 1 + strspn(value + 1, " "));
        text_add_char(out, *value);
        if (*value == ',' && value[1] == ' ' && is_name) text_add_char(out, ' ');
    }
}

void options_add(Arena *arena, Text *out, const OptionList *options)
{
    const Option *sorted = options_in_order(arena, options);
    for (size_t i = 0; i < options->count; i++) {
        text_printf(out, "%s%s=", i ? ", " : "", name_text(sorted[i].name));
        add_option_value(out, sorted[i].value);
    }
}
