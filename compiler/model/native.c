/* SPDX-License-Identifier: MIT
 * aggregate total(int) as $$ (int) (sfunc = int4pl, stype = int) $$;   rare kinds, in the words of
 * the engine: the head tells the object apart, the body is what SQL has behind the name */
#include "model/kind.h"

/* word, has_namespace, has_arguments, is_apart, is_needed, after */
const NativeWord native_words[NATIVE_WORDS] = {
    {"access method", false, false, false, true, NULL},
    {"aggregate", true, true, false, true, NULL},
    {"base type", true, false, true, true, NULL},
    {"cast", false, true, false, true, NULL},
    {"collation", true, false, false, true, NULL},
    {"conversion", true, false, false, true, NULL},
    {"event trigger", false, false, false, false, ""},
    {"foreign data wrapper", false, false, false, true, NULL},
    {"foreign table", true, false, true, true, NULL},
    {"language", false, false, true, true, NULL},
    {"operator", true, true, false, true, NULL},
    {"operator class", true, false, false, true, "operator"},
    {"operator family", true, false, false, true, "operator"},
    {"publication", false, false, false, false, NULL},
    {"rule", false, false, false, false, NULL},
    {"server", false, false, false, true, NULL},
    {"shell type", true, false, true, true, NULL},
    {"statistics", true, false, false, false, NULL},
    {"text search configuration", true, false, false, true, NULL},
    {"text search dictionary", true, false, false, true, NULL},
    {"text search parser", true, false, false, true, NULL},
    {"text search template", true, false, false, true, NULL},
    {"transform", false, true, false, false, NULL},
    {"user mapping", false, false, false, false, NULL},
};

const NativeWord *native_word_find(const char *word)
{
    for (size_t i = 0; i < NATIVE_WORDS; i++)
        if (strcmp(native_words[i].word, word) == 0) return &native_words[i];
    return NULL;
}

const NativeWord *native_word(const Object *object)
{
    if (object->kind != KIND_NATIVE) return NULL;
    return native_word_find(name_text(((const Native *)object)->what));
}

const Object *native_find(const Schema *schema, const char *word, Name space, Name name)
{
    const Object *object = schema_find(schema, KIND_NATIVE, space, name);
    while (object && !name_equals(((const Native *)object)->what, word)) object = object->namesake;
    return object;
}

/* ---- base types ---- */

const Object *native_type_find(const Schema *schema, Name space, Name name)
{
    const Object *found = native_find(schema, "base type", space, name);
    if (!found) found = native_find(schema, "shell type", space, name);
    return found ? found : native_find(schema, "foreign table", space, name); /* its rows */
}

static bool has_type(const Function *function, const Object *type)
{
    if (function->returns && function->returns->named == type) return true;
    for (size_t i = 0; i < function->parameters.count; i++)
        if (function->parameters.items[i].type->named == type) return true;
    return false;
}

/* Those that it is made of are made before it, and speak of it. */
static bool is_part(const Object *type, const Object *function)
{
    return function->kind == KIND_FUNCTION && has_type((const Function *)function, type);
}

const Object *native_opener(const Object *type, const Object *function)
{
    const NativeWord *word = native_word(type);
    const Object *first = NULL;
    bool is_among = false;
    if (!word || strcmp(word->word, "base type") != 0) return NULL;
    const ObjectList *uses = &((const Native *)type)->uses;
    for (size_t i = 0; i < uses->count; i++) {
        if (!first && is_part(type, uses->items[i])) first = uses->items[i];
        is_among |= uses->items[i] == function && is_part(type, function);
    }
    return is_among ? first : NULL;
}

const Object *native_opened(const Schema *schema, const Object *function)
{
    for (size_t i = 0; i < schema->objects.count; i++) {
        const Object *object = schema->objects.items[i];
        if (object->kind == KIND_NATIVE && native_opener(object, function)) return object;
    }
    return NULL;
}

static void print_arguments(Text *out, const Object *object, const Attr *attr)
{
    if (!native_word(object)->has_arguments) return;
    text_add_char(out, '(');
    parameters_print(out, attr_value(object, attr, ParameterList), false);
    text_add_char(out, ')');
}

static const Attr attrs[] = {
    {"what", VALUE_WORD, AT(Native, what), .flags = ATTR_KIND | ATTR_IDENTITY | ATTR_UNLISTED},
    {"arguments", VALUE_PARAMETERS, AT(Native, arguments), ATTR_IDENTITY | ATTR_UNLISTED,
     .print = print_arguments},
    {"on", VALUE_OBJECT, AT(Native, on), ATTR_IDENTITY | ATTR_UNLISTED, .clause = "on %"},
    {"using", VALUE_NAME, AT(Native, method), ATTR_IDENTITY | ATTR_UNLISTED, .clause = "using %"},
    {"definition", VALUE_BODY, AT(Native, body), ATTR_ENGINE_TEXT, .clause = "as %"},
    {"uses", VALUE_USES, AT(Native, uses), .flags = ATTR_DERIVED},
};

const KindInfo native_kind = {
    .word = "native object",
    .plural = "native objects",
    .size = sizeof(Native),
    .has_namespace = true,
    .dialects = POSTGRES,
    .names = NAMES_OF_NATIVES,
    ROWS(attrs),
};
