/* SPDX-License-Identifier: MIT
 * What the oldest server of a target does not have yet: clauses and options. */
#include "model/mention.h"
#include "resolve/resolver.h"

enum { POSTGRES = 1 << DIALECT_POSTGRES };

static const char *version_text(Resolver *r, DialectId dialect, int version)
{
    if (dialect == DIALECT_POSTGRES) return arena_printf(r->cx->arena, "%d", version);
    return arena_printf(r->cx->arena, "%d.%d", version / 1000000, version / 1000 % 1000);
}

void version_need(Resolver *r, const Need *need)
{
    const Target *target = &r->schema->targets[need->dialect];
    if (!target->is_target || target->version >= need->version) return;
    for (size_t i = 0; i < r->needs.count; i++) {
        Need *other = &r->needs.items[i];
        bool is_certain = other->is_certain || need->is_certain;
        if (other->dialect != need->dialect || other->span.start != need->span.start ||
            other->span.file != need->span.file)
            continue;
        if (other->version < need->version) *other = *need;
        other->is_certain = is_certain;
        return;
    }
    vec_push(r->arena, &r->needs, *need);
}

static void report_needs(Resolver *r)
{
    for (size_t i = 0; i < r->needs.count; i++) {
        const Need *need = &r->needs.items[i];
        const char *version = version_text(r, need->dialect, need->version);
        bool is_error = need->is_certain || r->states_version[need->dialect];
        const char *target = version_text(r, need->dialect, r->schema->targets[need->dialect].version);
        if (is_error)
            report(r, need->span, "version-too-low", "%s needs %s %s, the target is %s", need->what,
                   dialect_title(need->dialect), version, target);
        else
            report(r, need->span, "version-unstated", "%s needs %s %s, and without a version the target is %s",
                   need->what, dialect_title(need->dialect), version, target);
        report_hint(r, "if no older one is used, write 'target %s %s'", dialect_word(need->dialect), version);
    }
    r->needs.count = 0;
}

static void need(Resolver *r, Span span, DialectId dialect, int version, const char *what)
{
    version_need(r, &(Need){span, dialect, version, what, true});
}

/* ---- clauses and options: PostgreSQL ---- */

static bool has_option(const OptionList *options, const char *word)
{
    for (size_t i = 0; i < options->count; i++)
        if (name_equals(options->items[i].name, word)) return true;
    return false;
}

static bool is_distinct_nulls(const Object *object)
{
    if (object->kind == KIND_INDEX) return ((const Index *)object)->nulls_not_distinct;
    return object->kind == KIND_UNIQUE && ((const Key *)object)->nulls_not_distinct;
}

static bool is_not_enforced(const Object *object)
{
    if (object->kind == KIND_CHECK) return ((const Check *)object)->is_not_enforced;
    return object->kind == KIND_FOREIGN_KEY && ((const ForeignKey *)object)->is_not_enforced;
}

static bool is_temporal(const Object *object)
{
    if (object->kind == KIND_FOREIGN_KEY) return ((const ForeignKey *)object)->is_temporal;
    bool is_key = object->kind == KIND_PRIMARY_KEY || object->kind == KIND_UNIQUE;
    return is_key && ((const Key *)object)->is_temporal;
}

static bool has_maintain(const Object *object)
{
    const NameList *privileges = &((const Grant *)object)->privileges;
    for (size_t i = 0; object->kind == KIND_GRANT && i < privileges->count; i++)
        if (name_equals(privileges->items[i], "maintain")) return true;
    return false;
}

static bool is_for_large_objects(const Object *object)
{
    const Object *on = object->kind == KIND_GRANT ? ((const Grant *)object)->on : NULL;
    return on && on->kind == KIND_FUTURE &&
           name_equals(((const Future *)on)->what, "large_objects");
}

/* title.compression = pglz */
static bool keeps_compressed(Resolver *r, const OptionList *kept)
{
    for (size_t i = 0; i < kept->count; i++) {
        const char *word;
        option_column(r->cx->names, kept->items[i].name, &word);
        if (strcmp(word, "compression") == 0) return true;
    }
    return false;
}

static bool has_out(const Object *object)
{
    const ParameterList *parameters = &((const Function *)object)->parameters;
    if (object->kind != KIND_FUNCTION || !((const Function *)object)->is_procedure) return false;
    for (size_t i = 0; i < parameters->count; i++)
        if (name_equals(parameters->items[i].mode, "out")) return true;
    return false;
}

