/* SPDX-License-Identifier: MIT
 * The tables and namespaces in which other tools keep a record of their migrations: they are theirs,
 * not the schema's. Where the name could be anybody's (`migrations`, `changelog`), the columns tell.
 * What a view, function or reference of the schema speaks of is the schema's all the same. A trigger
 * that calls what stands in a tool's namespace is the tool's, wherever it stands. */
#include <string.h>

#include "pull/pull.h"

static const struct {
    const char *table, *tool;
} records[] = {
    {"__diesel_schema_migrations", "Diesel"},
    {"__drizzle_migrations", "Drizzle"},
    {"__EFMigrationsHistory", "Entity Framework"},
    {"__MigrationHistory", "Entity Framework"},
    {"_prisma_migrations", "Prisma"},
    {"_sqlx_migrations", "sqlx"},
    {"_yoyo_log", "yoyo"},
    {"_yoyo_migration", "yoyo"},
    {"_yoyo_version", "yoyo"},
    {"adonis_schema", "AdonisJS"},
    {"adonis_schema_versions", "AdonisJS"},
    {"alembic_version", "Alembic"},
    {"ar_internal_metadata", "Rails"},
    {"atlas_schema_revisions", "Atlas"},
    {"bun_migration_locks", "Bun"},
    {"bun_migrations", "Bun"},
    {"d1_migrations", "D1"},
    {"databasechangelog", "Liquibase"},
    {"databasechangeloglock", "Liquibase"},
    {"django_migrations", "Django"},
    {"doctrine_migration_versions", "Doctrine"},
    {"flyway_schema_history", "Flyway"},
    {"goose_db_version", "goose"},
    {"gorp_migrations", "sql-migrate"},
    {"knex_migrations", "Knex"},
    {"knex_migrations_lock", "Knex"},
    {"kysely_migration", "Kysely"},
    {"kysely_migration_lock", "Kysely"},
    {"mikro_orm_migrations", "MikroORM"},
    {"phinxlog", "Phinx"},
    {"ragtime_migrations", "Ragtime"},
    {"refinery_schema_history", "refinery"},
    {"room_master_table", "Room"},
    {"seaql_migrations", "SeaORM"},
    {"SequelizeData", "Sequelize"},
    {"SequelizeMeta", "Sequelize"},
    {"typeorm_metadata", "TypeORM"},
    {"typeorm_migrations", "TypeORM"},
    {"yoyo_lock", "yoyo"},
};

/* Without that column it is somebody else's. */
static const struct {
    const char *table, *column, *tool;
} told_by_column[] = {
    {"aerich", "app", "Aerich"},
    {"migrate_version", "version", "sqlalchemy-migrate"},
    {"migratehistory", "migrated_at", "peewee"},
    {"migration_versions", "version", "Doctrine"},
    {"pgmigrations", "run_on", "node-pg-migrate"},
    {"play_evolutions", "apply_script", "Play"},
    {"schema_migrations", "version", "golang-migrate, dbmate, Rails or Ecto"},
};

/* These columns and no others, in the order of the alphabet. A version alone is a tool's where the
 * table has no key: with one it is the application's own. */
static const struct {
    const char *table, *columns, *tool;
} told_by_columns[] = {
    {"changelog", "applied_at description id", "MyBatis Migrations"},
    {"changelog", "checksum description id installed_by installed_on name success type version", "Evolve"},
    {"migration", "app_name id name ran_on", "Piccolo"},
    {"migration", "apply_time version", "Yii"},
    {"migrations", "batch class group id namespace time version", "CodeIgniter"},
    {"migrations", "batch id migration", "Laravel"},
    {"migrations", "executed_at hash id name", "postgres-migrations"},
    {"migrations", "id name run_on", "db-migrate"},
    {"migrations", "id name timestamp", "TypeORM"},
    {"schema_info", "version", "Sequel"},
    {"schema_migrations", "applied description id", "Migratus"},
    {"schema_migrations", "filename", "Sequel"},
    {"schema_version", "checksum description execution_time installed_by installed_on installed_rank script "
                       "success type version", "Flyway"},
    {"schema_version", "version", "tern"},
    {"schemaversions", "applied schemaversionid scriptname", "DbUp"},
    {"schemaversions", "applied schemaversionsid scriptname", "DbUp"},
    {"versioninfo", "appliedon description version", "FluentMigrator"},
};

