/* SPDX-License-Identifier: MIT
 * A schema of three versions for PostgreSQL, whose last migration has two transactions and
 * statements that run alone before and between them; what the tests of migrations share. */
#ifndef TESTS_LIVE_UPGRADE_USERS_H
#define TESTS_LIVE_UPGRADE_USERS_H

#include "runtime/schemac.h"

#define F1 "1111111111111111111111111111111111111111111111111111111111111111"
#define F2 "2222222222222222222222222222222222222222222222222222222222222222"
#define F3 "3333333333333333333333333333333333333333333333333333333333333333"

static const char *const baseline_1[] = {
    "CREATE TYPE state AS ENUM ('a');",
    "CREATE TABLE users (id bigint NOT NULL CONSTRAINT users_pkey PRIMARY KEY, mail text);", NULL};
static const char *const baseline_2[] = {
    "CREATE TYPE state AS ENUM ('a');",
    "CREATE TABLE users (id bigint NOT NULL CONSTRAINT users_pkey PRIMARY KEY, mail text,"
    " age integer);",
    NULL};
static const char *const baseline_3[] = {
    "CREATE TYPE state AS ENUM ('a', 'b');",
    "CREATE TABLE users (id bigint NOT NULL CONSTRAINT users_pkey PRIMARY KEY, mail text NOT NULL,"
    " age integer CONSTRAINT grown CHECK (age BETWEEN 0 AND 200), st state DEFAULT 'b');",
    "CREATE INDEX by_mail ON users (mail);", NULL};

#define ID "column\tusers.id\ttype=bigint\n"
#define MAIL_1 "column\tusers.mail\tnull=yes\ttype=text\n"
#define MAIL_3 "column\tusers.mail\ttype=text\n"
#define AGE "column\tusers.age\tnull=yes\ttype=integer\n"
#define STATE "column\tusers.st\tdefault=~'b'\tnull=yes\ttype=state\n"
#define ENUM_1 "enum\tstate\tvalues='a'\n"
#define ENUM_3 "enum\tstate\tvalues='a', 'b'\n"
#define INDEX "index\tusers.by_mail\ton=mail\n"
#define GROWN "check\tusers.grown\texpr=~age between 0 and 200\n"
#define REST "primary key\tusers.users_pkey\tcolumns=id\ntable\tusers\n"

static const char *const catalog_1[] = {ID MAIL_1 ENUM_1 REST, NULL};
static const char *const catalog_2[] = {ID MAIL_1 AGE ENUM_1 REST, NULL};
static const char *const catalog_3[] = {ID MAIL_3 AGE STATE ENUM_3 INDEX GROWN REST, NULL};

static const char *const script_2[] = {"ALTER TABLE public.users ADD COLUMN age integer;", NULL};
static const char *const undo_2[] = {"-" AGE, NULL};
static const char *const script_3[] = {
    "SET lock_timeout = '7s';",
    "ALTER TYPE public.state ADD VALUE IF NOT EXISTS 'b';",
    "BEGIN;",
    "SELECT 'user ' || id || ' has no mail' AS violation FROM public.users WHERE mail IS NULL"
    " LIMIT 1;",
    "ALTER TABLE public.users ADD COLUMN st public.state DEFAULT 'b';",
    "ALTER TABLE public.users ADD CONSTRAINT grown CHECK (age BETWEEN 0 AND 200) NOT VALID;",
    "ALTER TABLE public.users ADD CONSTRAINT mail_set CHECK (mail IS NOT NULL) NOT VALID;",
    "COMMIT;",
    "CREATE INDEX CONCURRENTLY by_mail ON public.users (mail);",
    "ALTER TABLE public.users VALIDATE CONSTRAINT grown;",
    "ALTER TABLE public.users VALIDATE CONSTRAINT mail_set;",
    "BEGIN;",
    "ALTER TABLE public.users ALTER COLUMN mail SET NOT NULL;",
    "ALTER TABLE public.users DROP CONSTRAINT mail_set;",
    "COMMIT;",
    "RESET lock_timeout;",
    NULL};
enum { STATEMENTS_3 = 11 }; /* that the runtime runs */
static const char *const undo_3[] = {"-" MAIL_3 "+" MAIL_1 "-" STATE "-" ENUM_3,
                                     "+" ENUM_1 "-" INDEX "-" GROWN, NULL};

static const schemac_migration migrations[] = {
    {1, "initial", "", F1, baseline_1, catalog_1, 1, 0},
    {2, "add_age", F1, F2, script_2, undo_2, 1, 0},
    {3, "mail_for_all", F2, F3, script_3, undo_3, 3, 0},
};

static const schemac_dialect_half half_1 = {baseline_1, catalog_1, 0, migrations, 1, NULL};
static const schemac_dialect_half half_2 = {baseline_2, catalog_2, 0, migrations, 2, NULL};
static const schemac_dialect_half half_3 = {baseline_3, catalog_3, 0, migrations, 3, NULL};

#define SCHEMA(number, mark, of)                                                                   \
    {                                                                                              \
        .interface_version = SCHEMAC_INTERFACE, .name = "users", .version = number,                \
        .fingerprint = mark, .default_space = "public", .postgres = of                             \
    }
static const schemac_schema users_1 = SCHEMA(1, F1, &half_1);
static const schemac_schema users_2 = SCHEMA(2, F2, &half_2);
static const schemac_schema users_3 = SCHEMA(3, F3, &half_3);

#endif
