/* SPDX-License-Identifier: MIT
 * A model with the former names of what a database still has under them: `b was a` is a where the
 * database has no b. It is written down and read again, so that whatever is named after a table is
 * named after the former one, too. */
#include <string.h>

#include "model/print.h"
#include "pull/like.h"
#include "resolve/resolve.h"
#include "syntax/parse.h"

typedef struct Former {
    Cx *cx;
    Schema *copy;
    DialectId dialect;
    const catalog *found;
    bool has_any;
} Former;

static bool is_there(const Former *former, const Object *object)
{
    Text path = {0};
    object_path(&path, former->copy, object);
    const catalog_object *found = catalog_find(former->found, kind_info(object->kind)->word,
                                               text_string(&path), path.length);
    text_free(&path);
    return found != NULL;
}

/* In the catalog under its name: what is found by its parts is found anyway. */
static bool is_listed(const Former *former, const Object *object)
{
    const KindInfo *info = kind_info(object->kind);
    return object->dialects & info->dialects & 1u << former->dialect && !info->is_ordered &&
           (info->names != NAMES_OF_FUNCTIONS);
}

static void move_space(Former *former, Name from, Name to)
{
    for (size_t i = 0; i < former->copy->objects.count; i++) {
        Object *object = former->copy->objects.items[i];
        if (kind_info(object->kind)->has_namespace && name_is(object->space, from))
            object->space = to;
    }
}

/* Takes the former name if only that is there. */
static void take_former(Former *former, Object *object)
{
    Name name = object->name, space = object->space;
    bool is_marked = !name_none(object->was) && is_listed(former, object);
    if (!is_marked || is_there(former, object)) return;
    object->name = object->was;
    if (!name_none(object->was_space)) object->space = object->was_space;
    if (!is_there(former, object)) object->space = NO_NAME; /* the default one, then */
    if (!is_there(former, object)) {
        object->name = name;
        object->space = space;
        return;
    }
    if (kind_info(object->kind)->names == NAMES_OF_NAMESPACES)
        move_space(former, name, object->name);
    former->has_any = true;
}

/* a -> b -> c: c is called b again, so what is b now must be a. */
static void pass_on(Former *former, Object *const *items, size_t count)
{
    for (size_t i = 0; i < count; i++)
        for (size_t j = 0; j < count; j++) {
            Object *a = items[i], *b = items[j];
            bool clash = a != b && kind_info(a->kind)->names == kind_info(b->kind)->names &&
                         name_is(a->name, b->name) && name_is(a->space, b->space);
            if (!clash || !name_is(a->name, a->was) || name_none(b->was)) continue;
            if (name_is(b->name, b->was)) continue;
            b->name = b->was;
            if (!is_there(former, b)) b->name = a->name;
        }
}

static void take_all(Former *former, Object *const *items, size_t count)
{
    for (size_t i = 0; i < count; i++) take_former(former, items[i]);
    if (former->has_any) pass_on(former, items, count);
    for (size_t i = 0; i < count; i++)
        take_all(former, items[i]->members.items, items[i]->members.count);
}

static void copy_all(Cx *cx, Schema *copy, Object *parent, Object *const *items, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        Object *made = object_copy(cx, copy, parent, items[i]);
        copy_all(cx, copy, made, items[i]->members.items, items[i]->members.count);
    }
}

static Schema *copy_of(Cx *cx, const Schema *model)
{
    Schema *copy = schema_new(cx, model->name);
    copy->span = model->span;
    copy->doc = model->doc;
    copy->default_space = model->default_space;
    memcpy(copy->targets, model->targets, sizeof copy->targets);
    copy_all(cx, copy, NULL, model->objects.items, model->objects.count);
    schema_rebind(cx, copy);
    return copy;
}

/* What has a body of its own may name there what has no such name any more. */
static bool has_body(const Object *object)
{
    const KindInfo *info = kind_info(object->kind);
    for (size_t i = 0; i < info->attr_count; i++)
        if (info->attrs[i].type == VALUE_BODY && !attr_is_default(object, &info->attrs[i]))
            return true;
    return object_base(object) && has_body(object_base(object));
}

static void leave_bodies_out(Schema *copy)
{
    size_t kept = 0;
    for (size_t i = 0; i < copy->objects.count; i++)
        if (!has_body(copy->objects.items[i])) copy->objects.items[kept++] = copy->objects.items[i];
    copy->objects.count = kept;
}

/* NULL: it cannot be read. */
static const Schema *read_again(Cx *cx, const Schema *copy)
{
    Cx within = *cx;
    Text text = {0};
    within.sources = sources_new(cx->arena);
    within.diag = diag_new(cx->arena, within.sources);
    schema_print(&text, copy);
    size_t length = text.length;
    const char *kept = text_keep(&text, cx->arena);
    const Schema *schema = resolve(&within, parse_text(&within, "former", kept, length));
    return diag_errors(within.diag) ? NULL : schema;
}

static bool is_marked(void *state, const Object *object)
{
    bool *has_marks = state;
    *has_marks = *has_marks || !name_none(object->was);
    return !*has_marks;
}

const Schema *former_make(Cx *cx, const Schema *model, DialectId dialect, const catalog *found)
{
    Former former = {.cx = cx, .dialect = dialect, .found = found};
    bool has_marks = false;
    schema_walk(model, is_marked, &has_marks);
    if (!has_marks) return model;
    former.copy = copy_of(cx, model);
    take_all(&former, former.copy->objects.items, former.copy->objects.count);
    if (!former.has_any) return model;
    schema_follow_names(cx, model, former.copy);
    const Schema *schema = read_again(cx, former.copy);
    if (schema) return schema;
    leave_bodies_out(former.copy);
    schema = read_again(cx, former.copy);
    return schema ? schema : model;
}
