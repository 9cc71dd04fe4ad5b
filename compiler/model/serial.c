/* SPDX-License-Identifier: MIT
 * bigserial and its like: what the long form is made of, and when it may be written short. */
#include "model/serial.h"

#include "model/kind.h"
#include "model/mention.h"

enum { SINCE_UNLOGGED = 15 };

/* ---- the long form ---- */

Name serial_name(Names *names, Name table, Name column)
{
    return name_joined(names, name_text(table), name_text(column), "seq");
}

Name serial_former_name(Names *names, const Column *column)
{
    const Object *table = column->object.parent;
    Name former_table = table->was, former = column->object.was;
    if (name_none(former_table) && name_none(former)) return NO_NAME;
    if (name_none(former_table)) former_table = table->name;
    return serial_name(names, former_table, name_none(former) ? column->object.name : former);
}

bool serial_is_unlogged(const Schema *schema, const Table *table)
{
    return table->is_unlogged && schema->targets[DIALECT_POSTGRES].version >= SINCE_UNLOGGED;
}

static Type make_type(Names *names, const char *word)
{
    return (Type){.name = name_from(names, word), .arg = {-1, -1}};
}

const Expr *serial_default(Cx *cx, Span span, const Object *sequence)
{
    Text path = {0};
    Type *type = arena_make(cx->arena, Type);
    *type = make_type(cx->names, "regclass");
    type->span = span;
    object_path(&path, NULL, sequence);
    const Expr *text = expr_text(cx, EXPR_STRING, span, text_string(&path), path.length);
    text_free(&path);
    Expr *cast = expr_op(cx, EXPR_CAST, span, NULL, 1, &text);
    cast->type = type;
    const Expr *arg = cast;
    return expr_op(cx, EXPR_CALL, span, "nextval", 1, &arg);
}

/* ---- when it may be written short ---- */

static bool says_no_more(const Schema *schema, const Sequence *sequence, const Table *table)
{
    const Object *object = &sequence->object;
    bool has_numbers = sequence->start || sequence->increment || sequence->minimum ||
                       sequence->maximum || sequence->cache || sequence->cycle;
    bool has_doc = object->doc && *object->doc;
    return !has_numbers && !has_doc && name_is(object->space, table->object.space) &&
           sequence->is_unlogged == serial_is_unlogged(schema, table);
}

static bool same_integer(const Type *a, const Type *b)
{
    Scalar scalar = a && !a->dims ? scalar_find(name_text(a->name)) : SCALAR_NONE;
    const char *other = b ? name_text(b->name) : scalar_word(SCALAR_BIGINT);
    return *serial_word(scalar) && name_none(a->space) && scalar == scalar_find(other);
}

/* On PostgreSQL the sequence is there wherever the column is. */
static bool is_beside(const Schema *schema, const Sequence *sequence, const Column *column)
{
    uint8_t where = object_dialects(schema, &column->object) & 1u << DIALECT_POSTGRES;
    return object_dialects(schema, &sequence->object) == where;
}

/* Another name is one that the renamed table or column had before: it stays. */
static bool is_renamed_along(const Schema *schema, const Sequence *sequence, const Column *column)
{
    const Object *object = &sequence->object, *table = column->object.parent;
    bool is_usual = name_is(object->name, serial_name(schema->names, table->name, column->object.name));
    Name former = is_usual ? serial_former_name(schema->names, column) : NO_NAME;
    Name space = name_none(former) ? NO_NAME : table->was_space;
    return name_is(object->was, former) && name_is(object->was_space, space);
}

/* To the letter: what is meant is hashed at length. */
static bool is_usual_call(const Expr *call, const Object *sequence)
{
    const Expr *cast = call->kind == EXPR_CALL && call->arg_count == 1 ? call->args[0] : NULL;
    bool is_cast = cast && cast->kind == EXPR_CAST && cast->args[0]->kind == EXPR_STRING &&
                   name_none(call->space) && !cast->type->dims &&
                   name_equals(cast->type->name, "regclass");
    if (is_cast && !name_none(cast->type->space)) /* once resolved */
        is_cast = name_equals(cast->type->space, dialect_word(DIALECT_POSTGRES));
    Text path = {0};
    object_path(&path, NULL, sequence);
    bool is_same = is_cast && strcmp(cast->args[0]->text, text_string(&path)) == 0;
    text_free(&path);
    return is_same;
}

