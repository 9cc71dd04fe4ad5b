/* SPDX-License-Identifier: MIT
 * Rows of what only PostgreSQL has: namespaces that the search path does not know, domains over
 * enums, arrays and types of its own. The argument: a conninfo. */
#include "plant.h"

#include <libpq-fe.h>

#include "check.h"

static int64_t try_beds(schemac_db db)
{
    plant_Beds_new form;
    plant_Beds row;
    memset(&form, 0, sizeof form);
    form.level = PLANT_GRADE_HIGH;
    form.numbers = schemac_text_of("{1,NULL,3}");
    form.grades.value = schemac_text_of("{low,high}");
    form.span.value = schemac_text_of("[1,3]");
    form.address.value = schemac_text_of("10.0.0.1");
    form.amount.value = schemac_text_of("1234567.891");
    form.grades.is_set = form.span.is_set = form.address.is_set = form.amount.is_set = true;
    OK(plant_Beds_insert(db, &form, &row, &answer));
    CHECK(row.level == PLANT_GRADE_HIGH && row.count == 1);
    CHECK(is(row.numbers, "{1,NULL,3}") && is(row.grades.value, "{low,high}"));
    CHECK(is(row.span.value, "[1,4)") && is(row.address.value, "10.0.0.1/32"));
    CHECK(is(row.amount.value, "1234567.891"));

    row.level = PLANT_GRADE_LOW;
    row.count = 7;
    row.address.is_set = false;
    OK(plant_Beds_update(db, &row, &answer));
    OK(plant_Beds_get(db, row.id, &row, &answer));
    CHECK(row.level == PLANT_GRADE_LOW && row.count == 7 && row.address.is_null);
    CHECK(is(row.amount.value, "1234567.891"));

    form.count.is_set = true;
    form.count.value = 0;
    CHECK(plant_Beds_insert(db, &form, NULL, &answer) == SCHEMAC_DATABASE);
    CHECK(strcmp(answer.code, "23514") == 0);
    form.count.is_set = false;
    form.numbers = schemac_text_of("{x}");
    CHECK(plant_Beds_insert(db, &form, NULL, &answer) == SCHEMAC_DATABASE);
    CHECK(strcmp(answer.code, "22P02") == 0 && strchr(answer.message, '\n') == NULL);
    return row.id;
}

static void try_other_space(schemac_db db, int64_t bed)
{
    plant_kb_beds_new form;
    plant_kb_beds row;
    memset(&form, 0, sizeof form);
    form.bed = bed;
    OK(plant_kb_beds_insert(db, &form, &row, &answer));
    CHECK(row.grade == PLANT_KB_GRADE_RICH);
    row.grade = PLANT_KB_GRADE_POOR;
    OK(plant_kb_beds_update(db, &row, &answer));
    OK(plant_kb_beds_delete(db, bed, &answer));
    CHECK(plant_kb_beds_get(db, bed, &row, &answer) == SCHEMAC_NO_ROW);
}

static void try_statement(PGconn *connection, int64_t bed)
{
    plant_Beds row;
    PGresult *result = PQexecParams(connection, "SELECT " PLANT_BEDS_COLUMNS
                                    " FROM " PLANT_BEDS_TABLE, 0, NULL, NULL, NULL, NULL, 1);
    OK(plant_Beds_read_postgres(result, 0, 0, &row, &answer));
    CHECK(row.id == bed && is(row.numbers, "{1,NULL,3}"));
    PQclear(result);
}

int main(int argc, char **argv)
{
    if (argc != 2) return 2;
    PGconn *connection = PQconnectdb(argv[1]);
    PQclear(PQexec(connection, "SET client_min_messages = warning"));
    PQclear(PQexec(connection, "DROP SCHEMA IF EXISTS app, kb, public CASCADE"));
    PQclear(PQexec(connection, "CREATE SCHEMA public"));
    schemac_db db = schemac_postgres(connection);
    int status = PQstatus(connection) == CONNECTION_OK ? start(db, &plant_schema) : 1;
    if (status == 0) {
        int64_t bed = try_beds(db);
        try_other_space(db, bed);
        try_statement(connection, bed);
    }
    PQfinish(connection);
    return finish(status);
}
