/* SPDX-License-Identifier: MIT
 * Private. Cuts SQL of a dialect, or a schema, into tokens, as far as it takes to find the ends of
 * statements and to tell a change of layout from one of meaning. */
#ifndef CHAIN_SCAN_H
#define CHAIN_SCAN_H

#include <stdbool.h>
#include <stddef.h>

#include "model/model.h"
#include "sha256.h"

typedef enum ScanKind {
    SCAN_END,
    SCAN_WORD,   /* a name without quotes, a number, a string with a letter before it */
    SCAN_QUOTED, /* between quotes of any kind */
    SCAN_MARK,   /* one of ( ) [ ] { } , ; . and all else that stands alone */
    SCAN_SIGNS,  /* operators */
    SCAN_BAD     /* what was begun and does not end; `wrong` says what */
} ScanKind;

typedef struct ScanRules ScanRules;
extern const ScanRules *const scan_sql[DIALECT_COUNT];
extern const ScanRules *const scan_schema;

typedef struct Scan {
    const char *text;
    size_t length;
    const ScanRules *rules;
    ScanKind kind;     /* of the token */
    size_t start, end; /* where it stands; of SCAN_BAD: where it began */
    const char *wrong;
} Scan;

Scan scan_begin(const ScanRules *rules, const char *text, size_t length);
bool scan_next(Scan *scan); /* false: SCAN_END or SCAN_BAD */
bool scan_is_word(const Scan *scan, const char *lower); /* without regard to case */
bool scan_is_mark(const Scan *scan, char mark);

/* A hash over tokens: no two rows of tokens give the same bytes. Begins as {0} with its sum begun. */
typedef struct ScanSum {
    schemac_sha256 sum;
    char bytes[1024];
    size_t used;
} ScanSum;
void scan_sum(const Scan *scan, ScanSum *sum);
void scan_sum_bytes(ScanSum *sum, const char *bytes, size_t length);
void scan_sum_end(ScanSum *sum, char out[65]);

/* The text without the CR of each CR LF, as it is hashed and run; in place. */
size_t scan_unify_lines(char *text, size_t length);

#endif
