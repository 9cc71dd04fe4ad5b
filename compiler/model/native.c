/* SPDX-License-Identifier: MIT
 * aggregate total(int) as $$ (int) (sfunc = int4pl, stype = int) $$;   rare kinds, in the words of
 * the engine: the head tells the object apart, the body is what SQL has behind the name */
#include "model/kind.h"

/* word, has_namespace, has_arguments, after */
const NativeWord native_words[NATIVE_WORDS] = {
    {"access method", false, false, NULL},
    {"aggregate", true, true, NULL},
    {"cast", false, true, NULL},
    {"collation", true, false, NULL},
    {"conversion", true, false, NULL},
    {"event trigger", false, false, ""},
    {"foreign data wrapper", false, false, NULL},
    {"foreign table", true, false, NULL},
    {"operator", true, true, NULL},
    {"operator class", true, false, "operator"},
    {"operator family", true, false, "operator"},
    {"publication", false, false, NULL},
    {"rule", false, false, NULL},
    {"server", false, false, NULL},
    {"statistics", true, false, NULL},
    {"text search configuration", true, false, NULL},
    {"text search dictionary", true, false, NULL},
    {"text search parser", true, false, NULL},
    {"text search template", true, false, NULL},
    {"transform", false, true, NULL},
    {"user mapping", false, false, NULL},
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
