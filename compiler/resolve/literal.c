/* SPDX-License-Identifier: MIT
 * Is this text a value of that type? Only what both engines would refuse, or would store as
 * something else than it says, is refused here. */
#include <ctype.h>
#include <stdlib.h>

#include "resolve/resolver.h"

static bool digits(const char **text, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (!isdigit((unsigned char)(*text)[i])) return false;
    *text += count;
    return true;
}

static bool one_of(const char **text, const char *set)
{
    if (**text == '\0' || !strchr(set, **text)) return false;
    ++*text;
    return true;
}

static int two_digits(const char *text)
{
    return (text[0] - '0') * 10 + (text[1] - '0');
}

/* YYYY-MM-DD, the day within its month; PostgreSQL takes more digits of the year. */
static bool date_part(const char **text)
{
    static const int days[] = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    const char *start = *text;
    if (!digits(text, 4)) return false;
    while (isdigit((unsigned char)**text)) ++*text;
    int year = atoi(start);
    if (!one_of(text, "-")) return false;
    const char *month = *text;
    if (!digits(text, 2) || !one_of(text, "-")) return false;
    const char *day = *text;
    if (!digits(text, 2)) return false;
    int m = two_digits(month), d = two_digits(day);
    if (m < 1 || m > 12 || d < 1 || d > days[m - 1]) return false;
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return m != 2 || d < 29 || leap;
}

/* HH:MM[:SS[.fff]] */
static bool time_part(const char **text)
{
    const char *hour = *text;
    if (!digits(text, 2) || !one_of(text, ":")) return false;
    const char *minute = *text;
    if (!digits(text, 2)) return false;
    bool is_midnight = two_digits(hour) == 24;
    if (two_digits(hour) > 24 || two_digits(minute) > (is_midnight ? 0 : 59)) return false;
    if (!one_of(text, ":")) return true;
    const char *second = *text;
    if (!digits(text, 2) || two_digits(second) > (is_midnight ? 0 : 60)) return false;
    if (!one_of(text, ".")) return true;
    while (isdigit((unsigned char)**text)) ++*text;
    return true;
}

/* Z, +HH, +HH:MM, or nothing. A zone by name ("Europe/Paris") is left to the engine. */
static bool zone_part(const char **text)
{
    *text += strspn(*text, " ");
    if (one_of(text, "Zz")) return true;
    if (isalpha((unsigned char)**text)) {
        *text += strlen(*text);
        return true;
    }
    if (!one_of(text, "+-")) return true;
    if (!digits(text, 2)) return false;
    if (**text == ':') ++*text;
    return **text == '\0' || digits(text, 2);
}

/* Words that PostgreSQL reads as a time: the two ends of time are values, the others are moments.
 */
static bool is_special_time(const char *text)
{
    static const char *const words[] = {"infinity", "-infinity", "epoch",    "now",
                                        "today",    "tomorrow",  "yesterday"};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (strcmp(text, words[i]) == 0) return true;
    return false;
}

static const char *date_problem(const char *text)
{
    if (is_special_time(text)) return NULL;
    return date_part(&text) && *text == '\0' ? NULL : "a date is written 2024-12-31";
}

static const char *time_problem(const char *text)
{
    if (is_special_time(text)) return NULL;
    return time_part(&text) && *text == '\0' ? NULL : "a time is written 23:59:59.5";
}

static const char *timestamp_problem(const char *text)
{
    const char *problem = "a timestamp is written 2024-12-31T23:59:59Z or 2024-12-31 23:59:59";
    if (is_special_time(text)) return NULL;
    if (!date_part(&text)) return problem;
    if (*text == '\0') return NULL;
    if (!one_of(&text, "T ")) return problem;
    return time_part(&text) && zone_part(&text) && *text == '\0' ? NULL : problem;
}

static const char *uuid_problem(const char *text)
{
    static const size_t groups[] = {8, 4, 4, 4, 12};
    const char *problem = "a uuid is written 01234567-89ab-cdef-0123-456789abcdef";
    for (size_t i = 0; i < 5; i++) {
        if (i > 0 && !one_of(&text, "-")) return problem;
        for (size_t k = 0; k < groups[i]; k++)
            if (!isxdigit((unsigned char)*text++)) return problem;
    }
    return *text == '\0' ? NULL : problem;
}

