/* SPDX-License-Identifier: MIT
 * id bigserial: a column of integers, and the sequence that numbers them (model/serial.h). */
#include "model/serial.h"

#include "resolve/resolver.h"

enum { POSTGRES = 1 << DIALECT_POSTGRES };

static Scalar serial_of(const Type *type)
{
    bool is_word = type && !type->is_quoted && name_none(type->space) && !type->args && !type->dims;
    return is_word ? serial_find(name_text(type->name)) : SCALAR_NONE;
}

/* What it says already. */
static const char *contradiction(const Column *column)
{
    if (column->is_nullable) return "it cannot be null";
    if (!marked_none(&column->initial)) return "it has no default besides";
    if (!marked_none(&column->generated)) return "it is not computed";
    if (!name_none(column->identity)) return "it is no identity besides";
    return NULL;
}

static const Type *integer_type(Resolver *r, const Type *written, Scalar integer)
{
    Type *type = arena_make(r->cx->arena, Type);
    *type = *written;
    type->name = name_from(r->cx->names, scalar_word(integer));
    return type;
}

static Sequence *add_sequence(Resolver *r, const Item *item)
{
    Column *column = (Column *)item->object;
    const Object *table = column->object.parent;
    Name name = column->sequence, space = space_of(r, column->sequence_space);
    bool is_usual = name_none(name);
    if (is_usual) name = serial_name(r->cx->names, table->name, column->object.name);
    Object *object = schema_add(r->cx, r->schema, NULL, KIND_SEQUENCE,
                                is_usual ? table->space : space, name);
    item_new(r, object, item->decl);
    object->is_named = true;
    object->span = column->object.span;
    object->dialects = column->object.dialects;
    if (r->targets & ~POSTGRES) object->dialects &= POSTGRES; /* no mark where there is no choice */
    if (is_usual) object->was = serial_former_name(r->cx->names, column);
    if (!name_none(object->was)) object->was_space = table->was_space;
    column->sequence = column->sequence_space = NO_NAME;
    return (Sequence *)object;
}

void serial_declare(Resolver *r, Item *item)
{
    Column *column = (Column *)item->object;
    const Type *written = column->type.any;
    Scalar integer = serial_of(written);
    if (integer == SCALAR_NONE) return;
    const char *problem = contradiction(column);
    column->type.any = integer_type(r, written, integer);
    if (problem)
        report(r, written->span, "contradiction", "%s counts by itself: %s",
               describe(r, item->object), problem);
    else if (!(column->object.dialects & POSTGRES)) {
        report(r, written->span, "type-not-in-dialect", "SQLite has no sequences, and no %s",
               serial_word(integer));
        report_hint(r, "%s primary key is numbered anyway", scalar_word(integer));
    } else {
        Sequence *sequence = add_sequence(r, item);
        sequence->type = column->type.any;
        sequence->owned_by = column;
        sequence->is_unlogged = serial_is_unlogged(r->schema, (const Table *)column->object.parent);
        item->is_serial = true;
        column->initial.any = serial_default(r->cx, written->span, &sequence->object);
    }
}
