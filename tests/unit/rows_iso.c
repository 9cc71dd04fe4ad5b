/* SPDX-License-Identifier: MIT
 * ISO 8601 texts of dates, times, intervals and UUIDs: every one that is written is read back, and
 * what is not one is refused. */
#include "tests/unit/test.h"

#include "runtime/sqlite/iso.h"

static const int64_t DAY = 86400000000;

static const char *date_text(schemac_date date)
{
    static char text[ISO_ROOM];
    return iso_write_date(text, date) ? text : "none";
}

static const char *time_text(schemac_time time)
{
    static char text[ISO_ROOM];
    return iso_write_time(text, time) ? text : "none";
}

static const char *timestamp_text(schemac_timestamp timestamp, bool has_zone)
{
    static char text[ISO_ROOM];
    return iso_write_timestamp(text, timestamp, has_zone) ? text : "none";
}

static const char *interval_text(int32_t months, int32_t days, int64_t microseconds)
{
    static char text[ISO_ROOM];
    schemac_interval interval = {microseconds, days, months};
    return iso_write_interval(text, interval) ? text : "none";
}

TEST(dates_are_written)
{
    CHECK_STRING(date_text(0), "1970-01-01");
    CHECK_STRING(date_text(-1), "1969-12-31");
    CHECK_STRING(date_text(20778), "2026-11-21");
    CHECK_STRING(date_text(-719528), "0000-01-01");
    CHECK_STRING(date_text(2932896), "9999-12-31");
    CHECK_STRING(date_text(-719529), "none");
    CHECK_STRING(date_text(2932897), "none");
    CHECK_STRING(date_text(INT32_MAX), "none");
    CHECK_STRING(date_text(INT32_MIN), "none");
}

TEST(every_date_comes_back)
{
    for (schemac_date date = -719528; date <= 2932896; date++) {
        const char *text = date_text(date);
        schemac_date back;
        if (iso_read_date(text, 10, &back) && back == date) continue;
        CHECK_STRING(text, "read as it was written");
        return;
    }
}

static bool is_date(const char *text)
{
    schemac_date date;
    return iso_read_date(text, strlen(text), &date);
}

TEST(what_is_no_date_is_refused)
{
    CHECK(is_date("2024-02-29") && is_date("2000-02-29"));
    CHECK(!is_date("2023-02-29") && !is_date("1900-02-29"));
    CHECK(!is_date("2026-13-01") && !is_date("2026-00-01"));
    CHECK(!is_date("2026-01-00") && !is_date("2026-04-31"));
    CHECK(!is_date("") && !is_date("2026") && !is_date("2026-1-1") && !is_date("2026-01-011"));
    CHECK(!is_date("26-01-01") && !is_date("+026-01-01") && !is_date("2026/01/01"));
}

TEST(times)
{
    schemac_time time;
    CHECK_STRING(time_text(0), "00:00:00.000000");
    CHECK_STRING(time_text(9180123456), "02:33:00.123456");
    CHECK_STRING(time_text(DAY), "24:00:00.000000");
    CHECK_STRING(time_text(DAY + 1), "none");
    CHECK_STRING(time_text(-1), "none");
    CHECK(iso_read_time("02:33", 5, &time) && time == 9180000000);
    CHECK(iso_read_time("02:33:00.5", 10, &time) && time == 9180500000);
    CHECK(iso_read_time("02:33:00.1234560000", 19, &time) && time == 9180123456);
    CHECK(!iso_read_time("02:33:00.1234567", 16, &time));
    CHECK(!iso_read_time("02:33:00.", 9, &time));
    CHECK(!iso_read_time("24:00:00.000001", 15, &time));
    CHECK(!iso_read_time("02:60", 5, &time));
    CHECK(!iso_read_time("02:33:60", 8, &time));
    CHECK(!iso_read_time("2:33", 4, &time));
    CHECK(!iso_read_time("02:33Z", 6, &time));
}

TEST(timestamps_are_written)
{
    CHECK_STRING(timestamp_text(0, true), "1970-01-01T00:00:00.000000Z");
    CHECK_STRING(timestamp_text(-1, false), "1969-12-31T23:59:59.999999");
    CHECK_STRING(timestamp_text(20778 * DAY + 9180123456, true), "2026-11-21T02:33:00.123456Z");
    CHECK_STRING(timestamp_text(INT64_MAX, true), "none");
    CHECK_STRING(timestamp_text(INT64_MIN, true), "none");
}

