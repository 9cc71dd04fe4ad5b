/* SPDX-License-Identifier: MIT
 * Names and bodies in the language's quotes. */
#include <string.h>

#include "expr/expr.h"

/* Words that an expression reads as something else than a name. */
static const char *const reserved[] = {
    "all", "and", "any", "array", "as", "at", "between", "case", "cast", "collate",
    "current_catalog", "current_date", "current_role", "current_schema", "current_time",
    "current_timestamp", "current_user", "distinct", "else", "end", "escape", "extract",
    "false", "from", "ilike", "in", "is", "like", "localtime", "localtimestamp", "not", "null",
    "or", "row", "session_user", "similar", "some", "then", "true", "when",
};

bool word_is_reserved(const char *word, size_t length)
{
    for (size_t i = 0; i < sizeof reserved / sizeof *reserved; i++)
        if (strlen(reserved[i]) == length && memcmp(word, reserved[i], length) == 0) return true;
    return false;
}

static bool is_bare(Name name)
{
    return !word_is_reserved(name_text(name), name_length(name)) && name_is_plain(name);
}

void name_print(Text *out, Name name)
{
    if (name_fact(name, NAME_IS_BARE, is_bare))
        text_add_bytes(out, name_text(name), name_length(name));
    else text_add_quoted(out, name_text(name), name_length(name), '"');
}

/* Is the delimiter behind the text the first one? "$$" behind "a$" is not. */
static bool holds(const char *text, size_t length, const char *delimiter)
{
    Text whole = {0};
    text_add_bytes(&whole, text, length);
    text_add(&whole, delimiter);
    bool is_first = strstr(whole.data, delimiter) == whole.data + length;
    text_free(&whole);
    return is_first;
}

void dollar_print(Text *out, const char *text, size_t length)
{
    Text delimiter = {0};
    text_add(&delimiter, "$$");
    for (unsigned i = 0; !holds(text, length, delimiter.data); i++) {
        text_clear(&delimiter);
        if (i) text_printf(&delimiter, "$a%u$", i);
        else text_add(&delimiter, "$a$");
    }
    text_add(out, delimiter.data);
    text_add_bytes(out, text, length);
    text_add(out, delimiter.data);
    text_free(&delimiter);
}
