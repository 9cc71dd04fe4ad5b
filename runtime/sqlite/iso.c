/* SPDX-License-Identifier: MIT
 * ISO 8601 text. A Scan walks the text; each step says whether it fitted, and a value counts only
 * if the walk ends with the text. */
#include "iso.h"

#include <stdio.h>

static const int64_t SECOND = 1000000, MINUTE = 60 * 1000000LL, HOUR = 3600 * 1000000LL,
                     DAY = 86400 * 1000000LL;

/* ---- the calendar ---- */

/* Days since 1970-01-01 of a day of the Gregorian calendar. The year is counted from March, so
 * that the leap day is its last one. */
static int32_t days_of(int year, int month, int day)
{
    year -= month <= 2;
    int era = (year >= 0 ? year : year - 399) / 400;
    int year_of_era = year - era * 400;
    int day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    int day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return (int32_t)(era * 146097 + day_of_era - 719468);
}

static void civil_of(int64_t days, int64_t *year, int *month, int *day)
{
    days += 719468;
    int64_t era = (days >= 0 ? days : days - 146096) / 146097;
    int64_t day_of_era = days - era * 146097;
    int64_t year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    int day_of_year =
        (int)(day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100));
    int shifted = (5 * day_of_year + 2) / 153;
    *day = day_of_year - (153 * shifted + 2) / 5 + 1;
    *month = shifted < 10 ? shifted + 3 : shifted - 9;
    *year = year_of_era + era * 400 + (*month <= 2);
}

static int days_in_month(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool is_leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return days[month - 1] + (month == 2 && is_leap);
}

/* ---- reading ---- */

typedef struct Scan {
    const char *at, *end;
} Scan;

static Scan scan_of(const char *text, size_t size)
{
    return (Scan){text, text + size};
}

static bool take(Scan *scan, char c)
{
    if (scan->at == scan->end || *scan->at != c) return false;
    scan->at++;
    return true;
}

static bool digit(const Scan *scan)
{
    return scan->at != scan->end && *scan->at >= '0' && *scan->at <= '9';
}

static bool take_digits(Scan *scan, int count, int *value)
{
    *value = 0;
    for (; count > 0; count--) {
        if (!digit(scan)) return false;
        *value = *value * 10 + (*scan->at++ - '0');
    }
    return true;
}

/* Up to six digits behind the point, as microseconds. */
static bool take_fraction(Scan *scan, int64_t *microseconds)
{
    int64_t unit = SECOND;
    *microseconds = 0;
    if (!digit(scan)) return false;
    for (; digit(scan) && unit > 1; scan->at++) {
        unit /= 10;
        *microseconds += (*scan->at - '0') * unit;
    }
    while (take(scan, '0')) continue;
    return !digit(scan);
}

static bool take_date(Scan *scan, int32_t *days)
{
    int year, month, day;
    bool fits = take_digits(scan, 4, &year) && take(scan, '-') && take_digits(scan, 2, &month) &&
                take(scan, '-') && take_digits(scan, 2, &day);
    if (!fits || month < 1 || month > 12 || day < 1 || day > days_in_month(year, month))
        return false;
    *days = days_of(year, month, day);
    return true;
}

static bool take_time(Scan *scan, int64_t *time)
{
    int hour, minute, second = 0;
    int64_t fraction = 0;
    if (!take_digits(scan, 2, &hour) || !take(scan, ':') || !take_digits(scan, 2, &minute))
        return false;
    if (take(scan, ':') && !take_digits(scan, 2, &second)) return false;
    if (take(scan, '.') && !take_fraction(scan, &fraction)) return false;
    *time = hour * HOUR + minute * MINUTE + second * SECOND + fraction;
    return minute < 60 && second < 60 && *time <= DAY;
}

