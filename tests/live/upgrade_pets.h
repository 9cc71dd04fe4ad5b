/* SPDX-License-Identifier: MIT
 * A schema of three versions for SQLite, whose last migration rebuilds a table that another one
 * refers to; what the tests of migrations share. */
#ifndef TESTS_LIVE_UPGRADE_PETS_H
#define TESTS_LIVE_UPGRADE_PETS_H

#include "runtime/schemac.h"

#define F1 "1111111111111111111111111111111111111111111111111111111111111111"
#define F2 "2222222222222222222222222222222222222222222222222222222222222222"
#define F3 "3333333333333333333333333333333333333333333333333333333333333333"

#define OWNERS "CREATE TABLE owners (id INTEGER PRIMARY KEY, name TEXT NOT NULL) STRICT;"
#define PETS_1                                                                                     \
    "CREATE TABLE pets (id INTEGER PRIMARY KEY, owner_id INTEGER NOT NULL REFERENCES owners (id) " \
    "ON DELETE CASCADE, name TEXT NOT NULL) STRICT;"
#define PETS_2                                                                                     \
    "CREATE TABLE pets (id INTEGER PRIMARY KEY, owner_id INTEGER NOT NULL REFERENCES owners (id) " \
    "ON DELETE CASCADE, name TEXT NOT NULL, kind TEXT) STRICT;"
#define OWNERS_3                                                                                   \
    "(id INTEGER PRIMARY KEY, name TEXT NOT NULL CHECK (name <> ''), age INTEGER) STRICT;"

static const char *const baseline_1[] = {OWNERS, PETS_1, NULL};
static const char *const baseline_2[] = {OWNERS, PETS_2, NULL};
static const char *const baseline_3[] = {"CREATE TABLE owners " OWNERS_3, PETS_2,
                                         "CREATE VIEW names AS SELECT name FROM owners;", NULL};

#define OWNER_COLUMNS "column\towners.id\ttype=INTEGER\ncolumn\towners.name\ttype=TEXT\n"
#define PET_COLUMNS                                                                                \
    "column\tpets.id\ttype=INTEGER\ncolumn\tpets.name\ttype=TEXT\n"                                \
    "column\tpets.owner_id\ttype=INTEGER\n"
#define KIND "column\tpets.kind\tnull=yes\ttype=TEXT\n"
#define AGE "column\towners.age\tnull=yes\ttype=INTEGER\n"
#define CHECK_3 "check\towners: name <> ''\n"
#define VIEW_3 "view\tnames\tbody=select name from owners\n"
#define REST                                                                                       \
    "foreign key\tpets(owner_id) -> owners\tcolumns=owner_id\ton delete=cascade\ttarget=owners\t"  \
    "target columns=id\nprimary key\towners\tcolumns=id\nprimary key\tpets\tcolumns=id\n"          \
    "table\towners\ntable\tpets\n"

static const char *const catalog_1[] = {OWNER_COLUMNS PET_COLUMNS REST, NULL};
static const char *const catalog_2[] = {OWNER_COLUMNS PET_COLUMNS KIND REST, NULL};
static const char *const catalog_3[] = {OWNER_COLUMNS PET_COLUMNS KIND AGE CHECK_3 REST VIEW_3,
                                        NULL};

static const char *const script_2[] = {"-- 0002\nALTER TABLE pets ADD COLUMN ", "kind TEXT;", NULL};
static const char *const undo_2[] = {"-" KIND, NULL};
static const char *const script_3[] = {
    "PRAGMA foreign_keys = OFF;",
    "BEGIN;",
    "SELECT 'owner ' || id || ' has no name' AS violation FROM owners WHERE name = '' LIMIT 1;",
    "PRAGMA legacy_alter_table = ON;",
    "CREATE TABLE owners_new " OWNERS_3,
    "INSERT INTO owners_new (id, name) SELECT id, name FROM owners;",
    "DROP TABLE owners;",
    "ALTER TABLE owners_new RENAME TO owners;",
    "PRAGMA legacy_alter_table = OFF;",
    "CREATE VIEW names AS SELECT name FROM owners;",
    "PRAGMA foreign_key_check;",
    "COMMIT;",
    "PRAGMA foreign_keys = ON;",
    NULL};
static const char *const undo_3[] = {"-" AGE "-" CHECK_3, "-" VIEW_3, NULL};

static const schemac_migration migrations[] = {
    {1, "initial", "", F1, baseline_1, catalog_1, 1, 0},
    {2, "add_kind", F1, F2, script_2, undo_2, 1, 0},
    {3, "check_names", F2, F3, script_3, undo_3, 3, 0},
};

static const schemac_dialect_half half_1 = {baseline_1, catalog_1, 0, migrations, 1, NULL};
static const schemac_dialect_half half_2 = {baseline_2, catalog_2, 0, migrations, 2, NULL};
static const schemac_dialect_half half_3 = {baseline_3, catalog_3, 0, migrations, 3, NULL};

#define SCHEMA(number, mark, of)                                                                   \
    {                                                                                              \
        .interface_version = SCHEMAC_INTERFACE, .name = "pets", .version = number,                 \
        .fingerprint = mark, .default_space = "public", .sqlite = of                               \
    }
static const schemac_schema pets_1 = SCHEMA(1, F1, &half_1);
static const schemac_schema pets_2 = SCHEMA(2, F2, &half_2);
static const schemac_schema pets_3 = SCHEMA(3, F3, &half_3);

/* Rows for version 1 and 2, and what must be left of them. */
static const char rows[] = "INSERT INTO owners (id, name) VALUES (1, 'ann'), (2, 'ben');"
                           "INSERT INTO pets (id, owner_id, name) VALUES (10, 1, 'rex')";
static const char all_rows[] = "SELECT (SELECT group_concat(id || name) FROM owners) || "
                               "(SELECT group_concat(id || owner_id || name) FROM pets)";
#define ALL_ROWS "1ann,2ben101rex"

#endif