/* All in it is the tool's. */
static const struct {
    const char *space, *tool;
} spaces[] = {
    {"atlas_schema_revisions", "Atlas"}, {"graphile_migrate", "Graphile Migrate"},
    {"hdb_catalog", "Hasura"},           {"pgroll", "pgroll"},
    {"sqitch", "Sqitch"},                {"supabase_migrations", "Supabase"},
};

const char record_needed[] = "needed";

/* Some engines and tools write the names in capitals. */
static bool same_letters(const char *a, const char *b, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        char x = a[i], y = b[i];
        if (x >= 'A' && x <= 'Z') x = (char)(x - 'A' + 'a');
        if (y >= 'A' && y <= 'Z') y = (char)(y - 'A' + 'a');
        if (x != y) return false;
    }
    return true;
}

/* The last name of a path, without quotes: none of these tables has quotes in its name. */
static bool is_named(const char *path, size_t length, const char *table)
{
    size_t size = strlen(table);
    if (length && path[length - 1] == '"') length--;
    if (length < size || !same_letters(path + length - size, table, size)) return false;
    return length == size || path[length - size - 1] == '.' || path[length - size - 1] == '"';
}

/* Of the namespace itself, or of what stands in it: the place in `spaces`; their count: in none. */
static size_t space_at(const char *path, bool is_space)
{
    size_t i = 0;
    for (; i < sizeof spaces / sizeof *spaces; i++) {
        size_t size = strlen(spaces[i].space);
        if (strncmp(path, spaces[i].space, size) == 0 && path[size] == (is_space ? '\0' : '.')) break;
    }
    return i;
}

/* A namespace that the rest needs is the schema's, with all in it. */
static const char *tool_of_space(const catalog *found, const char *path, bool is_space)
{
    size_t at = space_at(path, is_space);
    if (at == sizeof spaces / sizeof *spaces) return NULL;
    const char *name = spaces[at].space;
    const catalog_object *space = catalog_find(found, "namespace", name, strlen(name));
    return space && catalog_value(space, record_needed) ? NULL : spaces[at].tool;
}

/* Triggers that call a tool are the tool's. The text of a body is read when it runs. */
static bool may_lean(const catalog_object *object, const char *word)
{
    static const char *const kinds[] = {"trigger", "event trigger", "owner", "grant", "name", "detail"};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (strcmp(object->kind, kinds[i]) == 0) return false;
    bool is_text = strcmp(object->kind, "function") == 0 &&
                   (strcmp(word, "body") == 0 || strcmp(word, "settings") == 0);
    return !is_text && strstr(word, "comment") == NULL;
}

static bool space_is_needed(const catalog *found, const char *space)
{
    for (size_t i = 0; i < found->count; i++) {
        const catalog_object *object = &found->objects[i];
        if (space_at(object->path, false) < sizeof spaces / sizeof *spaces) continue;
        for (size_t j = 0; j < object->attr_count; j++)
            if (may_lean(object, object->attrs[j].word) &&
                text_find_word(object->attrs[j].value, space, strlen(space)))
                return true;
    }
    return false;
}

void records_find_needed(catalog *found)
{
    for (size_t i = 0; i < found->count; i++) {
        catalog_object *object = &found->objects[i];
        bool is_space = strcmp(object->kind, "namespace") == 0 &&
                        space_at(object->path, true) < sizeof spaces / sizeof *spaces;
        if (!is_space || !space_is_needed(found, object->path)) continue;
        catalog_attr *attrs = memory_take(found->memory, (object->attr_count + 1) * sizeof *attrs);
        if (!attrs) return;
        if (object->attr_count) memcpy(attrs, object->attrs, object->attr_count * sizeof *attrs);
        attrs[object->attr_count++] = (catalog_attr){record_needed, "yes"};
        object->attrs = attrs;
    }
}

