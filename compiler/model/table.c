/* SPDX-License-Identifier: MIT
 * table orders unlogged with (fillfactor = 70) { ... }   columns, keys and so on are members */
#include "model/kind.h"

/* Bytes up to the ", " that ends an argument; quotes and parentheses may hold others. */
static size_t argument_length(const char *text, size_t length)
{
    char quote = '\0';
    int depth = 0;
    for (size_t i = 0; i < length; i++) {
        char c = text[i];
        if (quote) quote = c == quote ? '\0' : quote;
        else if (c == '\'' || c == '"' || c == '`') quote = c;
        else if (c == '(') depth++;
        else if (c == ')') depth--;
        else if (c == ',' && depth <= 0 && i + 1 < length && text[i + 1] == ' ') return i;
    }
    return length;
}

/* fts5(title, body) -> using fts5('title', 'body'): each argument as a text, to the letter. */
static void print_virtual(Text *out, const Object *object, const Attr *attr)
{
    const char *module = *attr_value(object, attr, const char *);
    if (!module) return;
    size_t length = strcspn(module, "(");
    text_add(out, " using ");
    text_add_bytes(out, module, length);
    if (!module[length]) return;
    const char *from = module + length + 1, *end = module + strlen(module) - 1;
    text_add_char(out, '(');
    for (bool has_more = from < end; has_more; from += strlen(", ")) {
        length = argument_length(from, (size_t)(end - from));
        text_add_quoted(out, from, length, '\'');
        from += length;
        has_more = from < end;
        if (has_more) text_add(out, ", ");
    }
    text_add_char(out, ')');
}

static void print_partition_of(Text *out, const Object *object, const Attr *attr)
{
    const Object *parent = attr_object(object, attr);
    if (!parent) return;
    text_add(out, " partition of ");
    reference_print(out, parent);
}

static void print_bounds(Text *out, const Object *object, const Attr *attr)
{
    Name bounds = *attr_value(object, attr, Name);
    if (name_none(bounds)) return;
    text_add(out, name_equals(bounds, "default") ? " " : " for values ");
    text_add(out, name_text(bounds));
}

static const Attr attrs[] = {
    {"partition of", VALUE_OBJECT, AT(Table, partition_of), .dialects = POSTGRES,
     .print = print_partition_of},
    {"for values", VALUE_WORD, AT(Table, bounds), ATTR_ENGINE_TEXT, .dialects = POSTGRES,
     .print = print_bounds},
    {"inherits", VALUE_OBJECTS, AT(Table, inherits), .dialects = POSTGRES,
     .clause = "inherits (%)"},
    {"partition by", VALUE_WORD, AT(Table, partition_by), .dialects = POSTGRES,
     .clause = "partition by %"},
    {"partition key", VALUE_ELEMENTS, AT(Table, partition_key), .dialects = POSTGRES,
     .clause = "(%)"},
    {"of type", VALUE_TYPE, AT(Table, of_type), ATTR_DETAIL, .dialects = POSTGRES,
     .clause = "type %"},
    {"access method", VALUE_NAME, AT(Table, access_method), ATTR_DETAIL, .dialects = POSTGRES,
     .clause = "using %"},
    {"unlogged", VALUE_BOOL, AT(Table, is_unlogged), .dialects = POSTGRES, .clause = "unlogged"},
    {"without rowid", VALUE_BOOL, AT(Table, is_without_rowid), .dialects = SQLITE,
     .clause = "without rowid"},
    {"strict off", VALUE_BOOL, AT(Table, is_not_strict), .dialects = SQLITE,
     .clause = "strict off"},
    {"row security", VALUE_BOOL, AT(Table, row_security), .dialects = POSTGRES,
     .clause = "row security"},
    {"force row security", VALUE_BOOL, AT(Table, force_row_security), .dialects = POSTGRES,
     .clause = "force row security"},
    {"replica identity", VALUE_WORD, AT(Table, replica_identity), ATTR_DETAIL,
     .dialects = POSTGRES, .clause = "replica identity %"},
    {"key triggers", VALUE_WORD, AT(Table, key_triggers), ATTR_DETAIL, .dialects = POSTGRES,
     .clause = "key_triggers %"},
    {"with", VALUE_OPTIONS, AT(Table, options), .dialects = POSTGRES, .clause = "with (%)"},
    {"kept", VALUE_OPTIONS, AT(Table, kept), ATTR_DETAIL | ATTR_COLUMNS, .dialects = POSTGRES,
     .clause = "kept (%)"},
    PART_COMMENTS(Table),
    {"virtual using", VALUE_BODY, AT(Table, virtual_using), .dialects = SQLITE,
     .print = print_virtual},
};

bool key_has_triggers(const Object *key)
{
    bool is_key = key->kind == KIND_PRIMARY_KEY || key->kind == KIND_UNIQUE;
    if (is_key) return ((const Key *)key)->is_deferrable;
    if (key->kind == KIND_EXCLUDE) return ((const Index *)key)->is_deferrable;
    return key->kind == KIND_FOREIGN_KEY && !((const ForeignKey *)key)->is_not_enforced;
}

/* The worst first: those that never fire enforce least. */
Name key_state(const Object *key)
{
    static const char *const states[] = {"never", "replica", "always"};
    const Table *own = (const Table *)key->parent, *target = own;
    if (!key_has_triggers(key)) return NO_NAME;
    if (key->kind == KIND_FOREIGN_KEY) target = ((const ForeignKey *)key)->target;
    for (size_t i = 0; i < sizeof states / sizeof *states; i++) {
        if (name_equals(own->key_triggers, states[i])) return own->key_triggers;
        if (target && name_equals(target->key_triggers, states[i])) return target->key_triggers;
    }
    return NO_NAME;
}

const KindInfo table_kind = {
    .word = "table",
    .plural = "tables",
    .size = sizeof(Table),
    .has_namespace = true,
    .dialects = DIALECTS_ALL,
    .names = NAMES_OF_RELATIONS,
    ROWS(attrs),
};

/* external nowhere;   a table that is not there, and that others refer to all the same. Nothing is
 * made of it. */
const KindInfo external_kind = {
    .word = "external",
    .plural = "external tables",
    .size = sizeof(Table),
    .has_namespace = true,
    .dialects = SQLITE,
    .names = NAMES_OF_RELATIONS,
};