/* What must be added to the local time to get UTC. */
static bool take_zone(Scan *scan, int64_t *shift)
{
    int hour, minute = 0;
    *shift = 0;
    if (scan->at == scan->end || take(scan, 'Z')) return true;
    int64_t sign = take(scan, '-') ? 1 : -1;
    if (sign < 0 && !take(scan, '+')) return false;
    if (!take_digits(scan, 2, &hour)) return false;
    bool has_minutes = take(scan, ':') || digit(scan);
    if (has_minutes && !take_digits(scan, 2, &minute)) return false;
    *shift = sign * (hour * HOUR + minute * MINUTE);
    return hour < 24 && minute < 60;
}

bool iso_read_date(const char *text, size_t size, schemac_date *date)
{
    Scan scan = scan_of(text, size);
    return take_date(&scan, date) && scan.at == scan.end;
}

bool iso_read_time(const char *text, size_t size, schemac_time *time)
{
    Scan scan = scan_of(text, size);
    return take_time(&scan, time) && scan.at == scan.end;
}

bool iso_read_timestamp(const char *text, size_t size, bool has_zone, schemac_timestamp *timestamp)
{
    Scan scan = scan_of(text, size);
    int32_t days;
    int64_t time, shift = 0;
    if (!take_date(&scan, &days) || !(take(&scan, 'T') || take(&scan, ' ')) ||
        !take_time(&scan, &time) || (has_zone && !take_zone(&scan, &shift)) || scan.at != scan.end)
        return false;
    *timestamp = days * DAY + time + shift;
    return true;
}

/* One part of an interval: a signed number with a fraction, and the letter behind it. */
typedef struct Part {
    int64_t whole, micros; /* both carry the sign */
    char letter;
} Part;

static bool take_part(Scan *scan, Part *part)
{
    int64_t sign = take(scan, '-') ? -1 : 1;
    *part = (Part){0};
    if (!digit(scan)) return false;
    for (; digit(scan); scan->at++)
        if (__builtin_mul_overflow(part->whole, 10, &part->whole) ||
            __builtin_add_overflow(part->whole, *scan->at - '0', &part->whole))
            return false;
    if (take(scan, '.') && !take_fraction(scan, &part->micros)) return false;
    if (scan->at == scan->end) return false;
    part->letter = *scan->at++;
    part->whole *= sign;
    part->micros *= sign;
    return true;
}

static bool add_months(int32_t *sum, int64_t count, int64_t unit)
{
    int64_t more;
    return !__builtin_mul_overflow(count, unit, &more) && !__builtin_add_overflow(*sum, more, sum);
}

static bool add_time(int64_t *sum, const Part *part, int64_t unit)
{
    int64_t more;
    return !__builtin_mul_overflow(part->whole, unit, &more) &&
           !__builtin_add_overflow(*sum, more, sum) &&
           !__builtin_add_overflow(*sum, part->micros, sum);
}

/* Only seconds have a fraction; M is months before the T and minutes behind it. */
static bool add_part(schemac_interval *sum, const Part *part, bool is_time)
{
    if (part->micros && !(is_time && part->letter == 'S')) return false;
    if (is_time) switch (part->letter) {
        case 'H': return add_time(&sum->microseconds, part, HOUR);
        case 'M': return add_time(&sum->microseconds, part, MINUTE);
        case 'S': return add_time(&sum->microseconds, part, SECOND);
        default: return false;
        }
    switch (part->letter) {
    case 'Y': return add_months(&sum->months, part->whole, 12);
    case 'M': return add_months(&sum->months, part->whole, 1);
    case 'W': return add_months(&sum->days, part->whole, 7);
    case 'D': return add_months(&sum->days, part->whole, 1);
    default: return false;
    }
}

bool iso_read_interval(const char *text, size_t size, schemac_interval *interval)
{
    Scan scan = scan_of(text, size);
    Part part;
    bool is_time = false;
    size_t parts = 0;
    *interval = (schemac_interval){0};
    if (!take(&scan, 'P')) return false;
    while (scan.at != scan.end) {
        if (!is_time && take(&scan, 'T')) {
            is_time = true;
            parts = 0;
        }
        if (!take_part(&scan, &part) || !add_part(interval, &part, is_time)) return false;
        parts++;
    }
    return parts > 0;
}