/* By names: a copy may still refer to what it was made from. */
static bool is_owner(const Sequence *sequence, const Column *column)
{
    const Object *owner = sequence->owned_by ? &sequence->owned_by->object : NULL;
    const Object *table = column->object.parent;
    return owner && name_is(owner->name, column->object.name) &&
           name_is(owner->parent->name, table->name) && name_is(owner->parent->space, table->space);
}

static const Column *owner_of(const Schema *schema, const Sequence *sequence)
{
    const Object *owner = &sequence->owned_by->object, *table = owner->parent;
    table = schema_find(schema, KIND_TABLE, table->space, table->name);
    while (table && table->kind != KIND_TABLE) table = table->namesake;
    return table ? (const Column *)object_member(table, KIND_COLUMN, owner->name) : NULL;
}

const Sequence *serial_sequence(const Schema *schema, const Column *column)
{
    const Expr *initial = column->initial.any;
    for (DialectId id = 0; id < DIALECT_COUNT; id++)
        if (column->initial.only[id]) return NULL;
    bool may_be = initial && !column->is_nullable && name_none(column->identity);
    const Sequence *sequence = may_be ? sequence_called(schema, initial) : NULL;
    const Table *table = (const Table *)column->object.parent;
    if (!sequence || !is_owner(sequence, column)) return NULL;
    bool is_whole = is_usual_call(initial, &sequence->object) &&
                    same_integer(column->type.any, sequence->type) &&
                    says_no_more(schema, sequence, table) && is_beside(schema, sequence, column) &&
                    is_renamed_along(schema, sequence, column);
    return is_whole ? sequence : NULL;
}

bool serial_is_owned(const Object *object)
{
    return object->kind == KIND_SEQUENCE && ((const Sequence *)object)->owned_by;
}

bool serial_is_said(const Schema *schema, const Object *object)
{
    const Sequence *sequence = (const Sequence *)object;
    if (!serial_is_owned(object)) return false;
    const Column *column = owner_of(schema, sequence);
    return column && serial_sequence(schema, column) == sequence;
}

Column serial_column(const Schema *schema, const Column *column, Type *type)
{
    const Sequence *sequence = serial_sequence(schema, column);
    Column said = *column;
    if (!sequence) return said;
    Name usual = serial_name(schema->names, column->object.parent->name, column->object.name);
    *type = make_type(schema->names,
                      serial_word(scalar_find(name_text(column->type.any->name))));
    said.type.any = type;
    said.initial = (Marked){0};
    if (!name_is(sequence->object.name, usual)) said.sequence = sequence->object.name;
    if (!name_none(said.sequence)) said.sequence_space = sequence->object.space;
    return said;
}

/* ---- identity ---- */

void serial_identity_name(Names *names, const Column *column, Name *space, Name *name)
{
    const Object *table = column->object.parent;
    bool is_said = !name_none(column->sequence);
    *space = is_said ? column->sequence_space : table->space;
    *name = is_said ? column->sequence : serial_name(names, table->name, column->object.name);
}

const Object *serial_of_identity(Cx *cx, Schema *schema, const Column *column)
{
    Name space, name;
    serial_identity_name(cx->names, column, &space, &name);
    const Object *found = schema_find(schema, KIND_SEQUENCE, space, name);
    for (; found; found = found->namesake)
        if (found->kind == KIND_SEQUENCE && object_is_given(found)) return found;
    Sequence *made = (Sequence *)schema_add(cx, schema, NULL, KIND_SEQUENCE, space, name);
    made->object.dialects = column->object.dialects & POSTGRES;
    made->owned_by = column;
    made->is_of_identity = true;
    return &made->object;
}
