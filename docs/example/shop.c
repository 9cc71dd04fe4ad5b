/* SPDX-License-Identifier: MIT
 * The example application: a shop that takes one order at every start. It opens its database, lets
 * schemac make it or check it, and works with typed rows. */
#include <sqlite3.h>
#include <stdio.h>

#include "shop.h"

/* Brings the database to the schema this program was compiled with, or says what is wrong. */
static bool start(schemac_db db)
{
    schemac_report report = {0};
    schemac_status status = schemac_migrate(db, &shop_schema, NULL, &report);
    if (status == SCHEMAC_OK && report.version_before < 0) printf("%s\n", report.message);
    if (status == SCHEMAC_OK) {
        schemac_report_free(&report);
        status = schemac_verify(db, &shop_schema, SCHEMAC_EXACT, &report);
    }
    if (status != SCHEMAC_OK) fprintf(stderr, "%s", schemac_report_text(&report));
    schemac_report_free(&report);
    return status == SCHEMAC_OK;
}

static bool failed(const schemac_answer *answer)
{
    fprintf(stderr, "shop: %s\n", answer->message);
    return false;
}

static bool take_order(schemac_db db, int64_t number)
{
    char email[64];
    snprintf(email, sizeof email, "customer%lld@example.org", (long long)number);
    schemac_answer answer = {0};
    bool ok = false;

    /* What is left out gets its default: the key, is_blocked, the times. */
    shop_customers_new customer = {.email = schemac_text_of(email),
                                   .name = schemac_text_of("A. Customer")};
    shop_customers made;
    shop_products_new product = {.price_cents = 450};
    char name[64];
    snprintf(name, sizeof name, "tea, number %lld", (long long)number);
    product.name = schemac_text_of(name);
    shop_products tea;
    shop_orders order;
    if (shop_customers_insert(db, &customer, &made, &answer) != SCHEMAC_OK) goto done;
    int64_t customer_id = made.id;
    if (shop_products_insert(db, &product, &tea, &answer) != SCHEMAC_OK) goto done;
    schemac_uuid product_id = tea.id;
    if (shop_orders_insert(db, &(shop_orders_new){.customer_id = customer_id}, &order, &answer) !=
        SCHEMAC_OK)
        goto done;

    shop_order_lines_new line = {.order_id = order.id, .line = 1, .product_id = product_id,
                                 .quantity = SCHEMAC_SET(3), .price_cents = 450};
    shop_order_lines read;
    if (shop_order_lines_insert(db, &line, NULL, &answer) != SCHEMAC_OK ||
        shop_order_lines_get(db, order.id, 1, &read, &answer) != SCHEMAC_OK)
        goto done;
    schemac_text status = shop_order_status_text(order.status);
    printf("order %lld is %.*s: %d pieces of tea for %d cents\n", (long long)order.id,
           (int)status.size, status.data, read.quantity, read.total_cents);
    ok = true;
done:
    if (!ok) failed(&answer);
    schemac_answer_free(&answer);
    return ok;
}

/* A query of one's own: the columns by the list that the row reader expects. */
static bool list_customers(sqlite3 *connection)
{
    sqlite3_stmt *statement = NULL;
    schemac_answer answer = {0};
    shop_customers customer;
    bool ok = sqlite3_prepare_v2(connection,
                                 "SELECT " SHOP_CUSTOMERS_COLUMNS " FROM " SHOP_CUSTOMERS_TABLE
                                 " ORDER BY " SHOP_CUSTOMERS_COL_ID,
                                 -1, &statement, NULL) == SQLITE_OK;
    while (ok && sqlite3_step(statement) == SQLITE_ROW) {
        ok = shop_customers_read_sqlite(statement, 0, &customer, &answer) == SCHEMAC_OK;
        if (ok) printf("customer %lld: %.*s%s\n", (long long)customer.id, (int)customer.email.size,
                       customer.email.data, customer.note.is_null ? "" : " (has a note)");
    }
    if (!ok) failed(&answer);
    sqlite3_finalize(statement);
    schemac_answer_free(&answer);
    return ok;
}

int main(int argc, char **argv)
{
    sqlite3 *connection = NULL;
    if (argc != 2) {
        fprintf(stderr, "usage: shop DATABASE\n");
        return 2;
    }
    bool ok = sqlite3_open(argv[1], &connection) == SQLITE_OK;
    if (!ok) fprintf(stderr, "shop: %s\n", sqlite3_errmsg(connection));
    if (ok) sqlite3_exec(connection, "PRAGMA foreign_keys = ON", NULL, NULL, NULL);
    schemac_db db = schemac_sqlite(connection);
    sqlite3_stmt *count = NULL;
    ok = ok && start(db);
    int64_t number = 0;
    if (ok && sqlite3_prepare_v2(connection, "SELECT count(*) FROM " SHOP_ORDERS_TABLE, -1, &count,
                                 NULL) == SQLITE_OK &&
        sqlite3_step(count) == SQLITE_ROW)
        number = sqlite3_column_int64(count, 0) + 1;
    sqlite3_finalize(count);
    ok = ok && take_order(db, number) && list_customers(connection);
    sqlite3_close(connection);
    return ok ? 0 : 1;
}