/* Decimal digits within the bounds of a type. Text compare: no number is too long for it. */
static bool integer_fits(Scalar scalar, const char *text)
{
    static const char *const limits[] = {"32767", "2147483647", "9223372036854775807"};
    bool is_negative = *text == '-';
    if (*text == '-' || *text == '+') text++;
    text += strspn(text, "0");
    const char *limit = limits[scalar - SCALAR_SMALLINT];
    size_t length = strlen(text), room = strlen(limit);
    if (length != room) return length < room;
    int order = strncmp(text, limit, room - 1);
    if (order != 0) return order < 0;
    return text[room - 1] <= limit[room - 1] + (is_negative ? 1 : 0);
}

static const char *range_of(Scalar scalar)
{
    if (scalar == SCALAR_SMALLINT) return "a smallint holds -32768 to 32767";
    if (scalar == SCALAR_INT) return "an int holds -2147483648 to 2147483647";
    return "a bigint holds -9223372036854775808 to 9223372036854775807";
}

static const char *integer_problem(Resolver *r, Scalar scalar, const char *text)
{
    const char *digit = text + (*text == '-' || *text == '+');
    if (digit[0] == '0' && (digit[1] == 'x' || digit[1] == 'X')) {
        if (strlen(digit + 2) > 16) return range_of(scalar);
        unsigned long long value = strtoull(digit + 2, NULL, 16);
        text = arena_printf(r->cx->arena, "%s%llu", digit == text ? "" : "-", value);
        digit = text;
    }
    if (*digit == '\0' || digit[strspn(digit, "0123456789")] != '\0')
        return "an integer is digits, maybe with a sign";
    return integer_fits(scalar, text) ? NULL : range_of(scalar);
}

/* Digits with a point, maybe an exponent; or hexadecimal. */
static bool is_number(const char *text)
{
    if (*text == '-' || *text == '+') text++;
    if (text[0] == '0' && (text[1] == 'x' || text[1] == 'X'))
        return text[2] && text[2 + strspn(text + 2, "0123456789abcdefABCDEF")] == '\0';
    size_t whole = strspn(text, "0123456789");
    text += whole;
    size_t fraction = *text == '.' ? strspn(text + 1, "0123456789") : 0;
    if (*text == '.') text += 1 + fraction;
    if (whole + fraction == 0) return false;
    if (*text != 'e' && *text != 'E') return *text == '\0';
    text++;
    if (*text == '-' || *text == '+') text++;
    return *text && text[strspn(text, "0123456789")] == '\0';
}

/* decimal(p,s): at most p - s digits before the point. */
static const char *number_problem(Resolver *r, const Type *type, const char *text)
{
    bool is_special =
        strcmp(text, "NaN") == 0 || strcmp(text, "Infinity") == 0 || strcmp(text, "-Infinity") == 0;
    if (!is_number(text)) return is_special ? NULL : "a number is written 12 or 1.5";
    if (type->scalar != SCALAR_DECIMAL || type->arg[0] < 0 || strpbrk(text, "eExX")) return NULL;
    if (*text == '-' || *text == '+') text++;
    int32_t room = type->arg[0] - (type->arg[1] > 0 ? type->arg[1] : 0);
    text += strspn(text, "0");
    if ((int32_t)strspn(text, "0123456789") <= room) return NULL;
    return arena_printf(r->cx->arena, "it holds %d digits before the point", (int)room);
}

static const char *length_problem(Resolver *r, const Type *type, const char *text, size_t length)
{
    if (type->arg[0] < 0) return NULL;
    int32_t characters = 0;
    for (size_t i = 0; i < length; i++)
        if (((unsigned char)text[i] & 0xC0) != 0x80) characters++;
    if (characters <= type->arg[0]) return NULL;
    return arena_printf(r->cx->arena, "the text has %d characters", characters);
}

/* ---- interval, bytes, arrays ---- */

/* "1 day 02:00", "P1Y", "-3 months ago": numbers, units, a time. What begins as ISO 8601 is left to
 * the engine. */
