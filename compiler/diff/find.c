/* SPDX-License-Identifier: MIT
 * Looks for the object of `from` that bears a name where an object of `to` stands. A namespace that
 * was renamed counts as the same one; so does the default one, whatever it is called. */
#include "diff/pair.h"

#include "model/native.h"

/* ---- namespaces ---- */

static const Object *namespace_of(const Schema *schema, Name space)
{
    return map_get(schema->index[NAMES_OF_NAMESPACES], NO_NAME, space, NO_NAME);
}

bool find_space(const Pairing *p, const Object *to, Name *space)
{
    if (!p->has_spaces || !kind_info(to->kind)->has_namespace) return true;
    Name full = name_none(*space) ? p->to->default_space : *space;
    const Object *now = namespace_of(p->to, full);
    const Object *before = now ? p->from_of[now->id] : namespace_of(p->origin, full);
    if (before && now) full = before->name;
    else if (before && p->to_of[before->id]) return false; /* it is called otherwise now */
    *space = name_is(full, p->origin->default_space) ? NO_NAME : full;
    return true;
}

Name space_now(const Pairing *p, Name space)
{
    if (!p->has_spaces) return space;
    Name full = name_none(space) ? p->origin->default_space : space;
    const Object *before = namespace_of(p->origin, full);
    if (before && p->to_of[before->id]) full = p->to_of[before->id]->name;
    return name_is(full, p->to->default_space) ? NO_NAME : full;
}

/* ---- overloads ---- */

static bool is_marked_of(const Pairing *p, const Object *to, const Object *from)
{
    return to && native_word(to) == native_word(from) && name_is(to->was, from->name) &&
           name_is(to->was_space, from->space) && !native_type_find(p->origin, to->space, to->name);
}

/* Base types may be paired later than what takes them. */
static bool type_pairs(const Pairing *p, const Type *from, const Type *to)
{
    bool is_native = from->named && native_word(from->named);
    if (is_native && !is_marked_of(p, to->named, from->named)) return type_same(from, to);
    if (is_native) return from->dims == to->dims;
    if (!from->named || !to->named || from->named->kind != to->named->kind)
        return type_same(from, to);
    bool same_args = strcmp(from->args ? from->args : "", to->args ? to->args : "") == 0;
    return p->to_of[from->named->id] == to->named && from->dims == to->dims && same_args;
}

static bool parameters_pair(const Pairing *p, const ParameterList *from, const ParameterList *to)
{
    size_t i = 0, j = 0;
    for (;; i++, j++) {
        while (i < from->count && !parameter_is_input(&from->items[i])) i++;
        while (j < to->count && !parameter_is_input(&to->items[j])) j++;
        if (i == from->count || j == to->count) return i == from->count && j == to->count;
        if (!type_pairs(p, from->items[i].type, to->items[j].type)) return false;
    }
}

static bool signatures_pair(const Pairing *p, const Object *from, const Object *to)
{
    if (!words_same(from, to)) return false;
    const ParameterList *before = object_arguments(from), *after = object_arguments(to);
    return !before || !after || parameters_pair(p, before, after);
}

/* ---- finding ---- */

typedef struct Search {
    Pairing *pairing;
    const Object *to;
    Name name;
    bool is_free;
    const Object *best;
} Search;

/* Variants of two dialects may bear one name: that of the same dialects is the one. */
static bool is_better(const Search *search, const Object *object)
{
    uint8_t wanted = search->to->dialects & search->pairing->dialects;
    uint8_t mine = object->dialects & search->pairing->dialects;
    if (!(mine & wanted) && (mine | wanted)) return false;
    if (!search->best) return true;
    uint8_t best = search->best->dialects & search->pairing->dialects;
    if (best == wanted) return false;
    return mine == wanted || mine < best;
}

static void try(Search *search, const Object *object)
{
    if (object->kind != search->to->kind || !name_is(object->name, search->name)) return;
    if (search->is_free && search->pairing->to_of[object->id]) return;
    if (!is_better(search, object)) return;
    if (!signatures_pair(search->pairing, object, search->to)) return;
    search->best = object;
}

static void try_members(Search *search, const Object *parent)
{
    for (size_t i = 0; parent && i < parent->members.count; i++)
        try(search, parent->members.items[i]);
}

static void try_on(Search *search, const Object *base)
{
    const Pairing *p = search->pairing;
    const Object *object = base ? p->first_on[base->id] : NULL;
    for (; object; object = p->next_on[object->id]) try(search, object);
}

/* Columns are paired after what speaks of them. */
static const Object *base_before(const Pairing *p, const Object *base)
{
    const Object *from = p->from_of[base->id];
    const Object *table = base->parent ? p->from_of[base->parent->id] : NULL;
    if (from || !table) return from;
    from = object_member(table, base->kind, base->name);
    return from ? from : object_member(table, base->kind, base->was);
}

const Object *find_named(Pairing *p, const Object *to, Name space, Name name, bool is_free)
{
    Search search = {.pairing = p, .to = to, .name = name, .is_free = is_free};
    const Object *base = object_base(to);
    if (to->parent) {
        try_members(&search, p->from_of[to->parent->id]);
    } else if (base) {
        try_on(&search, base_before(p, base));
    } else {
        const Object *object = schema_find(p->origin, to->kind, space, name);
        for (; object; object = object->namesake)
            if (!object_base(object)) try(&search, object);
    }
    return search.best;
}

void find_prepare(Pairing *p)
{
    uint32_t count = p->origin->object_count;
    p->first_on = arena_array(p->arena, const Object *, count);
    p->next_on = arena_array(p->arena, const Object *, count);
    for (size_t i = p->origin->objects.count; i-- > 0;) {
        const Object *object = p->origin->objects.items[i], *base = object_base(object);
        if (!base) continue;
        p->next_on[object->id] = p->first_on[base->id];
        p->first_on[base->id] = object;
    }
}
