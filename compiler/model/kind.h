/* SPDX-License-Identifier: MIT
 * Private to this room: where the kinds' files meet the generic ones. A kind's file holds its
 * KindInfo with its Attr table, rows in the order in which the language writes them. */
#ifndef MODEL_KIND_H
#define MODEL_KIND_H

#include "model/model.h"

#define AT(Struct, field) (uint16_t)offsetof(Struct, field)
#define ROWS(attrs) .attrs = (attrs), .attr_count = sizeof(attrs) / sizeof *(attrs)

enum { POSTGRES = 1 << DIALECT_POSTGRES, SQLITE = 1 << DIALECT_SQLITE };

extern const KindInfo external_kind, namespace_kind, extension_kind, enum_kind, enum_value_kind, domain_kind,
    type_kind, attribute_kind, range_kind, native_kind,
    sequence_kind, function_kind, table_kind, column_kind, primary_key_kind, unique_kind,
    foreign_key_kind, check_kind, index_kind, exclude_kind, view_kind, trigger_kind, policy_kind,
    owner_kind, grant_kind, future_kind;

/* ---- value.c: pieces of the schema language ---- */

/* The clause of an attribute with a space before it; nothing where it is default. */
void clause_print(Text *out, const Object *object, const Attr *attr);
void string_print(Text *out, const char *text);        /* 'text' */
void option_value_print(Text *out, const char *value); /* 70, true, 'text' */
/* Those whose mode is "table" if is_result, else the others. */
void parameters_print(Text *out, const ParameterList *parameters, bool is_result);
void qualified_print(Text *out, Name space, Name name);
void part_print(Text *out, const Object *object, const Attr *attr); /* partition of orders_day_idx */
/* comments (row_type = 'A line'): the row of each kind that something comes along with. */
#define PART_COMMENTS(Struct)                                                                      \
    {"part comments", VALUE_OPTIONS, AT(Struct, part_comments), ATTR_DETAIL, .dialects = POSTGRES,  \
     .clause = "comments (%)"}
void index_comment_print(Text *out, const Object *object, const Attr *attr); /* of a key */
void extensions_print(Text *out, const Object *object, const Attr *attr);
void reference_print(Text *out, const Object *object); /* kb.projects, kb.projects.name */

/* ---- option.c ---- */

void options_add(Arena *arena, Text *out, const OptionList *options); /* to a catalog */
const Option *options_in_order(Arena *arena, const OptionList *options); /* of their names */
void option_name_print(Text *out, Name name);          /* toast.autovacuum_enabled */

/* ---- schema.c ---- */


/* A name as paths hold it: bare if plain, else in double quotes. */
void path_name(Text *out, Name name);

/* ---- attr.c ---- */

/* A reference held in an attribute of type VALUE_OBJECT. */
const Object *attr_object(const Object *object, const Attr *attr);

/* ---- equal.c ---- */

/* Would be the same object in a database: kind, names of itself and of what it stands in, and
 * what tells namesakes apart. */
bool object_same(const Object *a, const Object *b);
/* The dialects in which an object exists, of those that count: the targets. */
uint8_t object_dialects(const Schema *schema, const Object *object);
uint8_t schema_dialects(const Schema *schema);

#endif
