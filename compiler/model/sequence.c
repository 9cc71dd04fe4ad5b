/* SPDX-License-Identifier: MIT
 * sequence order_numbers int start 1000 increment 10 cache 5 cycle owned by orders.number; */
#include "model/kind.h"

/* Always written: a lone "cycle" behind the name would be read as the type. */
static void print_type(Text *out, const Object *object, const Attr *attr)
{
    const Type *type = *attr_value(object, attr, const Type *);
    text_add_char(out, ' ');
    if (type) type_print(out, type);
    else text_add(out, attr->usual);
}

static const Attr attrs[] = {
    {"type", VALUE_TYPE, AT(Sequence, type), .print = print_type, .usual = "bigint"},
    {"start", VALUE_TEXT, AT(Sequence, start), .clause = "start %"},
    {"increment", VALUE_TEXT, AT(Sequence, increment), .clause = "increment %"},
    {"minimum", VALUE_TEXT, AT(Sequence, minimum), .clause = "minimum %"},
    {"maximum", VALUE_TEXT, AT(Sequence, maximum), .clause = "maximum %"},
    {"cache", VALUE_TEXT, AT(Sequence, cache), .clause = "cache %"},
    {"cycle", VALUE_BOOL, AT(Sequence, cycle), .clause = "cycle"},
    {"unlogged", VALUE_BOOL, AT(Sequence, is_unlogged), .clause = "unlogged"},
    {"owned by", VALUE_OBJECT, AT(Sequence, owned_by), .clause = "owned by %"},
};

const KindInfo sequence_kind = {
    .word = "sequence",
    .plural = "sequences",
    .size = sizeof(Sequence),
    .has_namespace = true,
    .dialects = POSTGRES,
    .names = NAMES_OF_RELATIONS,
    ROWS(attrs),
};