static const char *interval_problem(Resolver *r, const char *text)
{
    static const char *const units =
        "microsecond microseconds millisecond milliseconds second seconds sec secs s minute "
        "minutes "
        "min mins m hour hours hr hrs h day days d week weeks w month months mon mons year years "
        "yr "
        "yrs y decade decades decs century centuries cent c millennium millenniums mil mils ago us "
        "usec ms msec";
    text += strspn(text, " @");
    if (*text == 'P' || *text == '\0') return *text ? NULL : "an interval is written 1 day 02:00";
    while (*text) {
        text += strspn(text, " 0123456789.:+-");
        size_t length = strspn(text, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");
        char *word = arena_copy(r->cx->arena, text, length);
        for (size_t i = 0; i < length; i++) word[i] = (char)tolower((unsigned char)word[i]);
        text += length;
        bool is_end = *text == '\0' || *text == ' ' || isdigit((unsigned char)*text);
        bool is_unit = length == 0 || name_is_one_of(name_from(r->cx->names, word), units);
        if (!is_unit || !is_end) return "an interval is written 1 day 02:00";
    }
    return NULL;
}

static const char *bytes_problem(const char *text)
{
    if (text[0] != '\\' || text[1] != 'x') return NULL;
    text += 2;
    bool is_hex = text[strspn(text, "0123456789abcdefABCDEF")] == '\0' && strlen(text) % 2 == 0;
    return is_hex ? NULL : "bytes are written x'0aff'";
}

static const char *array_problem(const char *text, size_t length)
{
    bool is_array = length >= 2 && (text[0] == '{' || text[0] == '[') && text[length - 1] == '}';
    return is_array ? NULL : "an array is written '{1,2}' or array[1, 2]";
}

static const char *bool_problem(const char *text)
{
    static const char *const words[] = {"true", "false", "t", "f", "yes", "no",
                                        "on",   "off",   "1", "0", "y",   "n"};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (strcmp(text, words[i]) == 0) return NULL;
    return "a bool is true or false";
}

static const char *all_values(Resolver *r, const Object *enumeration)
{
    enum { SHOWN = 8 };
    Text text = {0};
    text_add(&text, "its values are");
    for (size_t i = 0; i < enumeration->members.count && i < SHOWN; i++)
        text_printf(&text, "%s '%s'", i ? "," : "", name_text(enumeration->members.items[i]->name));
    if (enumeration->members.count > SHOWN) text_add(&text, ", ...");
    return text_keep(&text, r->cx->arena);
}

static const char *enum_problem(Resolver *r, const Object *enumeration, const char *text,
                                size_t length)
{
    Name value = name_of(r->cx->names, text, length);
    if (object_member(enumeration, KIND_ENUM_VALUE, value)) return NULL;
    Suggest suggest = suggest_for(name_text(value));
    for (size_t i = 0; i < enumeration->members.count; i++)
        suggest_try(&suggest, name_text(enumeration->members.items[i]->name));
    if (suggest.best) return arena_printf(r->cx->arena, "did you mean '%s'?", suggest.best);
    return all_values(r, enumeration);
}

const char *literal_problem(Resolver *r, const Type *type, const char *text, size_t length)
{
    if (type->dims > 0) return array_problem(text, length);
    switch (type->scalar) {
    case SCALAR_BOOL: return bool_problem(text);
    case SCALAR_SMALLINT:
    case SCALAR_INT:
    case SCALAR_BIGINT: return integer_problem(r, type->scalar, text);
    case SCALAR_REAL:
    case SCALAR_DOUBLE:
    case SCALAR_DECIMAL: return number_problem(r, type, text);
    case SCALAR_VARCHAR:
    case SCALAR_CHAR: return length_problem(r, type, text, length);
    case SCALAR_UUID: return uuid_problem(text);
    case SCALAR_DATE: return date_problem(text);
    case SCALAR_TIME: return time_problem(text);
    case SCALAR_TIMESTAMP:
    case SCALAR_TIMESTAMPTZ: return timestamp_problem(text);
    case SCALAR_JSON:
    case SCALAR_JSONB: return json_problem(text, length);
    case SCALAR_ENUM: return enum_problem(r, type->named, text, length);
    case SCALAR_DOMAIN:
        return literal_problem(r, ((const Domain *)type->named)->type, text, length);
    case SCALAR_BYTES: return bytes_problem(text);
    case SCALAR_INTERVAL: return interval_problem(r, text);
    case SCALAR_NONE:
    case SCALAR_TEXT:
    case SCALAR_NATIVE: return NULL;
    }
    return NULL;
}
