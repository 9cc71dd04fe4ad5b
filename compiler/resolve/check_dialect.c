/* SPDX-License-Identifier: MIT
 * What a target cannot say. The attribute tables of the model know which dialect has what; the
 * exceptions are listed here, versions of the engines are the dialects' business. Unmarked, it is
 * an error that names the mark to add: nothing is dropped in silence. */
#include "resolve/resolver.h"

enum { POSTGRES = 1 << DIALECT_POSTGRES, SQLITE = 1 << DIALECT_SQLITE };

const char *dialect_title(DialectId dialect)
{
    return dialect == DIALECT_POSTGRES ? "PostgreSQL" : "SQLite";
}

static DialectId other_of(DialectId dialect)
{
    return dialect == DIALECT_POSTGRES ? DIALECT_SQLITE : DIALECT_POSTGRES;
}

/* The targets on which the object exists and what it says does not. */
static uint8_t lacking(const Resolver *r, const Object *object, uint8_t having)
{
    return (uint8_t)(object->dialects & r->targets & ~having);
}

static DialectId first_of(uint8_t mask)
{
    return mask & POSTGRES ? DIALECT_POSTGRES : DIALECT_SQLITE;
}

static void not_there(Resolver *r, const Item *item, DialectId dialect, const char *what)
{
    const Object *object = item->object;
    report(r, object->span, "not-in-dialect", "%s has no %s", dialect_title(dialect), what);
    const Object *marked = object;
    if (item->clause && object->parent && object->parent->kind == KIND_TABLE) {
        report_hint(r, "give it a line of its own, marked @%s", dialect_word(other_of(dialect)));
        return;
    }
    report_hint(r, "mark the %s: @%s", object_word(marked),
                dialect_word(other_of(dialect)));
}

void check_reach(Resolver *r, Span span, uint8_t dialects, const Object *used)
{
    uint8_t missing = (uint8_t)(dialects & r->targets & ~used->dialects);
    if (!missing || (used->parent && missing & ~used->parent->dialects)) return;
    DialectId dialect = first_of(missing);
    report(r, span, "missing-in-dialect", "%s does not exist in %s", describe(r, used),
           dialect_title(dialect));
    report_note(r, used->span, "it is for %s only", dialect_title(other_of(dialect)));
    report_hint(r, "mark what uses it @%s too", dialect_word(other_of(dialect)));
}

/* ---- kinds and attributes ---- */

static bool check_kind(Resolver *r, const Item *item)
{
    const KindInfo *info = kind_info(item->object->kind);
    uint8_t missing = lacking(r, item->object, info->dialects);
    if (!missing) return true;
    not_there(r, item, first_of(missing), info->plural);
    return false;
}

/* The word that the author wrote: "using" of "using %". */
static const char *written_as(Resolver *r, const Attr *attr)
{
    if (!attr->clause || *attr->clause == '%') return attr->word;
    size_t length = strcspn(attr->clause, "%(");
    while (length > 0 && attr->clause[length - 1] == ' ') length--;
    return arena_copy(r->cx->arena, attr->clause, length);
}

static void check_attributes(Resolver *r, const Item *item)
{
    const KindInfo *info = kind_info(item->object->kind);
    for (size_t i = 0; i < info->attr_count; i++) {
        const Attr *attr = &info->attrs[i];
        uint8_t missing = attr->dialects ? lacking(r, item->object, attr->dialects) : 0;
        if (!missing || attr->flags & ATTR_DERIVED || attr_is_default(item->object, attr)) continue;
        not_there(r, item, first_of(missing),
                  arena_printf(r->cx->arena, "'%s' for %s %s", written_as(r, attr),
                               article(info->word), info->word));
        return;
    }
}

/* ---- what the tables of attributes do not tell ---- */

static void check_namespace(Resolver *r, const Item *item)
{
    const Object *object = item->object;
    if (object->parent || name_none(object->space) || !lacking(r, object, POSTGRES)) return;
    not_there(r, item, DIALECT_SQLITE, "namespaces");
}

static void check_column(Resolver *r, const Item *item)
{
    const Column *column = (const Column *)item->object;
    const Type *type = column->type.any;
    bool is_array = type && type->dims > 0 && !column->type.only[DIALECT_SQLITE];
    if (is_array && lacking(r, item->object, POSTGRES)) {
        report(r, type->span, "not-in-dialect", "SQLite has no arrays");
        report_hint(r, "say how it keeps them: type @sqlite json");
    }
}

static void check_elements(Resolver *r, const Item *item, const ElementList *elements, bool is_key)
{
    for (size_t i = 0; i < elements->count; i++) {
        const IndexElement *element = &elements->items[i];
        bool has_class = !name_none(element->opclass) || !name_none(element->with);
        bool has_order = is_key && (element->is_descending || !name_none(element->collation));
        if (has_class && lacking(r, item->object, POSTGRES))
            not_there(r, item, DIALECT_SQLITE, "operator classes");
        else if (element->nulls && lacking(r, item->object, POSTGRES))
            not_there(r, item, DIALECT_SQLITE, "'nulls first' in an index");
        else if (has_order && lacking(r, item->object, SQLITE))
            not_there(r, item, DIALECT_POSTGRES, "order or collation in a key");
        else
            continue;
        return;
    }
}

static void check_trigger(Resolver *r, const Item *item)
{
    const Trigger *trigger = (const Trigger *)item->object;
    if (trigger->for_each_statement && lacking(r, item->object, POSTGRES))
        not_there(r, item, DIALECT_SQLITE, "triggers for each statement");
}

static void check_exceptions(Resolver *r, const Item *item)
{
    const Object *object = item->object;
    check_namespace(r, item);
    if (object->kind == KIND_COLUMN) check_column(r, item);
    if (object->kind == KIND_TRIGGER) check_trigger(r, item);
    if (object->kind == KIND_INDEX)
        check_elements(r, item, &((const Index *)object)->elements, false);
    if (object->kind == KIND_PRIMARY_KEY || object->kind == KIND_UNIQUE)
        check_elements(r, item, &((const Key *)object)->columns, true);
}

void check_dialects(Resolver *r, Item *item)
{
    if (!check_kind(r, item)) return;
    check_attributes(r, item);
    check_exceptions(r, item);
}