/* ---- by columns ---- */

/* The next of a list of words; what is left of it. */
static const char *take_word(const char *words, size_t *length)
{
    words += strspn(words, " ");
    *length = strcspn(words, " ");
    return words;
}

static bool is_word_of(const char *words, const char *name, size_t size)
{
    size_t length;
    for (const char *word = take_word(words, &length); *word; word = take_word(word + length, &length))
        if (length == size && same_letters(word, name, size)) return true;
    return false;
}

static size_t word_count(const char *words)
{
    size_t count = 0, length;
    for (const char *word = take_word(words, &length); *word; word = take_word(word + length, &length))
        count++;
    return count;
}

/* The columns of a table, without quotes. */
static bool next_column(const catalog *found, const char *path, size_t length, size_t *at,
                        const char **name, size_t *size)
{
    for (; *at < found->count; ++*at) {
        const catalog_object *object = &found->objects[*at];
        size_t owner;
        bool is_column = strcmp(object->kind, "column") == 0;
        const char *of = is_column ? catalog_owner(object, &owner) : NULL;
        if (!of || owner != length || memcmp(of, path, length) != 0) continue;
        *name = of + length + 1;
        *size = strlen(*name);
        bool is_quoted = **name == '"' && *size > 1;
        *name += is_quoted;
        *size -= 2 * is_quoted;
        ++*at;
        return true;
    }
    return false;
}

/* As many columns as there are words, each one of them. */
static bool has_columns(const catalog *found, const char *path, size_t length, const char *words)
{
    size_t at = 0, count = 0, size;
    const char *name;
    for (; next_column(found, path, length, &at, &name, &size); count++)
        if (!is_word_of(words, name, size)) return false;
    return count == word_count(words);
}

static bool has_column(const catalog *found, const char *path, size_t length, const char *column)
{
    size_t at = 0, size;
    const char *name;
    while (next_column(found, path, length, &at, &name, &size))
        if (is_word_of(column, name, size)) return true;
    return false;
}

static bool has_key(const catalog *found, const char *path, size_t length)
{
    for (size_t i = 0; i < found->count; i++) {
        size_t owner;
        const char *of = strcmp(found->objects[i].kind, "primary key") == 0
                             ? catalog_owner(&found->objects[i], &owner)
                             : NULL;
        if (of && owner == length && memcmp(of, path, length) == 0) return true;
    }
    return false;
}

static bool is_told(const catalog *found, const char *path, size_t length, const char *words)
{
    return has_columns(found, path, length, words) &&
           (word_count(words) > 1 || !has_key(found, path, length));
}

static const char *named_tool(const catalog *found, const char *path, size_t length)
{
    for (size_t i = 0; i < sizeof records / sizeof *records; i++)
        if (is_named(path, length, records[i].table)) return records[i].tool;
    for (size_t i = 0; i < sizeof told_by_column / sizeof *told_by_column; i++)
        if (is_named(path, length, told_by_column[i].table) &&
            has_column(found, path, length, told_by_column[i].column))
            return told_by_column[i].tool;
    for (size_t i = 0; i < sizeof told_by_columns / sizeof *told_by_columns; i++)
        if (is_named(path, length, told_by_columns[i].table) &&
            is_told(found, path, length, told_by_columns[i].columns))
            return told_by_columns[i].tool;
    return NULL;
}

/* ---- what the schema needs ---- */

static bool is_path(const char *path, size_t length, const char *other)
{
    return other && strlen(other) == length && memcmp(other, path, length) == 0;
}

/* The last name of the path stands in the text as a word. */
static bool speaks_of(const char *text, const char *path, size_t length)
{
    size_t size = 0;
    while (size < length && text_is_word_byte(path[length - size - 1])) size++;
    return text && size && text_find_word(text, path + length - size, size);
}

static bool leans_on(const catalog_object *object, const char *path, size_t length)
{
    if (strcmp(object->kind, "foreign key") == 0)
        return is_path(path, length, catalog_value(object, "target"));
    if (strcmp(object->kind, "view") == 0)
        return speaks_of(catalog_value(object, "body"), path, length);
    return strcmp(object->kind, "function") == 0 &&
           (speaks_of(catalog_value(object, "returns"), path, length) ||
            speaks_of(catalog_value(object, "arguments"), path, length));
}