static int64_t instant(const char *text)
{
    schemac_timestamp timestamp;
    return iso_read_timestamp(text, strlen(text), true, &timestamp) ? timestamp : -7;
}

TEST(timestamps_are_read)
{
    schemac_timestamp local;
    const int64_t noon = 20778 * DAY + DAY / 2;
    CHECK(instant("2026-11-21T12:00:00.000000Z") == noon);
    CHECK(instant("2026-11-21 12:00:00") == noon);
    CHECK(instant("2026-11-21T12:00:00.000Z") == noon);
    CHECK(instant("2026-11-21T13:30:00+01:30") == noon);
    CHECK(instant("2026-11-21T07:00:00-0500") == noon);
    CHECK(instant("2026-11-21T13:00:00+01") == noon);
    CHECK(instant("2026-11-21T12:00:00+") == -7);
    CHECK(instant("2026-11-21T12:00:00+1") == -7);
    CHECK(instant("2026-11-21T12:00:00+24:00") == -7);
    CHECK(instant("2026-11-21T12:00:00 Z") == -7);
    CHECK(instant("2026-11-21") == -7);
    CHECK(instant("now") == -7);
    CHECK(!iso_read_timestamp("2026-11-21T12:00:00Z", 20, false, &local));
}

TEST(intervals_are_written)
{
    CHECK_STRING(interval_text(1, 2, 3500000), "P1M2DT3.5S");
    CHECK_STRING(interval_text(0, 0, 0), "PT0S");
    CHECK_STRING(interval_text(-1, 2, -1), "P-1M2DT-0.000001S");
    CHECK_STRING(interval_text(INT32_MIN, INT32_MIN, INT64_MIN),
                 "P-2147483648M-2147483648DT-9223372036854.775808S");
}

static bool interval_is(const char *text, int32_t months, int32_t days, int64_t microseconds)
{
    schemac_interval is;
    return iso_read_interval(text, strlen(text), &is) && is.months == months && is.days == days &&
           is.microseconds == microseconds;
}

static bool is_interval(const char *text)
{
    schemac_interval interval;
    return iso_read_interval(text, strlen(text), &interval);
}

TEST(intervals_are_read)
{
    CHECK(interval_is("P1Y2M3W4DT5H6M7.000008S", 14, 25, 18367000008));
    CHECK(interval_is("PT0S", 0, 0, 0));
    CHECK(interval_is("P-1M2DT-0.000001S", -1, 2, -1));
    CHECK(interval_is("PT-9223372036854.775808S", 0, 0, INT64_MIN));
    CHECK(interval_is("P-2147483648M", INT32_MIN, 0, 0));
    CHECK(!is_interval("") && !is_interval("P") && !is_interval("PT") && !is_interval("P1DT"));
    CHECK(!is_interval("1 day") && !is_interval("P1") && !is_interval("P1H") && !is_interval("PT1D"));
    CHECK(!is_interval("P1.5D") && !is_interval("PT1.5H") && !is_interval("PT1ST1S"));
    CHECK(!is_interval("P2147483648M") && !is_interval("PT9223372036855S"));
    CHECK(!is_interval("P99999999999999999999D") && !is_interval("P200000000Y"));
}

TEST(uuids)
{
    static const char text[] = "0123abcd-4567-89ef-0000-fedcba987654";
    char back[ISO_ROOM];
    schemac_uuid uuid;
    CHECK(iso_read_uuid(text, 36, &uuid));
    CHECK(iso_write_uuid(back, &uuid) == 36);
    CHECK_STRING(back, text);
    CHECK(iso_read_uuid("0123ABCD-4567-89EF-0000-FEDCBA987654", 36, &uuid));
    CHECK(!iso_read_uuid("0123ABCD-4567-89EF-0000-FEDCBA98765", 35, &uuid));
    CHECK(!iso_read_uuid("0123ABCD-4567-89EF-0000-FEDCBA98765g", 36, &uuid));
    CHECK(!iso_read_uuid("0123ABCD4567-89EF-0000-FEDCBA987654--", 36, &uuid));
}