static int hex_value(char c)
{
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

static bool is_dash_place(size_t byte)
{
    return byte == 4 || byte == 6 || byte == 8 || byte == 10;
}

bool iso_read_uuid(const char *text, size_t size, schemac_uuid *uuid)
{
    if (size != 36) return false;
    for (size_t i = 0; i < 16; i++) {
        if (is_dash_place(i) && *text++ != '-') return false;
        int high = hex_value(text[0]), low = hex_value(text[1]);
        if (high < 0 || low < 0) return false;
        uuid->bytes[i] = (uint8_t)(high * 16 + low);
        text += 2;
    }
    return true;
}

/* ---- writing ---- */

static char *put_digits(char *out, int count, int64_t value)
{
    for (int i = count; i > 0; i--, value /= 10) out[i - 1] = (char)('0' + value % 10);
    return out + count;
}

static char *put_date(char *out, int64_t days)
{
    int64_t year;
    int month, day;
    civil_of(days, &year, &month, &day);
    if (year < 0 || year > 9999) return NULL;
    out = put_digits(out, 4, year);
    *out++ = '-';
    out = put_digits(out, 2, month);
    *out++ = '-';
    return put_digits(out, 2, day);
}

static char *put_time(char *out, int64_t time)
{
    out = put_digits(out, 2, time / HOUR);
    *out++ = ':';
    out = put_digits(out, 2, time / MINUTE % 60);
    *out++ = ':';
    out = put_digits(out, 2, time / SECOND % 60);
    *out++ = '.';
    return put_digits(out, 6, time % SECOND);
}

static size_t finish(char *start, char *end)
{
    if (!end) return 0;
    *end = '\0';
    return (size_t)(end - start);
}

size_t iso_write_date(char *out, schemac_date date)
{
    return finish(out, put_date(out, date));
}

size_t iso_write_time(char *out, schemac_time time)
{
    return time < 0 || time > DAY ? 0 : finish(out, put_time(out, time));
}

size_t iso_write_timestamp(char *out, schemac_timestamp timestamp, bool has_zone)
{
    int64_t days = timestamp / DAY - (timestamp % DAY < 0);
    char *end = put_date(out, days);
    if (!end) return 0;
    *end++ = 'T';
    end = put_time(end, timestamp % DAY < 0 ? timestamp % DAY + DAY : timestamp % DAY);
    if (has_zone) *end++ = 'Z';
    return finish(out, end);
}

/* "3.5": whole seconds and as much of a fraction as is needed. */
static int put_seconds(char *out, int64_t microseconds)
{
    uint64_t size = microseconds < 0 ? 0 - (uint64_t)microseconds : (uint64_t)microseconds;
    uint64_t fraction = size % 1000000;
    int width = 6;
    for (; fraction && fraction % 10 == 0; width--) fraction /= 10;
    const char *sign = microseconds < 0 ? "-" : "";
    unsigned long long whole = size / 1000000;
    if (!fraction) return sprintf(out, "%s%llu", sign, whole);
    return sprintf(out, "%s%llu.%0*llu", sign, whole, width, (unsigned long long)fraction);
}

size_t iso_write_interval(char *out, schemac_interval interval)
{
    char *end = out;
    *end++ = 'P';
    if (interval.months) end += sprintf(end, "%ldM", (long)interval.months);
    if (interval.days) end += sprintf(end, "%ldD", (long)interval.days);
    if (interval.microseconds || end == out + 1) {
        *end++ = 'T';
        end += put_seconds(end, interval.microseconds);
        *end++ = 'S';
    }
    return finish(out, end);
}

size_t iso_write_uuid(char *out, const schemac_uuid *uuid)
{
    static const char digits[] = "0123456789abcdef";
    char *end = out;
    for (size_t i = 0; i < 16; i++) {
        if (is_dash_place(i)) *end++ = '-';
        *end++ = digits[uuid->bytes[i] >> 4];
        *end++ = digits[uuid->bytes[i] & 15];
    }
    return finish(out, end);
}
