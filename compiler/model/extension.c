/* SPDX-License-Identifier: MIT
 * extension pgcrypto in crypto version '1.3' @postgres; */
#include <string.h>

#include "model/extension.h"
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

/* Several stand in parentheses: where a comma does, another declaration may begin. */
void extensions_print(Text *out, const Object *object, const Attr *attr)
{
    const NameList *names = attr_value(object, attr, NameList);
    if (!names->count) return;
    text_add(out, names->count > 1 ? " depends on extension (" : " depends on extension ");
    names_print(out, names);
    if (names->count > 1) text_add_char(out, ')');
}

static const Attr *find_attr(const Object *object)
{
    const KindInfo *info = kind_info(object->kind);
    for (const Attr *attr = info->attrs; attr < info->attrs + info->attr_count; attr++)
        if (strcmp(attr->word, "extensions") == 0) return attr;
    return NULL;
}

const NameList *object_extensions(const Object *object)
{
    static const NameList none;
    const Attr *attr = find_attr(object);
    return attr ? attr_value(object, attr, NameList) : &none;
}

void object_set_extensions(Object *object, NameList extensions)
{
    *attr_field(object, find_attr(object), NameList) = extensions;
}

const KindInfo extension_kind = {
    .word = "extension",
    .plural = "extensions",
    .size = sizeof(Extension),
    .dialects = POSTGRES,
    .names = NAMES_OF_EXTENSIONS,
    ROWS(attrs),
};
