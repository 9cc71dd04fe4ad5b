/* SPDX-License-Identifier: MIT
 * Writes JSON into a Text: commas and quoting are its business. Invalid UTF-8 becomes U+FFFD. */
#ifndef BASE_JSON_H
#define BASE_JSON_H

#include <stdbool.h>
#include <stdint.h>

#include "base/text.h"

typedef struct Json {
    Text *out;
    bool need_comma;
} Json;

void json_open(Json *json, const char *key, char bracket);  /* '{' or '['; key NULL in arrays */
void json_close(Json *json, char bracket);                  /* '}' or ']' */
void json_string(Json *json, const char *key, const char *value); /* value NULL: null */
void json_number(Json *json, const char *key, int64_t value);
void json_bool(Json *json, const char *key, bool value);

#endif
