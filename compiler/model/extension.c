/* SPDX-License-Identifier: MIT
 * extension pgcrypto in crypto version '1.3' @postgres; */
#include "model/kind.h"

static void print_version(Text *out, const Object *object, const Attr *attr)
{
    const char *version = *attr_value(object, attr, const char *);
    if (!version) return;
    text_add(out, " version ");
    string_print(out, version);
}

static const Attr attrs[] = {
    {"in", VALUE_NAME, AT(Extension, in), ATTR_SPACE, .clause = "in %"},
    {"version", VALUE_TEXT, AT(Extension, version), .print = print_version},
};

const KindInfo extension_kind = {
    .word = "extension",
    .plural = "extensions",
    .size = sizeof(Extension),
    .dialects = POSTGRES,
    .names = NAMES_OF_EXTENSIONS,
    ROWS(attrs),
};
