/* SPDX-License-Identifier: MIT
 * email  varchar(200)?  collate nocase default 'none';   name, type and '?' are laid out in
 * columns by print.c, the clauses behind them come from here. */
#include "model/kind.h"

static void print_type_marks(Text *out, const Object *object, const Attr *attr)
{
    const MarkedType *type = attr_value(object, attr, MarkedType);
    for (DialectId id = 0; id < DIALECT_COUNT; id++) {
        if (!type->only[id] || type->only[id] == type->any) continue;
        text_printf(out, " type @%s ", dialect_word(id));
        type_print(out, type->only[id]);
    }
}

static void print_identity(Text *out, const Object *object, const Attr *attr)
{
    Name identity = *attr_value(object, attr, Name);
    const OptionList *options = &((const Column *)object)->identity_options;
    if (name_none(identity)) return;
    text_printf(out, " generated %s as identity", name_text(identity));
    for (size_t i = 0; i < options->count; i++) {
        const Option *option = &options->items[i];
        text_printf(out, "%s%s", i ? " " : " (", name_text(option->name));
        if (strcmp(option->value, "true") != 0) text_printf(out, " %s", option->value); /* cycle */
    }
    if (options->count) text_add_char(out, ')');
}

static void print_null_name(Text *out, const Object *object, const Attr *attr)
{
    Name name = *attr_value(object, attr, Name);
    if (name_none(name)) return;
    text_add(out, " constraint ");
    name_print(out, name);
    text_add(out, " not null");
}

/* "abort" is what happens anyway; who states it says that NOT NULL is written. */
static void print_null_conflict(Text *out, const Object *object, const Attr *attr)
{
    Name conflict = *attr_value(object, attr, Name);
    if (!name_none(conflict)) text_printf(out, " not null on conflict %s", name_text(conflict));
}

/* collate before default: behind it, it would belong to the expression. */
static const Attr attrs[] = {
    {"type", VALUE_MARKED_TYPE, AT(Column, type), .print = print_type_marks},
    {"null", VALUE_BOOL, AT(Column, is_nullable), .clause = NULL},
    {"not valid", VALUE_BOOL, AT(Column, is_not_valid), .dialects = POSTGRES,
     .clause = "not null not valid"},
    {"inherited", VALUE_BOOL, AT(Column, is_inherited), .dialects = POSTGRES,
     .clause = "inherited"},
    {"on conflict", VALUE_WORD, AT(Column, null_conflict), .dialects = SQLITE,
     .print = print_null_conflict, .usual = "abort"},
    {"collate", VALUE_QUALIFIED, AT(Column, collation_space), .clause = "collate %"},
    {"default", VALUE_EXPR, AT(Column, initial), ATTR_ENGINE_TEXT, .clause = "default %"},
    {"generated", VALUE_EXPR, AT(Column, generated), ATTR_ENGINE_TEXT,
     .clause = "generated always as (%)"},
    {"storage", VALUE_WORD, AT(Column, storage), .clause = "%", .usual = "stored"},
    {"identity", VALUE_WORD, AT(Column, identity), .print = print_identity},
    {"identity options", VALUE_OPTIONS, AT(Column, identity_options),
     .flags = ATTR_UNLISTED_SQLITE},
    {"sequence", VALUE_QUALIFIED, AT(Column, sequence_space), ATTR_OPEN, .dialects = POSTGRES,
     .clause = "sequence %"},
    {"constraint", VALUE_NAME, AT(Column, null_name), ATTR_OPEN, .dialects = POSTGRES,
     .print = print_null_name},
    {"with", VALUE_OPTIONS, AT(Column, options), .dialects = POSTGRES, .clause = "with (%)"},
    PART_COMMENTS(Column),
    {"meaning", VALUE_WORD, AT(Column, meaning), ATTR_UNLISTED, .dialects = SQLITE},
    {"backfill", VALUE_EXPR, AT(Column, backfill), .flags = ATTR_CHANGE},
    {"using", VALUE_EXPR, AT(Column, conversion), .flags = ATTR_CHANGE},
};

const KindInfo column_kind = {
    .word = "column",
    .plural = "columns",
    .size = sizeof(Column),
    .parents = 1u << KIND_TABLE,
    .dialects = DIALECTS_ALL,
    .is_bare = true,
    ROWS(attrs),
};
