/* SPDX-License-Identifier: MIT
 * What a table takes along when it is no longer made of another one. */
#include <stdio.h>
#include <string.h>

#include "model/heritage.h"

#include "model/kind.h"

static bool says_the_same(const Object *from, const Object *to, bool is_partition)
{
    const KindInfo *info = kind_info(to->kind);
    bool is_check = to->kind == KIND_CHECK;
    if (from->kind != to->kind || from->kind == KIND_COLUMN) return false;
    if (!is_partition && (!is_check || ((const Check *)from)->no_inherit)) return false;
    for (size_t i = 0; i < info->attr_count; i++) {
        bool is_part = strcmp(info->attrs[i].word, "partition of") == 0;
        if (!is_part && !attr_equal(from, to, &info->attrs[i])) return false;
    }
    return true;
}

const Object *rule_find_same(const Object *rule, const Object *table, bool is_partition)
{
    const Object *found = NULL;
    for (size_t i = 0; i < table->members.count; i++) {
        const Object *other = table->members.items[i];
        if (!says_the_same(rule, other, is_partition)) continue;
        if (name_is(other->name, rule->name)) return other;
        if (!found) found = other;
    }
    return found;
}

bool table_is_made_of(const Object *table, const Object *other)
{
    ObjectList parents = table_parents(table);
    for (size_t i = 0; i < parents.count; i++)
        if (parents.items[i] == other || table_is_made_of(parents.items[i], other)) return true;
    return false;
}

bool table_lets_go(const Object *const *partners, const Object *above, const Object *to)
{
    const Object *now = partners[above->id];
    return !now || !table_is_made_of(to, now);
}

bool rule_is_kept(const Object *const *partners, const Object *rule)
{
    const KindInfo *info = kind_info(rule->kind);
    const Object *kept = partners[rule->id];
    if (!partners[rule->parent->id] || !kept) return !partners[rule->parent->id];
    for (size_t i = 0; i < info->attr_count; i++)
        if (!(info->attrs[i].flags & ATTR_CHANGE) && !attr_equal(rule, kept, &info->attrs[i]))
            return false;
    return true;
}

static bool has_for(const Object *const *partners, const Object *above, const Object *to,
                    bool is_partition)
{
    for (size_t i = 0; i < above->members.count; i++) {
        const Object *rule = above->members.items[i];
        if (rule_is_kept(partners, rule) && rule_find_same(rule, to->parent, is_partition) == to)
            return true;
    }
    return false;
}

bool table_takes_along(const Object *const *partners, const Object *from, const Object *to)
{
    ObjectList parents = table_parents(from);
    for (size_t i = 0; i < parents.count; i++) {
        const Object *above = parents.items[i];
        bool is_partition = ((const Table *)from)->partition_of;
        bool is_left = table_lets_go(partners, above, to->parent);
        if (is_left && has_for(partners, above, to, is_partition)) return true;
        if (table_takes_along(partners, above, to)) return true;
    }
    return false;
}

bool table_is_divided_anew(const Object *from, const Object *to)
{
    if (from->kind != KIND_TABLE || to->kind != KIND_TABLE) return false;
    const KindInfo *info = kind_info(to->kind);
    for (size_t i = 0; i < info->attr_count; i++) {
        const Attr *attr = &info->attrs[i];
        bool is_division = strcmp(attr->word, "partition by") == 0 || strcmp(attr->word, "partition key") == 0;
        if (is_division && !attr_equal(from, to, attr)) return true;
    }
    return false;
}

bool table_gives_rows(const Object *const *partners, const Object *from)
{
    const Table *whole = from->kind == KIND_TABLE ? ((const Table *)from)->partition_of : NULL;
    const Object *now = whole ? partners[whole->object.id] : NULL;
    const Table *part = (const Table *)partners[from->id];
    if (!whole || (part && (!part->partition_of || &part->partition_of->object != now))) return false;
    return now ? table_is_divided_anew(&whole->object, now) : table_gives_rows(partners, &whole->object);
}

/* with (modulus 4, remainder 0): one of four. PostgreSQL takes only moduli of which each divides the
 * next. */
static unsigned modulus_of(const Table *part)
{
    unsigned modulus = 0;
    return sscanf(name_text(part->bounds), "with (modulus %u", &modulus) == 1 ? modulus : 0;
}

static unsigned largest_modulus(const Schema *schema, const Object *table)
{
    unsigned largest = 0;
    for (size_t i = 0; i < schema->objects.count; i++) {
        const Table *part = (const Table *)schema->objects.items[i];
        if (part->object.kind != KIND_TABLE || !part->partition_of) continue;
        if (&part->partition_of->object != table) continue;
        if (modulus_of(part) > largest) largest = modulus_of(part);
    }
    return largest;
}

bool table_takes_all(const Schema *schema, const Object *table)
{
    unsigned all = largest_modulus(schema, table), taken = 0;
    bool has_rest = name_none(((const Table *)table)->partition_by);
    for (size_t i = 0; i < schema->objects.count; i++) {
        const Table *part = (const Table *)schema->objects.items[i];
        if (part->object.kind != KIND_TABLE || !part->partition_of) continue;
        if (&part->partition_of->object != table || !table_takes_all(schema, &part->object)) continue;
        if (modulus_of(part)) taken += all / modulus_of(part);
        has_rest |= name_equals(part->bounds, "default");
    }
    return has_rest || (all && taken >= all);
}
