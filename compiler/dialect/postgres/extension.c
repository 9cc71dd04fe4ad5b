/* SPDX-License-Identifier: MIT
 * What is dropped with an extension. CREATE knows no such words, and CREATE OR REPLACE forgets what was
 * said before. */
#include "dialect/postgres/change.h"
#include "expr/expr.h"
#include "model/extension.h"
#include "model/list.h"

/* A key is called as its index. */
static void add_object(Text *out, const Schema *schema, const Object *object)
{
    if (!object->parent) {
        text_printf(out, "%s ", postgres_word(object));
        postgres_subject(out, schema, object);
        return;
    }
    text_add(out, "INDEX ");
    postgres_qualified(out, postgres_space(schema, object->parent), object->name);
}

static void add(Text *out, const Schema *schema, const Object *object, const char *words, Name extension)
{
    text_add(out, out->length ? ";\nALTER " : "ALTER ");
    add_object(out, schema, object);
    text_add(out, words);
    postgres_identifier(out, extension);
}

void postgres_add_extensions(Text *out, const Schema *schema, const Object *object)
{
    const NameList *names = object_extensions(object);
    for (size_t i = 0; i < names->count; i++)
        add(out, schema, object, " DEPENDS ON EXTENSION ", names->items[i]);
}

void postgres_extensions_again(Text *out, const Schema *schema, const Object *member)
{
    Text path = {0}, body = {0}, all = {0};
    postgres_add_extensions(&all, schema, member);
    if (all.length) {
        postgres_qualified(&path, postgres_space(schema, member->parent), member->name);
        text_add(&body, "\nBEGIN\n    IF to_regclass(");
        postgres_literal(&body, path.data, path.length);
        text_printf(&body, ") IS NOT NULL THEN\n        %s;\n    END IF;\nEND ", all.data);
        text_add(out, out->length ? ";\nDO " : "DO ");
        dollar_print(out, body.data, body.length);
    }
    text_free(&all);
    text_free(&body);
    text_free(&path);
}

/* All that are wanted: a column of another type may have forgotten them in this very migration. */
void postgres_alter_extensions(Alter *alter, const Change *change)
{
    Text sql = {0};
    const Object *to = change->to;
    const NameList *names = object_extensions(to), *old = object_extensions(change->from);
    for (size_t i = 0; i < old->count; i++)
        if (!names_have(names, old->items[i]))
            add(&sql, alter->changes->to, to, " NO DEPENDS ON EXTENSION ", old->items[i]);
    postgres_add_extensions(&sql, alter->changes->to, to);
    const Object *on = to->kind == KIND_VIEW ? to : to->parent; /* a trigger's table goes on */
    postgres_step(alter, &sql, on, on ? LOCK_ACCESS_EXCLUSIVE : LOCK_NONE,
                  postgres_why(alter, to, "is dropped with what it depends on"));
    text_free(&sql);
}