/* By what is not a part of a record itself. */
static bool is_needed(const catalog *found, const char *path, size_t length)
{
    for (size_t i = 0; i < found->count; i++) {
        size_t size = 0;
        const catalog_object *object = &found->objects[i];
        if (!leans_on(object, path, length) || tool_of_space(found, object->path, false)) continue;
        const char *owner = catalog_owner(object, &size);
        if (!owner || !named_tool(found, owner, size)) return true;
    }
    return false;
}

const char *pull_record_table(const catalog *found, const char *path, size_t length)
{
    const char *tool = named_tool(found, path, length);
    return tool && !is_needed(found, path, length) ? tool : NULL;
}

/* A namespace in which there is nothing but records. */
static const char *tool_of_all(const catalog *found, const char *space)
{
    const char *tool = NULL;
    size_t length = strlen(space);
    for (size_t i = 0; i < found->count; i++) {
        const catalog_object *object = &found->objects[i];
        if (strncmp(object->path, space, length) != 0 || object->path[length] != '.') continue;
        tool = pull_recorder(found, object);
        if (!tool) return NULL;
    }
    return tool;
}

/* The function that a trigger calls. */
static const char *called(const catalog_object *object)
{
    static const char words[] = " execute function ";
    if (strcmp(object->kind, "trigger") == 0) return catalog_value(object, "function");
    if (strcmp(object->kind, "event trigger") != 0) return NULL;
    const char *found = strstr(catalog_value(object, "definition"), words);
    return found ? found + strlen(words) : NULL;
}

const char *pull_hook(const catalog *found, const catalog_object *object)
{
    const char *function = called(object);
    if (!function || tool_of_space(found, object->path, false)) return NULL;
    return tool_of_space(found, function, false);
}

NameList pull_hooks_ignored(Cx *cx, const catalog *found)
{
    VEC(Name) patterns = {0};
    for (size_t i = 0; i < found->count; i++) {
        const catalog_object *object = &found->objects[i];
        if (!pull_hook(found, object)) continue;
        const char *function = called(object);
        bool is_member = strcmp(object->kind, "trigger") == 0;
        const char *text = is_member ? arena_printf(cx->arena, "%.*s*", (int)strcspn(function, "."), function)
                                     : object->path;
        Name name = name_of(cx->names, text, strlen(text));
        bool is_there = false;
        for (size_t j = 0; j < patterns.count; j++) is_there |= name_is(patterns.items[j], name);
        if (!is_there) vec_push(cx->arena, &patterns, name);
    }
    return (NameList){patterns.items, patterns.count};
}

const char *pull_recorder(const catalog *found, const catalog_object *object)
{
    const char *hooked = pull_hook(found, object);
    if (hooked) return hooked;
    size_t length = 0;
    const char *of = catalog_value(object, "of"); /* of a privilege or owner: "table kb.notes" */
    const char *kind = of ? of : object->kind, *path = object->path;
    if (of) path = strchr(of, ' ') ? strchr(of, ' ') + 1 : of;
    bool is_space = strncmp(kind, "namespace", strlen("namespace")) == 0;
    const char *tool = tool_of_space(found, path, is_space);
    if (is_space && !tool) return tool_of_all(found, path);
    const char *owner = of ? NULL : catalog_owner(object, &length);
    if (tool || (owner && (tool = pull_record_table(found, owner, length)))) return tool;
    bool is_table = !owner && strncmp(kind, "table", strlen("table")) == 0;
    return is_table ? pull_record_table(found, path, strlen(path)) : NULL;
}

bool pull_is_record(const catalog *found, const catalog_object *object)
{
    bool is_space = strcmp(object->kind, "namespace") == 0;
    bool is_table = strcmp(object->kind, "table") == 0 && !tool_of_space(found, object->path, false);
    return pull_hook(found, object) || ((is_space || is_table) && pull_recorder(found, object));
}
