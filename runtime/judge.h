/* SPDX-License-Identifier: MIT
 * Private. How bad a difference is under a policy, and what to do about it. */
#ifndef SCHEMAC_JUDGE_H
#define SCHEMAC_JUDGE_H

#include "catalog.h"

typedef struct Verdict {
    schemac_severity severity;
    const char *advice;
} Verdict;

Verdict judge_missing(void);
Verdict judge_unexpected(schemac_policy policy, const catalog_object *object, bool owned);
Verdict judge_attribute(schemac_policy policy, const char *kind, const char *word,
                        const char *expected);

/* What of a program a difference breaks; NULL: that depends on others. */
const char *judge_breaks(const char *kind, const char *word);

#endif
