/* SPDX-License-Identifier: MIT
 * Times: "now" with days and hours added to it, as a call of strftime; and date, time, interval
 * and uuid literals in the one ISO form that the columns hold. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "dialect/sqlite/sqlite.h"
#include "sqlite/iso.h"

#define SECOND INT64_C(1000000)
#define MINUTE (60 * SECOND)
#define HOUR (60 * MINUTE)

/* ---- intervals as PostgreSQL reads them ---- */

/* Adds so many of a unit ("days"); false: not a unit, or too many. */
static bool add_unit(schemac_interval *sum, int64_t count, const char *unit, size_t length)
{
    static const struct {
        const char *words;
        int32_t months, days;
        int64_t microseconds;
    } units[] = {
        {" s sec secs second seconds ", 0, 0, SECOND},
        {" m min mins minute minutes ", 0, 0, MINUTE},
        {" h hr hrs hour hours ", 0, 0, HOUR},
        {" d day days ", 0, 1, 0},
        {" w week weeks ", 0, 7, 0},
        {" mon mons month months ", 1, 0, 0},
        {" y yr yrs year years ", 12, 0, 0},
        {" ms millisecond milliseconds ", 0, 0, 1000},
    };
    char word[16] = " ";
    const int64_t most = 100000;
    if (length == 0 || length > 13 || count > most * most || count < -most * most) return false;
    for (size_t i = 0; i < length; i++) word[i + 1] = (char)tolower((unsigned char)unit[i]);
    word[length + 1] = ' ';
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        if (!strstr(units[i].words, word)) continue;
        if (units[i].microseconds == 0 && (count > most || count < -most)) return false;
        if (units[i].microseconds > 0 && llabs(count) > INT64_MAX / 4 / units[i].microseconds)
            return false;
        sum->months += (int32_t)count * units[i].months;
        sum->days += (int32_t)count * units[i].days;
        sum->microseconds += count * units[i].microseconds;
        return true;
    }
    return false;
}

/* Two digits behind a colon. */
static bool take_pair(const char **at, long *number)
{
    const char *digits = *at + 1;
    if (**at != ':' || !isdigit((unsigned char)digits[0]) || !isdigit((unsigned char)digits[1]))
        return false;
    *number = (digits[0] - '0') * 10 + digits[1] - '0';
    *at = digits + 2;
    return *number < 60;
}

/* 02:30 or 02:30:15 from behind the hours. */
static bool add_clock(schemac_interval *sum, long hours, bool is_negative, const char **at)
{
    long minutes, seconds = 0;
    if (hours > 100000 || !take_pair(at, &minutes)) return false;
    if (**at == ':' && !take_pair(at, &seconds)) return false;
    int64_t time = hours * HOUR + minutes * MINUTE + seconds * SECOND;
    sum->microseconds += is_negative ? -time : time;
    return true;
}

/* One part: "-90 seconds", "02:30". A fraction of anything is left to the other dialect. */
static bool take_part(schemac_interval *sum, const char **at)
{
    bool is_negative = **at == '-';
    bool is_signed = is_negative || **at == '+';
    if (!isdigit((unsigned char)(*at)[is_signed])) return false;
    char *end;
    long count = strtol(*at, &end, 10);
    *at = end;
    if (**at == ':') return add_clock(sum, labs(count), is_negative, at);
    *at += strspn(*at, " ");
    size_t length = 0;
    while (isalpha((unsigned char)(*at)[length])) length++;
    if (!add_unit(sum, count, *at, length)) return false;
    *at += length;
    return true;
}

/* "1 day 02:30", "P30D" */
static bool read_interval(const char *text, size_t length, schemac_interval *interval)
{
    *interval = (schemac_interval){0};
    if (length > 0 && *text == 'P') return iso_read_interval(text, length, interval);
    bool is_any = false;
    for (const char *at = text + strspn(text, " "); *at; at += strspn(at, " ")) {
        if (!take_part(interval, &at)) return false;
        is_any = true;
    }
    return is_any;
}

static bool is_interval(const Expr *expr, schemac_interval *interval)
{
    if (sqlite_scalar(expr) != SCALAR_INTERVAL) return false;
    if (expr->kind == EXPR_CAST) expr = expr->args[0];
    if (expr->kind != EXPR_TYPED && expr->kind != EXPR_STRING) return false;
    return read_interval(expr->text, expr->length, interval);
}

/* ---- now ---- */

bool sqlite_is_utc(const Expr *zone)
{
    return zone->kind == EXPR_STRING &&
           (strcmp(zone->text, "utc") == 0 || strcmp(zone->text, "UTC") == 0);
}

typedef struct Moment {
    bool is_date;              /* it begins at midnight: current_date */
    schemac_interval distance; /* from now */
} Moment;

static bool begin_now(const Expr *call, Moment *moment)
{
    static const char *const words[] = {"now", "current_timestamp", "localtimestamp",
                                        "transaction_timestamp", "statement_timestamp",
                                        "clock_timestamp"};
    if (!name_none(call->space)) return false;
    moment->is_date = name_equals(call->name, "current_date");
    if (moment->is_date) return true;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (name_equals(call->name, words[i])) return true;
    return false;
}

