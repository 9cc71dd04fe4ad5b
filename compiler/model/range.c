/* SPDX-License-Identifier: MIT
 * range price_range decimal opclass numeric_ops subtype_diff difference multirange prices; */
#include "model/kind.h"

static const Attr attrs[] = {
    {"subtype", VALUE_TYPE, AT(Range, subtype), .clause = "%"},
    {"opclass", VALUE_QUALIFIED, AT(Range, opclass_space), .clause = "opclass %"},
    {"collate", VALUE_QUALIFIED, AT(Range, collation_space), .clause = "collate %"},
    {"canonical", VALUE_QUALIFIED, AT(Range, canonical_space), .clause = "canonical %"},
    {"subtype_diff", VALUE_QUALIFIED, AT(Range, difference_space), .clause = "subtype_diff %"},
    {"multirange", VALUE_NAME, AT(Range, multirange), .clause = "multirange %"},
    PART_COMMENTS(Range),
    {"uses", VALUE_USES, AT(Range, uses), .flags = ATTR_DERIVED},
};

const KindInfo range_kind = {
    .word = "range",
    .plural = "ranges",
    .size = sizeof(Range),
    .has_namespace = true,
    .dialects = POSTGRES,
    .names = NAMES_OF_TYPES,
    ROWS(attrs),
};

/* As PostgreSQL does it: "range" becomes "multirange", else "_multirange" follows. */
Name range_multirange(Names *names, const Range *range)
{
    enum { MOST = 63 };
    if (!name_none(range->multirange)) return range->multirange;
    Text text = {0};
    const char *own = name_text(range->object.name), *found = strstr(own, "range");
    size_t before = found ? (size_t)(found - own) : name_length(range->object.name);
    size_t most = MOST - strlen("_multirange");
    text_add_bytes(&text, own, !found && before > most ? most : before);
    text_add(&text, found ? "multi" : "_multirange");
    if (found) text_add(&text, found);
    Name name = name_of(names, text_string(&text), text.length > MOST ? MOST : text.length);
    text_free(&text);
    return name;
}
