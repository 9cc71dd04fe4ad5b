/* SPDX-License-Identifier: MIT
 * The report as text for people: the message, then each difference in its own line, in the order of
 * the report (errors first, table by table), with what to do once for those that share it. */
#include "memory.h"
#include "schemac.h"

#include <stdlib.h>
#include <string.h>

void schemac_report_free(schemac_report *report)
{
    if (!report) return;
    if (report->memory) {
        memory pool = *(memory *)report->memory; /* the struct lies in its own blocks */
        memory_free(&pool);
    }
    memset(report, 0, sizeof *report);
}

/* ---- a growing text ---- */

typedef struct Lines {
    memory *pool;
    char *text;
    size_t length, room;
} Lines;

static void put_bytes(Lines *out, const char *bytes, size_t length)
{
    if (out->room - out->length <= length) {
        size_t room = 2 * (out->room + length) + 256;
        char *larger = memory_take(out->pool, room);
        if (!larger) return;
        if (out->length) memcpy(larger, out->text, out->length);
        out->text = larger;
        out->room = room;
    }
    memcpy(out->text + out->length, bytes, length);
    out->length += length;
    out->text[out->length] = '\0';
}

static void put(Lines *out, const char *text)
{
    put_bytes(out, text, strlen(text));
}

/* ---- values ---- */

enum { VALUE_LIMIT = 72, PATH_LIMIT = 200, LEAD = 16 };

static bool is_continuation(char c)
{
    return ((unsigned char)c & 0xc0) == 0x80;
}

static bool is_long(const char *value)
{
    return value && (strlen(value) > VALUE_LIMIT || strchr(value, '\n'));
}

/* Where two long texts begin to differ is what one wants to see of them; a little before that. */
static size_t excerpt_start(const char *a, const char *b)
{
    size_t same = 0;
    while (a && b && a[same] && a[same] == b[same]) same++;
    size_t start = same > LEAD ? same - LEAD : 0;
    while (start && a && is_continuation(a[start])) start--;
    return start;
}

/* At most so many bytes from there, in one line. */
static void put_excerpt(Lines *out, const char *value, size_t start, size_t limit)
{
    size_t length = strlen(value + start);
    bool cut = length > limit;
    if (cut) {
        length = limit;
        while (length && is_continuation(value[start + length])) length--;
    }
    if (start) put(out, "...");
    for (size_t i = start; i < start + length; i++) {
        bool space = (unsigned char)value[i] < ' ';
        put_bytes(out, space ? " " : value + i, 1);
    }
    if (cut) put(out, "...");
}

/* ---- words ---- */

typedef struct Wording {
    const char *attribute, *text;
} Wording;

static const char *find_wording(const Wording *list, size_t count, const char *attribute)
{
    for (size_t i = 0; i < count; i++)
        if (!strcmp(list[i].attribute, attribute)) return list[i].text;
    return NULL;
}

#define FIND(list, attribute) find_wording(list, sizeof(list) / sizeof *(list), attribute)

/* "default is", "columns are", "is owned by", "returns" */
static void put_subject(Lines *out, const char *attribute)
{
    bool is_by = strstr(attribute, "ed by") != NULL;
    bool is_verb = is_by || !strcmp(attribute, "inherits") || !strcmp(attribute, "returns");
    bool is_plural = attribute[strlen(attribute) - 1] == 's';
    if (is_by) put(out, "is ");
    put(out, attribute);
    if (!is_verb) put(out, is_plural ? " are" : " is");
}

/* What an attribute that is left out means to the engine; NULL: there is none. */
static const char *engine_default(const schemac_difference *difference)
{
    static const Wording defaults[] = {
        {"cache", "1"},
        {"command", "all"},
        {"enabled", "origin"},
        {"increment", "1"},
        {"match", "simple"},
        {"method", "btree"},
        {"on delete", "no action"},
        {"on update", "no action"},
        {"parallel", "unsafe"},
        {"roles", "public"},
        {"volatility", "volatile"},
    };
    bool is_sequence = !strcmp(difference->kind, "sequence");
    if (is_sequence && !strcmp(difference->attribute, "type")) return "bigint";
    return FIND(defaults, difference->attribute);
}

static void put_values(Lines *out, const schemac_difference *difference)
{
    const char *expected = difference->expected, *found = difference->found;
    const char *usual = engine_default(difference);
    if (!found) found = usual;
    if (!expected) expected = usual;
    bool cut = is_long(expected) || is_long(found);
    size_t start = cut ? excerpt_start(expected, found) : 0;
    put_subject(out, difference->attribute);
    put(out, found ? " " : " missing");
    if (found) put_excerpt(out, found, start, VALUE_LIMIT);
    put(out, expected ? ", expected " : ", none expected");
    if (expected) put_excerpt(out, expected, start, VALUE_LIMIT);
}

