/* SPDX-License-Identifier: MIT
 * Private. Dates, times, intervals and UUIDs as ISO 8601 text, the way SQLite keeps them. Readers
 * take every form that SQLite's own functions write and answer false for anything else; writers
 * answer the length, or 0 for what has no such text (years outside 0000-9999, infinity). */
#ifndef SCHEMAC_ISO_H
#define SCHEMAC_ISO_H

#include "schemac.h"

enum { ISO_ROOM = 64 }; /* of a buffer that holds any of the texts, with its NUL */

bool iso_read_date(const char *text, size_t size, schemac_date *date);
bool iso_read_time(const char *text, size_t size, schemac_time *time);
/* has_zone: "Z" or "+01:30" may follow and is applied; without one the text is in UTC. */
bool iso_read_timestamp(const char *text, size_t size, bool has_zone, schemac_timestamp *timestamp);
bool iso_read_interval(const char *text, size_t size, schemac_interval *interval);
bool iso_read_uuid(const char *text, size_t size, schemac_uuid *uuid);

size_t iso_write_date(char *out, schemac_date date);
size_t iso_write_time(char *out, schemac_time time);
size_t iso_write_timestamp(char *out, schemac_timestamp timestamp, bool has_zone);
size_t iso_write_interval(char *out, schemac_interval interval);
size_t iso_write_uuid(char *out, const schemac_uuid *uuid);

#endif
