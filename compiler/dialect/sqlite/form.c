/* SPDX-License-Identifier: MIT
 * What values a column holds, by the type that the author wrote, and how the values of one type
 * become those of another without a loss that nobody hears of. */
#include <string.h>

#include "dialect/sqlite/alter.h"

const Type *sqlite_written_type(const Column *column)
{
    const Object *object = &column->object;
    while (object->origin) object = object->origin;
    const Type *type = marked_type_for(&((const Column *)object)->type, DIALECT_SQLITE);
    return sqlite_base_type(type);
}

static Form form_of_native(Name name)
{
    static const struct { const char *name; Form form; } forms[] = {
        {"INTEGER", FORM_INTEGER}, {"INT", FORM_INTEGER}, {"REAL", FORM_REAL},
        {"TEXT", FORM_TEXT}, {"BLOB", FORM_BYTES},
    };
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
        if (name_equals(name, forms[i].name)) return forms[i].form;
    return FORM_ANY;
}

/* A BLOB of a table that is not strict keeps each value as it is given. */
static bool takes_anything(const Column *column)
{
    return ((const Table *)column->object.parent)->is_not_strict;
}

Form sqlite_form(const Column *column)
{
    static const Form forms[] = {
        [SCALAR_BOOL] = FORM_BOOL, [SCALAR_SMALLINT] = FORM_INTEGER, [SCALAR_INT] = FORM_INTEGER,
        [SCALAR_BIGINT] = FORM_INTEGER, [SCALAR_REAL] = FORM_REAL, [SCALAR_DOUBLE] = FORM_REAL,
        [SCALAR_DECIMAL] = FORM_DECIMAL, [SCALAR_TEXT] = FORM_TEXT, [SCALAR_VARCHAR] = FORM_TEXT,
        [SCALAR_CHAR] = FORM_TEXT, [SCALAR_BYTES] = FORM_BYTES, [SCALAR_UUID] = FORM_UUID,
        [SCALAR_DATE] = FORM_DATE, [SCALAR_TIME] = FORM_TIME, [SCALAR_TIMESTAMP] = FORM_TIMESTAMP,
        [SCALAR_TIMESTAMPTZ] = FORM_TIMESTAMPTZ, [SCALAR_INTERVAL] = FORM_INTERVAL,
        [SCALAR_JSON] = FORM_JSON, [SCALAR_JSONB] = FORM_JSON, [SCALAR_ENUM] = FORM_TEXT,
        [SCALAR_NATIVE] = FORM_ANY,
    };
    const Type *written = sqlite_written_type(column), *stored = column->type.any;
    Form form = written && written->dims == 0 ? forms[written->scalar] : FORM_ANY;
    if (form == FORM_ANY && stored) form = form_of_native(stored->name);
    return form == FORM_BYTES && takes_anything(column) ? FORM_ANY : form;
}

const char *sqlite_storage_of(const Column *column)
{
    static const char *const storage[] = {
        [FORM_INTEGER] = "integer", [FORM_REAL] = "real", [FORM_TEXT] = "text", [FORM_BYTES] = "blob",
    };
    Form form = column->type.any ? form_of_native(column->type.any->name) : FORM_ANY;
    return storage[form];
}

/* ---- conversions ---- */

#define IN(form) (1u << FORM_##form)
#define TEXTS                                                                                      \
    (IN(TEXT) | IN(DECIMAL) | IN(UUID) | IN(DATE) | IN(TIME) | IN(TIMESTAMP) | IN(TIMESTAMPTZ) |   \
     IN(INTERVAL) | IN(JSON))
#define DIGIT "[0-9]"
#define FRACTION "'." DIGIT DIGIT DIGIT DIGIT DIGIT DIGIT
/* '2020-01-31T23:59:59' is what SQLite makes of it again: there is such a moment. Only where it has
 * to count does it see that there is no 31st of February. */
#define IS_MOMENT                                                                                  \
    "strftime('%Y-%m-%dT%H:%M:%S', substr($, 1, 19), '+0 days') IS substr($, 1, 19) AND "          \
    "substr($, 20) GLOB "
#define IS_NUMBER(but) "json_valid($) AND $ NOT GLOB '*[^0-9" but "]*'"
/* The shortest text of a double may be another double. */
#define IS_EXACT_TEXT "CAST(CAST($ AS TEXT) AS REAL) = $"
#define TRUE_WORDS "'true', 't', 'yes', 'y', 'on', '1'"
#define FALSE_WORDS "'false', 'f', 'no', 'n', 'off', '0'"

typedef struct Row {
    unsigned from, to; /* masks of forms */
    Conversion conversion;
} Row;