/* Divided tables came to have things one by one. */
static void check_division(Resolver *r, const Object *object)
{
    const Object *home = object->parent ? object->parent : object;
    const Table *table = (const Table *)home;
    if (home->kind != KIND_TABLE || name_none(table->partition_by)) return;
    if (object == home && !name_none(table->access_method))
        need(r, object->span, DIALECT_POSTGRES, 17, "an access method of a divided table");
    if (object->kind == KIND_EXCLUDE)
        need(r, object->span, DIALECT_POSTGRES, 17, "an exclusion of a divided table");
    if (object->kind == KIND_FOREIGN_KEY && ((const ForeignKey *)object)->is_not_valid)
        need(r, object->span, DIALECT_POSTGRES, 18, "'not valid' of a divided table");
}

static void check_said(Resolver *r, const Object *object)
{
    const Column *column = (const Column *)object;
    const View *view = (const View *)object;
    const ForeignKey *foreign = (const ForeignKey *)object;
    if (!(object->dialects & POSTGRES)) return;
    check_division(r, object);
    if (has_out(object)) need(r, object->span, DIALECT_POSTGRES, 14, "'out' of a procedure");
    if (object->kind == KIND_INDEX && ((const Index *)object)->include.count &&
        name_equals(((const Index *)object)->method, "spgist"))
        need(r, object->span, DIALECT_POSTGRES, 14, "'include' of an spgist index");
    if (is_distinct_nulls(object))
        need(r, object->span, DIALECT_POSTGRES, 15, "'nulls not distinct'");
    if (has_maintain(object)) need(r, object->span, DIALECT_POSTGRES, 17, "'maintain'");
    if (is_for_large_objects(object))
        need(r, object->span, DIALECT_POSTGRES, 18, "'new large_objects'");
    if (object->kind == KIND_RANGE && !name_none(((const Range *)object)->multirange))
        need(r, object->span, DIALECT_POSTGRES, 14, "a name of the multirange");
    if (object->kind == KIND_FUNCTION && ((const Function *)object)->body &&
        function_is_read((const Function *)object))
        need(r, object->span, DIALECT_POSTGRES, 14, "a body that PostgreSQL reads when it is made");
    if (is_temporal(object)) need(r, object->span, DIALECT_POSTGRES, 18, "a key of a period");
    if (is_not_enforced(object)) need(r, object->span, DIALECT_POSTGRES, 18, "'not enforced'");
    if (object->kind == KIND_COLUMN && column->is_not_valid)
        need(r, object->span, DIALECT_POSTGRES, 18, "'not null not valid'");
    if (has_option(object_part_comments(object), "multirange_type"))
        need(r, object->span, DIALECT_POSTGRES, 14, "a comment of the multirange");
    if (has_option(object_part_comments(object), "not_null"))
        need(r, object->span, DIALECT_POSTGRES, object->kind == KIND_DOMAIN ? 17 : 18, "a comment of 'not null'");
    if (object->kind == KIND_COLUMN && !name_none(column->null_name))
        need(r, object->span, DIALECT_POSTGRES, 18, "a name of 'not null'");
    if (object->kind == KIND_COLUMN && name_equals(column->storage, "virtual"))
        need(r, object->span, DIALECT_POSTGRES, 18, "a virtual column");
    bool is_compressed = object->kind == KIND_COLUMN  ? has_option(&column->options, "compression")
                         : object->kind == KIND_TABLE ? keeps_compressed(r, &((const Table *)object)->kept)
                         : object->kind == KIND_VIEW  ? keeps_compressed(r, &view->kept)
                                                      : false;
    if (is_compressed)
        need(r, object->span, DIALECT_POSTGRES, 14, "'compression'");
    if (object->kind == KIND_SEQUENCE && ((const Sequence *)object)->is_unlogged)
        need(r, object->span, DIALECT_POSTGRES, 15, "an unlogged sequence");
    if (object->kind == KIND_VIEW && has_option(&view->options, "security_invoker"))
        need(r, object->span, DIALECT_POSTGRES, 15, "'security_invoker'");
    if (object->kind == KIND_FOREIGN_KEY && foreign->on_delete_columns.count > 0)
        need(r, object->span, DIALECT_POSTGRES, 15, "'set null' of chosen columns");
}

void check_versions(Resolver *r, Item *item)
{
    check_said(r, item->object);
    check_newer(r, item);
    report_needs(r);
}
