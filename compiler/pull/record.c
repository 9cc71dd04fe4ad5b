/* SPDX-License-Identifier: MIT
 * The tables in which other tools keep a record of their migrations: they are theirs, not the
 * schema's. */
#include <string.h>

#include "pull/pull.h"

static const struct {
    const char *table, *tool;
} records[] = {
    {"_prisma_migrations", "Prisma"},
    {"_sqlx_migrations", "sqlx"},
    {"__diesel_schema_migrations", "Diesel"},
    {"__drizzle_migrations", "Drizzle"},
    {"__EFMigrationsHistory", "Entity Framework"},
    {"alembic_version", "Alembic"},
    {"ar_internal_metadata", "Rails"},
    {"atlas_schema_revisions", "Atlas"},
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
    {"mikro_orm_migrations", "MikroORM"},
    {"pgmigrations", "node-pg-migrate"},
    {"refinery_schema_history", "refinery"},
    {"schema_migrations", "another tool"},
    {"SequelizeMeta", "Sequelize"},
    {"typeorm_migrations", "TypeORM"},
};

/* The last name of a path, without quotes: none of these tables has quotes in its name. */
static bool is_named(const char *path, size_t length, const char *table)
{
    size_t size = strlen(table);
    if (length && path[length - 1] == '"') length--;
    if (length < size || memcmp(path + length - size, table, size) != 0) return false;
    return length == size || path[length - size - 1] == '.' || path[length - size - 1] == '"';
}

const char *pull_recorder(const catalog_object *object)
{
    size_t length = 0;
    const char *path = catalog_owner(object, &length);
    bool is_table = !path && strcmp(object->kind, "table") == 0;
    if (is_table) path = object->path, length = strlen(path);
    for (size_t i = 0; path && i < sizeof records / sizeof *records; i++)
        if (is_named(path, length, records[i].table)) return records[i].tool;
    return NULL;
}