static bool is_yes(const char *value)
{
    return !value || !strcmp(value, "yes");
}

/* Something that holds or does not. */
static bool is_fact(const schemac_difference *difference)
{
    return is_yes(difference->expected) && is_yes(difference->found);
}

/* "is unique, expected not to be" */
static void put_being(Lines *out, const char *attribute, bool is_so)
{
    static const Wording opposites[] = {{"no inherit", "inherited"}, {"strict off", "strict"}};
    const char *opposite = FIND(opposites, attribute);
    if (opposite) is_so = !is_so;
    if (!strcmp(attribute, "constraint")) opposite = "a constraint trigger";
    put(out, is_so ? "is " : "is not ");
    put(out, opposite ? opposite : attribute);
    put(out, is_so ? ", expected not to be" : ", expected to be");
}

/* Facts that cannot be said as "is unique". */
static void put_fact(Lines *out, const schemac_difference *difference)
{
    static const Wording facts[] = {
        {"cycle", "cycles, expected not to"},
        {"force row security", "forces row security, expected not to"},
        {"invalid", "is invalid"},
        {"not enforced", "is not enforced"},
        {"not null", "does not take NULL, expected to"},
        {"not valid", "is not validated"},
        {"null", "takes NULL, expected not to"},
        {"procedure", "is a procedure, expected a function"},
        {"row security", "has row security, expected none"},
        {"statement", "runs once per statement, expected once per row"},
        {"without rowid", "has no rowid, expected one"},
    };
    static const Wording missing[] = {
        {"cycle", "does not cycle, expected to"},
        {"force row security", "does not force row security, expected to"},
        {"not null", "takes NULL, expected not to"},
        {"null", "does not take NULL, expected to"},
        {"procedure", "is a function, expected a procedure"},
        {"row security", "has no row security, expected it"},
        {"statement", "runs once per row, expected once per statement"},
        {"without rowid", "has a rowid, expected none"},
    };
    bool is_found = difference->found != NULL;
    const char *attribute = difference->attribute;
    const char *text = is_found ? FIND(facts, attribute) : FIND(missing, attribute);
    if (text)
        put(out, text);
    else
        put_being(out, attribute, is_found);
}

/* A trigger, rule or key that does not act in an ordinary session. */
static bool is_disabled(const schemac_difference *difference)
{
    const char *found = difference->found;
    return !strcmp(difference->attribute, "enabled") && found && strcmp(found, "always") != 0;
}

static void put_attribute(Lines *out, const schemac_difference *difference)
{
    if (is_disabled(difference)) {
        put(out, "is disabled (enabled: ");
        put(out, difference->found);
        put(out, ")");
    } else if (is_fact(difference))
        put_fact(out, difference);
    else
        put_values(out, difference);
}

/* ---- differences ---- */

static void put_difference(Lines *out, const schemac_difference *difference)
{
    put(out, "  ");
    put(out, difference->kind);
    put(out, " ");
    put_excerpt(out, difference->path, 0, PATH_LIMIT);
    put(out, ": ");
    if (difference->attribute)
        put_attribute(out, difference);
    else if (!difference->found)
        put(out, "missing");
    else
        put(out, difference->severity == SCHEMAC_ERROR ? "unexpected" : "not part of the schema");
    put(out, "\n");
}

/* The texts are constants, shared by all differences that ask for the same. */
static bool same_advice(const schemac_difference *a, const schemac_difference *b)
{
    return a->severity == b->severity && a->advice == b->advice && a->breaks == b->breaks;
}

static void put_differences(Lines *out, const schemac_report *report)
{
    const schemac_difference *all = report->differences;
    for (size_t i = 0; i < report->difference_count; i++) {
        bool note = all[i].severity == SCHEMAC_NOTE;
        if (note && (!i || all[i - 1].severity != SCHEMAC_NOTE)) put(out, "notes:\n");
        put_difference(out, &all[i]);
        bool last = i + 1 == report->difference_count || !same_advice(&all[i], &all[i + 1]);
        if (!last || !all[i].advice) continue;
        put(out, "      ");
        if (!note && all[i].breaks) {
            put(out, "breaks ");
            put(out, all[i].breaks);
            put(out, "; ");
        }
        put(out, all[i].advice);
        put(out, "\n");
    }
}

const char *schemac_report_text(schemac_report *report)
{
    if (!report || !report->message) return "";
    if (!report->memory) return report->message;
    memory *pool = report->memory;
    Lines out = {.pool = pool};
    pool->failed = false;
    put(&out, report->message);
    put(&out, "\n");
    put_differences(&out, report);
    return pool->failed ? report->message : out.text;
}