/* now() + interval - interval ...; false: something else. */
static bool read_moment(const Expr *expr, Moment *moment)
{
    schemac_interval distance;
    if (expr->kind == EXPR_CALL) return begin_now(expr, moment);
    if (expr->kind == EXPR_AT_ZONE) {
        const Expr *zone = expr->args[1];
        return sqlite_is_utc(zone) && read_moment(expr->args[0], moment) && !moment->is_date;
    }
    if (expr->kind != EXPR_BINARY || !read_moment(expr->args[0], moment)) return false;
    int sign = name_equals(expr->name, "+") ? 1 : name_equals(expr->name, "-") ? -1 : 0;
    if (sign == 0 || !is_interval(expr->args[1], &distance)) return false;
    moment->distance.months += sign * distance.months;
    moment->distance.days += sign * distance.days;
    moment->distance.microseconds += sign * distance.microseconds;
    return true;
}

static void add_modifier(const Translation *in, const Expr **args, size_t *count, Span span,
                         int64_t number, const char *unit)
{
    if (number == 0) return;
    args[(*count)++] = sqlite_string(in->cx, span, arena_printf(in->cx->arena, "%+lld %s",
                                                                (long long)number, unit));
}

/* SQLite counts a month over the end of a shorter one, PostgreSQL does not. */
static bool is_exact(const Moment *moment)
{
    return moment->distance.months == 0 && moment->distance.microseconds % SECOND == 0;
}

const Expr *sqlite_translate_moment(const Translation *in, const Expr *expr, Scalar as)
{
    Moment moment = {0};
    if (!read_moment(expr, &moment)) return NULL;
    Span span = expr->span;
    if (!in->may_vary) sqlite_refuse(in, span, "now() where the value must not vary");
    if (!is_exact(&moment)) sqlite_refuse(in, span, "months and years of PostgreSQL's length");
    const Expr *args[6];
    size_t count = 0;
    if (as == SCALAR_TIMESTAMP) args[count++] = sqlite_string(in->cx, span, "%Y-%m-%dT%H:%M:%f000");
    else if (as == SCALAR_TIME) args[count++] = sqlite_string(in->cx, span, "%H:%M:%f000");
    else if (as != SCALAR_DATE)
        args[count++] = sqlite_string(in->cx, span, "%Y-%m-%dT%H:%M:%f000Z");
    args[count++] = sqlite_string(in->cx, span, "now");
    const schemac_interval *distance = &moment.distance;
    bool is_moved = distance->days || distance->microseconds;
    if (moment.is_date && (is_moved || as != SCALAR_DATE))
        args[count++] = sqlite_string(in->cx, span, "start of day");
    add_modifier(in, args, &count, span, distance->days, "days");
    bool is_hours = distance->microseconds % HOUR == 0;
    if (is_hours) add_modifier(in, args, &count, span, distance->microseconds / HOUR, "hours");
    else add_modifier(in, args, &count, span, distance->microseconds / SECOND, "seconds");
    return sqlite_call(in->cx, span, as == SCALAR_DATE ? "date" : "strftime", count, args);
}

/* ---- literals ---- */

/* Forms that PostgreSQL writes and ISO readers do not take: a date alone, a zone of hours only. */
static bool read_timestamp(const Translation *in, const Expr *text, bool has_zone,
                           schemac_timestamp *timestamp)
{
    static const char *const endings[] = {"", "T00:00:00", ":00"};
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        const char *whole = arena_printf(in->cx->arena, "%s%s", text->text, endings[i]);
        if (iso_read_timestamp(whole, strlen(whole), has_zone, timestamp)) return true;
    }
    return false;
}

const Expr *sqlite_canonical(const Translation *in, const Expr *text, Scalar scalar)
{
    char out[ISO_ROOM];
    size_t length = 0;
    schemac_date date;
    schemac_time time;
    schemac_timestamp timestamp;
    schemac_interval interval;
    schemac_uuid uuid;
    bool has_zone = scalar == SCALAR_TIMESTAMPTZ;
    if (scalar == SCALAR_DATE && iso_read_date(text->text, text->length, &date))
        length = iso_write_date(out, date);
    else if (scalar == SCALAR_TIME && iso_read_time(text->text, text->length, &time))
        length = iso_write_time(out, time);
    else if ((scalar == SCALAR_TIMESTAMP || has_zone) &&
             read_timestamp(in, text, has_zone, &timestamp))
        length = iso_write_timestamp(out, timestamp, has_zone);
    else if (scalar == SCALAR_INTERVAL && read_interval(text->text, text->length, &interval))
        length = iso_write_interval(out, interval);
    else if (scalar == SCALAR_UUID && iso_read_uuid(text->text, text->length, &uuid))
        length = iso_write_uuid(out, &uuid);
    return length ? expr_text(in->cx, EXPR_STRING, text->span, out, length) : NULL;
}
