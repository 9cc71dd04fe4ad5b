/* SPDX-License-Identifier: MIT
 * Private. How things of a schema are spelt in C. Everything at file scope begins with the name of
 * the schema; what C cannot spell becomes '_'; what is taken already gets '_' behind it, which
 * depends on the set of names but not on their order, as long as they differ in more than that. */
#ifndef EMIT_C_NAME_H
#define EMIT_C_NAME_H

#include "model/model.h"

typedef struct CNames CNames;

CNames *c_names_new(Cx *cx, const Schema *schema);
const char *c_names_prefix(const CNames *names); /* "shop" */
const char *c_names_upper_prefix(const CNames *names); /* "SHOP" */
/* "shop_order_items": of a table or an enum. */
const char *c_names_of(const CNames *names, const Object *object);

/* As the beginning of a file's name: neither a folder nor a quote is in it. */
const char *c_name_file(Cx *cx, Name name);
/* A name as an identifier of its own: a parameter. */
const char *c_name_member(Cx *cx, Name name);
/* As a member of a struct, where it must not be the name of an enum's type either. */
const char *c_names_member(const CNames *names, Name name);
/* Makes members distinct, even in upper case. Plain names that C can spell are so already. */
void c_names_distinct(Cx *cx, const char **members, size_t count);
/* The last parts of the enumerators of an enum, in upper case. */
void c_name_labels(Cx *cx, CNames *names, const Object *enum_, const char **labels);

char *c_name_upper(Cx *cx, const char *name);

#endif
