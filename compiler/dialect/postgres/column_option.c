/* SPDX-License-Identifier: MIT
 * What PostgreSQL keeps of a column besides its type: where long values go, how they are compressed,
 * how closely ANALYZE looks. CREATE TABLE has no place for most of it, so it is said behind it. */
#include <string.h>

#include "dialect/postgres/change.h"

static const Option *find_option(const OptionList *options, Name name)
{
    for (size_t i = 0; i < options->count; i++)
        if (name_is(options->items[i].name, name)) return &options->items[i];
    return NULL;
}

static const Type *base_of(const Type *type)
{
    while (type && type->named && type->named->kind == KIND_DOMAIN && !type->dims)
        type = ((const Domain *)type->named)->type;
    return type;
}

/* Of types whose values have any length; NULL: not a type of the engine itself. */
const char *postgres_usual_storage(const Column *column)
{
    static const char plain[] = "smallint integer bigint real money boolean uuid date time timetz interval"
                                " timestamp timestamptz name oid point line lseg box circle macaddr"
                                " macaddr8 pg_lsn tsquery";
    static const char extended[] = "text varchar char bpchar character bytea json jsonb jsonpath xml tsvector bit"
                                   " varbit path polygon";
    const Type *type = base_of(marked_type_for(&column->type, DIALECT_POSTGRES));
    if (type->dims) return "extended";
    if (type->named) return type->named->kind == KIND_ENUM ? "plain" : "extended";
    const char *name = name_text(type->name);
    char word[16] = "";
    size_t length = strcspn(name, " ");
    if (length < sizeof word) memcpy(word, name, length);
    if (strcmp(word, "double") == 0) return "plain";
    for (int i = 0; i < 3; i++) {
        static const char *const words[] = {plain, extended, "numeric inet cidr"};
        static const char *const usual[] = {"plain", "extended", "main"};
        for (const char *at = words[i]; *at; at += strspn(at, " ")) {
            size_t size = strcspn(at, " ");
            if (strlen(word) == size && strncmp(at, word, size) == 0) return usual[i];
            at += size;
        }
    }
    return NULL;
}

static void begin(Text *out, const Schema *schema, const Column *column, bool is_only)
{
    if (out->length) text_add(out, ";\n");
    text_add(out, is_only ? "ALTER TABLE ONLY " : "ALTER TABLE ");
    postgres_path(out, schema, column->object.parent);
    text_add(out, " ALTER COLUMN ");
    postgres_identifier(out, column->object.name);
}

static void add_option(Text *out, const Column *column, Name name, const char *value)
{
    const char *usual = postgres_usual_storage(column);
    if (name_equals(name, "storage"))
        text_printf(out, " SET STORAGE %s", value ? value : usual ? usual : "extended");
    else if (name_equals(name, "compression"))
        text_printf(out, " SET COMPRESSION %s", value ? value : "default");
    else if (name_equals(name, "statistics"))
        text_printf(out, " SET STATISTICS %s", value ? value : "-1");
    else {
        Option option = {name, value};
        text_add(out, value ? " SET " : " RESET ");
        postgres_option_list(out, &(OptionList){&option, 1});
    }
}

void postgres_column_option_alone(Text *out, const Schema *schema, const Column *column, Name name,
                                  const char *value)
{
    begin(out, schema, column, true);
    add_option(out, column, name, value);
}

void postgres_column_option(Text *out, const Schema *schema, const Column *column, Name name,
                            const char *value)
{
    begin(out, schema, column, !name_equals(name, "storage"));
    add_option(out, column, name, value);
}

void postgres_column_options(Text *out, const Schema *schema, const Column *column,
                             const OptionList *before)
{
    const OptionList *options = &column->options;
    if (column->is_inherited) return;
    for (size_t i = 0; i < before->count; i++)
        if (!find_option(options, before->items[i].name))
            postgres_column_option(out, schema, column, before->items[i].name, NULL);
    for (size_t i = 0; i < options->count; i++) {
        const Option *option = &options->items[i], *was = find_option(before, option->name);
        if (was && strcmp(was->value, option->value) == 0) continue;
        postgres_column_option(out, schema, column, option->name, option->value);
    }
}

/* ---- columns that are there ---- */

static bool is_other(const Column *column, const OptionList *before, const char *word)
{
    const Option *was = NULL, *is = NULL;
    for (size_t i = 0; i < before->count; i++)
        if (name_equals(before->items[i].name, word)) was = &before->items[i];
    for (size_t i = 0; i < column->options.count; i++)
        if (name_equals(column->options.items[i].name, word)) is = &column->options.items[i];
    return (was != NULL) != (is != NULL) || (was && strcmp(was->value, is->value) != 0);
}

/* What ANALYZE goes by keeps nobody waiting. */
void postgres_keep_column(Alter *alter, const Column *column, const OptionList *before, bool is_reset)
{
    Text sql = {0};
    bool is_given = is_other(column, before, "storage");
    bool is_stored = is_given || is_other(column, before, "compression");
    postgres_column_options(&sql, alter->changes->to, column, before);
    is_stored |= postgres_keep_below(alter, &sql, column, is_reset, is_given);
    if (sql.length)
        postgres_step(alter, &sql, column->object.parent,
                      is_stored ? LOCK_ACCESS_EXCLUSIVE : LOCK_SHARE_UPDATE_EXCLUSIVE,
                      postgres_why(alter, &column->object, "is kept otherwise"));
    text_free(&sql);
}

/* Another type or collation takes storage and compression back to what the type has. */
void postgres_alter_column_options(Alter *alter, const Change *change)
{
    const Column *from = (const Column *)change->from, *to = (const Column *)change->to;
    bool is_new_type = postgres_changes(change, "type") || postgres_changes(change, "collate");
    Option *left = arena_array(alter->cx->arena, Option, from->options.count);
    size_t count = 0;
    for (size_t i = 0; i < from->options.count; i++) {
        Option option = from->options.items[i];
        bool is_of_type =
            name_equals(option.name, "storage") || name_equals(option.name, "compression");
        if (!is_new_type || !is_of_type) left[count++] = option;
    }
    postgres_keep_column(alter, to, &(OptionList){left, count}, is_new_type);
}
