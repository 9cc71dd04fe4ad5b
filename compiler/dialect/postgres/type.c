/* SPDX-License-Identifier: MIT
 * Types, as format_type prints them: "timestamp(3) with time zone", "character varying(10)",
 * "numeric(10,2)". A lowered type holds that text as its name, with what stands in parentheses at
 * its end as args; types of the schema are held by reference. */
#include <string.h>

#include "dialect/postgres/postgres.h"

/* A precision stands where the % is. args: what the engine fills in where none are given. */
typedef struct Spelling {
    const char *text, *args;
} Spelling;

static const Spelling scalars[] = {
    [SCALAR_BOOL] = {"boolean", NULL},
    [SCALAR_SMALLINT] = {"smallint", NULL},
    [SCALAR_INT] = {"integer", NULL},
    [SCALAR_BIGINT] = {"bigint", NULL},
    [SCALAR_REAL] = {"real", NULL},
    [SCALAR_DOUBLE] = {"double precision", NULL},
    [SCALAR_DECIMAL] = {"numeric", NULL},
    [SCALAR_TEXT] = {"text", NULL},
    [SCALAR_VARCHAR] = {"character varying", NULL},
    [SCALAR_CHAR] = {"character", "1"},
    [SCALAR_BYTES] = {"bytea", NULL},
    [SCALAR_UUID] = {"uuid", NULL},
    [SCALAR_DATE] = {"date", NULL},
    [SCALAR_TIME] = {"time% without time zone", NULL},
    [SCALAR_TIMESTAMP] = {"timestamp% without time zone", NULL},
    [SCALAR_TIMESTAMPTZ] = {"timestamp% with time zone", NULL},
    [SCALAR_INTERVAL] = {"interval", NULL},
    [SCALAR_JSON] = {"json", NULL},
    [SCALAR_JSONB] = {"jsonb", NULL},
};
_Static_assert(sizeof scalars / sizeof *scalars == SCALAR_ENUM, "a scalar has no spelling");

/* Names of PostgreSQL itself that it prints in other words, for types written postgres.NAME. */
static const struct {
    const char *name;
    Spelling spelling;
} aliases[] = {
    {"bit", {"bit", "1"}},
    {"bool", {"boolean", NULL}},
    {"character", {"character", "1"}},
    {"dec", {"numeric", NULL}},
    {"decimal", {"numeric", NULL}},
    {"float", {"double precision", NULL}},
    {"float4", {"real", NULL}},
    {"float8", {"double precision", NULL}},
    {"int", {"integer", NULL}},
    {"int2", {"smallint", NULL}},
    {"int4", {"integer", NULL}},
    {"int8", {"bigint", NULL}},
    {"char", {"character", "1"}},
    {"numeric", {"numeric", NULL}},
    {"time", {"time% without time zone", NULL}},
    {"timestamp", {"timestamp% without time zone", NULL}},
    {"timestamptz", {"timestamp% with time zone", NULL}},
    {"timetz", {"time% with time zone", NULL}},
    {"varbit", {"bit varying", NULL}},
    {"varchar", {"character varying", NULL}},
    {"bytes", {"bytea", NULL}},
    {"double", {"double precision", NULL}},
};

static const Spelling *alias_of(Name name)
{
    for (size_t i = 0; i < sizeof aliases / sizeof *aliases; i++)
        if (name_equals(name, aliases[i].name)) return &aliases[i].spelling;
    return NULL;
}

/* numeric(10) is numeric(10,0). */
static const char *complete_args(Cx *cx, const char *text, const char *args)
{
    if (strcmp(text, "numeric") != 0 || !args || strchr(args, ',')) return args;
    return arena_printf(cx->arena, "%s,0", args);
}

static void spell(Cx *cx, Type *type, const Spelling *spelling)
{
    const char *mark = strchr(spelling->text, '%');
    if (!mark) {
        type->name = name_from(cx->names, spelling->text);
        type->args = complete_args(cx, spelling->text, type->args ? type->args : spelling->args);
        return;
    }
    const char *text = arena_printf(cx->arena, "%.*s%s%s%s%s", (int)(mark - spelling->text),
                                    spelling->text, type->args ? "(" : "",
                                    type->args ? type->args : "", type->args ? ")" : "", mark + 1);
    type->name = name_from(cx->names, text);
    type->args = NULL;
}

/* In quotes only where PostgreSQL prints it so: "char" is another type than char. */
static void spell_native(Cx *cx, Type *type)
{
    const Spelling *alias = type->is_quoted ? NULL : alias_of(type->name);
    bool is_apart = name_equals(type->space, type_information_schema);
    if (alias && !is_apart) spell(cx, type, alias);
    if (!type->is_quoted && !is_apart) return;
    Text text = {0};
    if (is_apart) text_printf(&text, "%s.", type_information_schema);
    postgres_identifier(&text, type->name);
    type->name = name_of(cx->names, text.data, text.length);
    text_free(&text);
}

static const Type *lower_type(const Lowering *in, const Type *type)
{
    Type *lowered = arena_make(in->cx->arena, Type);
    *lowered = *type;
    lowered->scalar = SCALAR_NATIVE;
    if (lowered->dims > 1) lowered->dims = 1; /* the engine keeps no number of dimensions */
    if (type->named) {
        bool is_usual = name_none(type->named->space);
        lowered->is_hidden = is_usual && postgres_is_own_type(name_text(type->named->name));
        return lowered;
    }
    if (type->scalar > SCALAR_NONE && type->scalar < SCALAR_ENUM)
        spell(in->cx, lowered, &scalars[type->scalar]);
    else
        spell_native(in->cx, lowered);
    if (lowered->fields)
        lowered->name = name_from(in->cx->names, arena_printf(in->cx->arena, "%s %s",
                                                              name_text(lowered->name),
                                                              lowered->fields));
    lowered->fields = NULL;
    lowered->space = NO_NAME;
    lowered->is_quoted = false;
    return lowered;
}

const Type *postgres_lower_type(const Lowering *in, const Type *type)
{
    if (!type) return NULL;
    bool is_plain =
        type->scalar > SCALAR_NONE && type->scalar < SCALAR_ENUM && !type->args && !type->fields &&
        !type->dims;
    if (!is_plain) return lower_type(in, type);
    if (!in->plain[type->scalar]) in->plain[type->scalar] = lower_type(in, type);
    return in->plain[type->scalar];
}

/* PostgreSQL prints casts with the namespace that an extension is in, columns without. */
const Type *postgres_lower_cast(const Lowering *in, const Type *type)
{
    DialectId dialect;
    const Type *lowered = postgres_lower_type(in, type);
    bool is_apart = type->scalar == SCALAR_NATIVE && !type->named && !name_none(type->space) &&
                    !dialect_find(name_text(type->space), &dialect) &&
                    !name_equals(type->space, type_information_schema);
    if (!is_apart) return lowered;
    Type *copy = arena_make(in->cx->arena, Type);
    *copy = *lowered;
    Text text = {0};
    postgres_identifier(&text, type->space);
    text_printf(&text, ".%s", name_text(lowered->name));
    copy->name = name_of(in->cx->names, text.data, text.length);
    text_free(&text);
    return copy;
}

const Type *postgres_lower_argument(const Lowering *in, const Type *type)
{
    if (!type) return NULL;
    Type bare = *type;
    bare.args = bare.fields = NULL;
    Type *lowered = (Type *)lower_type(in, &bare);
    if (!type->named) lowered->args = NULL; /* character, not character(1) */
    return lowered;
}
