/* SPDX-License-Identifier: MIT
 * The registry: every kind by its number. A kind that is missing here is a NULL that the unit
 * test of the registry finds. */
#include "model/kind.h"

const KindInfo *const kind_infos[KIND_COUNT] = {
    [KIND_NAMESPACE] = &namespace_kind,
    [KIND_EXTENSION] = &extension_kind,
    [KIND_ENUM] = &enum_kind,
    [KIND_ENUM_VALUE] = &enum_value_kind,
    [KIND_DOMAIN] = &domain_kind,
    [KIND_TYPE] = &type_kind,
    [KIND_ATTRIBUTE] = &attribute_kind,
    [KIND_RANGE] = &range_kind,
    [KIND_SEQUENCE] = &sequence_kind,
    [KIND_FUNCTION] = &function_kind,
    [KIND_NATIVE] = &native_kind,
    [KIND_EXTERNAL] = &external_kind,
    [KIND_TABLE] = &table_kind,
    [KIND_COLUMN] = &column_kind,
    [KIND_PRIMARY_KEY] = &primary_key_kind,
    [KIND_UNIQUE] = &unique_kind,
    [KIND_FOREIGN_KEY] = &foreign_key_kind,
    [KIND_CHECK] = &check_kind,
    [KIND_EXCLUDE] = &exclude_kind,
    [KIND_INDEX] = &index_kind,
    [KIND_VIEW] = &view_kind,
    [KIND_TRIGGER] = &trigger_kind,
    [KIND_POLICY] = &policy_kind,
    [KIND_FUTURE] = &future_kind,
    [KIND_OWNER] = &owner_kind,
    [KIND_GRANT] = &grant_kind,
};

static const char *const dialect_words[DIALECT_COUNT] = {
    [DIALECT_POSTGRES] = "postgres",
    [DIALECT_SQLITE] = "sqlite",
};

const char *dialect_word(DialectId dialect)
{
    return dialect_words[dialect];
}

bool dialect_find(const char *word, DialectId *dialect)
{
    for (*dialect = 0; *dialect < DIALECT_COUNT; ++*dialect)
        if (strcmp(word, dialect_words[*dialect]) == 0) return true;
    return false;
}
