/* SPDX-License-Identifier: MIT
 * What a sequence counts through, and how it comes from old bounds to new ones: sequences of their
 * own and those of columns that the database numbers. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "dialect/postgres/change.h"

static long long limit_of(const Type *type, bool is_highest)
{
    const char *word = type ? name_text(type->name) : "bigint";
    long long most = strcmp(word, "smallint") == 0  ? INT16_MAX
                     : strcmp(word, "integer") == 0 ? INT32_MAX
                                                    : INT64_MAX;
    return is_highest ? most : -most - 1;
}

bool postgres_is_falling(const Sequence *sequence)
{
    return sequence->increment && *sequence->increment == '-';
}

/* Said or not. */
static long long bound_of(const Sequence *sequence, bool is_highest)
{
    const char *said = is_highest ? sequence->maximum : sequence->minimum;
    if (said) return strtoll(said, NULL, 10);
    if (postgres_is_falling(sequence) != is_highest) return limit_of(sequence->type, is_highest);
    return is_highest ? -1 : 1;
}

long long postgres_first_number(const Sequence *sequence)
{
    if (sequence->start) return strtoll(sequence->start, NULL, 10);
    return bound_of(sequence, postgres_is_falling(sequence));
}

static bool is_beyond(const Sequence *sequence, long long number)
{
    return number < bound_of(sequence, false) || number > bound_of(sequence, true);
}

/* Where no number of before is within the new bounds, it cannot be put there before they are. */
void postgres_restart(Text *sql, const Sequence *from, const Sequence *to)
{
    for (int is_highest = 0; is_highest < 2; is_highest++) {
        long long bound = bound_of(to, is_highest);
        bool is_next = is_highest ? bound < bound_of(from, false) : bound > bound_of(from, true);
        if (is_next) text_printf(sql, " RESTART WITH %lld", bound);
    }
}

/* With AS and NO MINVALUE a bound that is the type's limit stays, also where the sequence turns. */
void postgres_bound(Text *sql, const Sequence *from, const Sequence *to, bool is_highest)
{
    const char *said = is_highest ? to->maximum : to->minimum;
    const char *words = is_highest ? "MAXVALUE" : "MINVALUE";
    if (said)
        text_printf(sql, " %s %s", words, said);
    else if (postgres_is_falling(from) != postgres_is_falling(to))
        text_printf(sql, " %s %lld", words, bound_of(to, is_highest));
    else
        text_printf(sql, " NO %s", words);
}

/* A sequence that stands outside of its new bounds is put on the bound: at its begin it starts
 * there, at its end it is used up, and no number is given twice. */
void postgres_return_numbers(Text *sql, const Sequence *from, const Sequence *to, const char *name,
                             const char *last)
{
    for (int is_highest = 0; is_highest < 2; is_highest++) {
        long long before = bound_of(from, is_highest), after = bound_of(to, is_highest);
        if (is_highest ? after >= before : after <= before) continue;
        if (is_beyond(from, after)) continue;
        if (sql->length) text_add(sql, ";\n");
        text_printf(sql, "SELECT setval(%s, %lld, %s) FROM %s %c %lld", name, after,
                    is_highest == postgres_is_falling(to) ? "false" : "true", last,
                    is_highest ? '>' : '<', after);
    }
}
