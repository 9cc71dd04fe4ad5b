/* SPDX-License-Identifier: MIT
 * What the programs of this folder check with. */
#ifndef TESTS_CONSUMER_CHECK_H
#define TESTS_CONSUMER_CHECK_H

#include <stdio.h>
#include <string.h>

#include "schemac.h"

static int checks, failures;
static schemac_answer answer;

static inline void check(bool is_true, const char *what, const char *file, int line)
{
    checks++;
    if (is_true) return;
    failures++;
    fprintf(stderr, "%s:%d: not true: %s (%s)\n", file, line, what, answer.message);
}
#define CHECK(condition) check((condition), #condition, __FILE__, __LINE__)
#define OK(call) check((call) == SCHEMAC_OK, #call, __FILE__, __LINE__)

static inline bool is(schemac_text text, const char *want)
{
    return text.size == strlen(want) && memcmp(text.data, want, text.size) == 0;
}

/* Makes the database and checks it; the status says what went wrong. */
static inline int start(schemac_db db, const schemac_schema *schema)
{
    schemac_report report;
    memset(&report, 0, sizeof report);
    schemac_status status = schemac_migrate(db, schema, NULL, &report);
    if (status == SCHEMAC_OK) {
        schemac_report_free(&report);
        status = schemac_verify(db, schema, SCHEMAC_EXACT, &report);
    }
    if (status != SCHEMAC_OK) fprintf(stderr, "%s\n", schemac_report_text(&report));
    schemac_report_free(&report);
    return (int)status;
}

static inline int finish(int status)
{
    schemac_answer_free(&answer);
    printf("%d checks, %d failed\n", checks, failures);
    return status != 0 ? status : failures != 0;
}

#endif