/* The first that fits counts. */
static const Row rows[] = {
    {IN(BOOL), IN(INTEGER), {"$", NULL, NULL, false}},
    {IN(INTEGER), IN(BOOL), {"$", "$ IN (0, 1)", "0 or 1", false}},
    {IN(INTEGER), IN(REAL),
     {"CAST($ AS REAL)", "CAST(CAST($ AS REAL) AS INTEGER) = $", "exact as a double", false}},
    {IN(INTEGER), IN(DECIMAL) | IN(TEXT), {"CAST($ AS TEXT)", NULL, NULL, false}},
    {IN(BOOL), IN(TEXT), {"CASE $ WHEN 1 THEN 'true' WHEN 0 THEN 'false' END", NULL, NULL, false}},
    {IN(REAL), IN(INTEGER), {"CAST($ AS INTEGER)", "CAST($ AS INTEGER) = $", "a whole number", false}},
    {IN(REAL), IN(DECIMAL),
     {"CAST($ AS TEXT)", IS_EXACT_TEXT " AND CAST($ AS TEXT) NOT GLOB '*[^0-9.-]*'",
      "exact in 15 digits", false}},
    {IN(REAL), IN(TEXT), {"CAST($ AS TEXT)", IS_EXACT_TEXT, "exact in 15 digits", false}},
    {IN(DECIMAL), IN(INTEGER),
     {"CAST($ AS INTEGER)",
      "CAST(CAST($ AS INTEGER) AS TEXT) = "
      "CASE WHEN $ GLOB '*.*' THEN rtrim(rtrim($, '0'), '.') ELSE $ END",
      "a whole number", false}},
    {IN(DECIMAL) | IN(TEXT), IN(REAL), {"CAST($ AS REAL)", IS_NUMBER(".eE+-"), "a number", true}},
    {IN(TEXT), IN(DECIMAL), {"$", IS_NUMBER(".-"), "a decimal number", false}},
    {IN(TEXT), IN(INTEGER),
     {"CAST($ AS INTEGER)", "CAST(CAST($ AS INTEGER) AS TEXT) = $", "an integer", false}},
    {IN(TEXT), IN(BOOL),
     {"lower($) IN (" TRUE_WORDS ")", "lower($) IN (" TRUE_WORDS ", " FALSE_WORDS ")",
      "true or false", false}},
    {IN(TEXT), IN(UUID),
     {"lower($)",
      "length($) = 36 AND length(replace($, '-', '')) = 32 AND $ NOT GLOB '*[^0-9a-fA-F-]*' AND "
      "substr($, 9, 1) || substr($, 14, 1) || substr($, 19, 1) || substr($, 24, 1) = '----'",
      "a uuid", false}},
    {IN(TEXT), IN(DATE), {"$", "date($, '+0 days') IS $", "a date such as 2020-01-31", false}},
    {IN(TEXT), IN(TIME),
     {"$", "strftime('%H:%M:%S', substr($, 1, 8), '+0 days') IS substr($, 1, 8) AND substr($, 9) GLOB " FRACTION
      "'", "a time such as 23:59:59.000000", false}},
    {IN(TEXT), IN(TIMESTAMP),
     {"$", IS_MOMENT FRACTION "'", "a timestamp such as 2020-01-31T23:59:59.000000", false}},
    {IN(TEXT), IN(TIMESTAMPTZ),
     {"$", IS_MOMENT FRACTION "Z'", "a timestamp such as 2020-01-31T23:59:59.000000Z", false}},
    {IN(TEXT), IN(JSON), {"$", "json_valid($)", "json", false}},
    {IN(DATE), IN(TIMESTAMP), {"$ || 'T00:00:00.000000'", NULL, NULL, false}},
    {IN(DATE), IN(TIMESTAMPTZ), {"$ || 'T00:00:00.000000Z'", NULL, NULL, false}},
    {IN(TIMESTAMP), IN(TIMESTAMPTZ), {"$ || 'Z'", NULL, NULL, false}},
    {IN(TIMESTAMPTZ), IN(TIMESTAMP), {"rtrim($, 'Z')", NULL, NULL, false}},
    {IN(TIMESTAMP) | IN(TIMESTAMPTZ), IN(DATE), {"substr($, 1, 10)", NULL, NULL, true}},
    {IN(TIMESTAMP) | IN(TIMESTAMPTZ), IN(TIME), {"substr($, 12, 15)", NULL, NULL, true}},
    {TEXTS, IN(TEXT), {"$", NULL, NULL, false}},
    {~0u, IN(ANY), {"$", NULL, NULL, false}},
    {IN(ANY), IN(INTEGER),
     {"CAST($ AS INTEGER)",
      "typeof($) <> 'blob' AND CAST(CAST($ AS INTEGER) AS TEXT) = CAST($ AS TEXT)", "an integer",
      false}},
    {IN(ANY), IN(BOOL), {"$", "typeof($) = 'integer' AND $ IN (0, 1)", "0 or 1", false}},
    {IN(ANY), IN(REAL), /* a NUMERIC column keeps 1.0 as 1 */
     {"CAST($ AS REAL)",
      "CASE typeof($) WHEN 'integer' THEN CAST(CAST($ AS REAL) AS INTEGER) = $ "
      "ELSE typeof($) = 'real' END", "a double", false}},
    {IN(ANY), IN(TEXT),
     {"CAST($ AS TEXT)",
      "CASE typeof($) WHEN 'real' THEN " IS_EXACT_TEXT " ELSE typeof($) IN ('integer', 'text') END",
      "a text", false}},
    {IN(ANY), IN(BYTES), {"$", "typeof($) = 'blob'", "bytes", false}},
};

const Conversion *sqlite_conversion(Form from, Form to)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (rows[i].from & 1u << from && rows[i].to & 1u << to) return &rows[i].conversion;
    return NULL;
}
