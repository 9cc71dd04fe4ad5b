/* SPDX-License-Identifier: MIT
 * A JSON writer without state but the comma: callers open and close in pairs. */
#include "base/json.h"

#include <inttypes.h>
#include <string.h>

#include "base/utf8.h"

static void write_character(Text *out, uint32_t character, const char *bytes, size_t size)
{
    static const char letters[] = {['\b'] = 'b', ['\t'] = 't', ['\n'] = 'n',
                                   ['\f'] = 'f', ['\r'] = 'r'};
    if (character == UTF8_INVALID) text_add(out, "\xef\xbf\xbd");
    else if (character == '"' || character == '\\') text_printf(out, "\\%c", (char)character);
    else if (character < sizeof letters && letters[character])
        text_printf(out, "\\%c", letters[character]);
    else if (character < 0x20 || character == 0x7f)
        text_printf(out, "\\u%04x", (unsigned)character);
    else text_add_bytes(out, bytes, size);
}

static void write_quoted(Text *out, const char *value)
{
    size_t length = strlen(value), size;
    text_add_char(out, '"');
    for (size_t i = 0; i < length; i += size) {
        uint32_t character;
        size = utf8_next(value + i, length - i, &character);
        write_character(out, character, value + i, size);
    }
    text_add_char(out, '"');
}

static void begin_value(Json *json, const char *key)
{
    if (json->need_comma) text_add_char(json->out, ',');
    json->need_comma = true;
    if (!key) return;
    write_quoted(json->out, key);
    text_add_char(json->out, ':');
}

void json_open(Json *json, const char *key, char bracket)
{
    begin_value(json, key);
    text_add_char(json->out, bracket);
    json->need_comma = false;
}

void json_close(Json *json, char bracket)
{
    text_add_char(json->out, bracket);
    json->need_comma = true;
}

void json_string(Json *json, const char *key, const char *value)
{
    begin_value(json, key);
    if (value) write_quoted(json->out, value);
    else text_add(json->out, "null");
}

void json_number(Json *json, const char *key, int64_t value)
{
    begin_value(json, key);
    text_printf(json->out, "%" PRId64, value);
}

void json_bool(Json *json, const char *key, bool value)
{
    begin_value(json, key);
    text_add(json->out, value ? "true" : "false");
}
