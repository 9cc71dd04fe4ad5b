/* SPDX-License-Identifier: MIT
 * What stands above the objects: the name of the schema, its targets with the oldest version each
 * must run on, and the default namespace. Read first, for all names depend on them. */
#include <stdlib.h>

#include "resolve/resolver.h"

/* ---- targets ---- */

typedef struct Version {
    int oldest, newest;
} Version;

/* PostgreSQL counts majors, SQLite as sqlite3_libversion_number does: 3.37 is 3037000. */
static const Version supported[DIALECT_COUNT] = {
    [DIALECT_POSTGRES] = {12, 18},
    [DIALECT_SQLITE] = {3037000, 3999999},
};

/* "3.37.2" by up to three parts; -1: not a version. */
static int dotted_version(const char *text)
{
    int value = 0;
    for (int part = 0; part < 3; part++) {
        char *end;
        long number = strtol(text, &end, 10);
        if (number < 0 || number > 999) return -1;
        value = value * 1000 + (int)number;
        if (end != text && *end == '.')
            end++;
        else if (*end != '\0')
            return -1;
        text = end;
    }
    return value;
}

static int version_number(DialectId dialect, const char *text)
{
    if (dialect == DIALECT_SQLITE) return dotted_version(text);
    int version = dotted_version(text);
    return version < 0 ? -1 : version / 1000000;
}

static const char *version_text(Resolver *r, DialectId dialect, int version)
{
    if (dialect == DIALECT_POSTGRES) return arena_printf(r->cx->arena, "%d", version);
    return arena_printf(r->cx->arena, "%d.%d.%d", version / 1000000, version / 1000 % 1000,
                        version % 1000);
}

static int read_version(Resolver *r, DialectId dialect, const Clause *clause)
{
    const Version *range = &supported[dialect];
    const char *word = dialect_word(dialect);
    if (name_none(clause->value)) return range->oldest;
    int version = version_number(dialect, name_text(clause->value));
    if (version >= range->oldest && version <= range->newest) return version;
    report(r, clause->span, "unsupported-version", "%s %s is not supported", word,
           name_text(clause->value));
    if (version < 0)
        report_hint(r, "a version is written %s %s", word, version_text(r, dialect, range->oldest));
    else if (version < range->oldest)
        report_hint(r, "the oldest is %s", version_text(r, dialect, range->oldest));
    else
        report_hint(r, "the newest known is %s", version_text(r, dialect, range->newest));
    return range->oldest;
}

static void read_target(Resolver *r, const Decl *decl)
{
    for (size_t i = 0; i < decl->clauses.count; i++) {
        const Clause *clause = &decl->clauses.items[i];
        DialectId dialect;
        if (!dialect_find(name_text(clause->word), &dialect)) {
            report_unknown_dialect(r, clause->word, clause->span);
            continue;
        }
        Target *target = &r->schema->targets[dialect];
        if (target->is_target) {
            report(r, clause->span, "duplicate-target", "'%s' is a target already",
                   dialect_word(dialect));
            report_note(r, target->span, "first named here");
        }
        *target = (Target){true, read_version(r, dialect, clause), clause->span};
        r->states_version[dialect] = !name_none(clause->value);
    }
}

/* Without a target line both dialects are meant. */
static void target_all(Schema *schema)
{
    for (DialectId id = 0; id < DIALECT_COUNT; id++)
        if (schema->targets[id].is_target) return;
    for (DialectId id = 0; id < DIALECT_COUNT; id++)
        schema->targets[id] = (Target){true, supported[id].oldest, schema->span};
}

/* ---- schema, default namespace ---- */

static void read_schema(Resolver *r, const Decl *decl)
{
    Schema *schema = r->schema;
    if (!name_none(schema->name)) {
        report(r, decl->span, "duplicate-schema", "a second 'schema' line");
        report_note(r, schema->span, "the first one");
        return;
    }
    schema->name = decl->name.name;
    schema->span = decl->name.span;
    schema->doc = decl->doc;
    if (name_equals(schema->name, "schemac"))
        report(r, schema->span, "reserved-name", "'schemac.h' is schemac's own header");
    for (size_t i = 0; i < decl->clauses.count; i++)
        report(r, decl->clauses.items[i].span, "unknown-clause", "unknown clause '%s' of a schema",
               name_text(decl->clauses.items[i].word));
}

static void read_namespace(Resolver *r, const Decl *decl)
{
    for (size_t i = 0; i < decl->clauses.count; i++) {
        if (!name_equals(decl->clauses.items[i].word, "default")) continue;
        if (r->default_space) {
            report(r, decl->span, "duplicate-default", "a second default namespace");
            report_note(r, r->default_space->span, "the first one");
            return;
        }
        r->default_space = decl;
        r->schema->default_space = decl->name.name;
    }
}

/* ignore 'django_*', 'kb.checkpoint*'; */
static void read_ignore(Resolver *r, const Decl *decl)
{
    for (size_t i = 0; i < decl->clauses.count; i++) {
        const Clause *clause = &decl->clauses.items[i];
        if (clause->expr && clause->expr->kind == EXPR_STRING && name_length(clause->value))
            vec_push(r->cx->arena, &r->schema->ignored, clause->value);
        else
            report(r, clause->span, "ignore-pattern", "'ignore' takes patterns: 'django_*'");
    }
    if (decl->clauses.count) return;
    report(r, decl->span, "ignore-pattern", "'ignore' takes patterns in single quotes");
    report_hint(r, "ignore '%s';", name_text(decl->name.name));
}

static void refuse_members(Resolver *r, const Decl *decl)
{
    bool is_line = name_equals(decl->kind, "schema") || name_equals(decl->kind, "target") ||
                   name_equals(decl->kind, "ignore");
    if (is_line && decl->members.count > 0)
        report(r, decl->members.items[0]->span, "member-not-here", "a %s has no members",
               name_text(decl->kind));
}

/* "schem s;": that is said where unknown declarations are. */
static bool is_misspelt(const Resolver *r)
{
    if (!r->tree->decls.count) return false;
    Suggest suggest = suggest_for(name_text(r->tree->decls.items[0]->kind));
    suggest_try(&suggest, "schema");
    return suggest.best != NULL;
}

void header_read(Resolver *r)
{
    for (size_t i = 0; i < r->tree->decls.count; i++) {
        const Decl *decl = r->tree->decls.items[i];
        refuse_members(r, decl);
        if (name_equals(decl->kind, "schema"))
            read_schema(r, decl);
        else if (name_equals(decl->kind, "target"))
            read_target(r, decl);
        else if (name_equals(decl->kind, "ignore"))
            read_ignore(r, decl);
        else if (name_equals(decl->kind, "namespace"))
            read_namespace(r, decl);
    }
    if (name_none(r->schema->name) && !r->tree->has_errors && !is_misspelt(r)) {
        Span start = r->tree->decls.count ? r->tree->decls.items[0]->kind_span : NO_SPAN;
        report(r, start, "missing-schema", "the schema has no name");
        report_hint(r, "begin with: schema NAME;");
    }
    target_all(r->schema);
    for (DialectId id = 0; id < DIALECT_COUNT; id++)
        if (r->schema->targets[id].is_target) r->targets |= (uint8_t)(1u << id);
}
