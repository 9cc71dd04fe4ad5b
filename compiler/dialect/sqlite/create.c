/* SPDX-License-Identifier: MIT
 * CREATE INDEX, VIEW and TRIGGER. */
#include <string.h>

#include "dialect/sqlite/sqlite.h"
#include "token.h"

void sqlite_create_index(Cx *cx, Text *out, const Schema *schema, const Object *object)
{
    const Index *index = (const Index *)object;
    text_add(out, index->is_unique ? "CREATE UNIQUE INDEX " : "CREATE INDEX ");
    sqlite_identifier(out, object->name);
    text_add(out, " ON ");
    sqlite_path(out, schema, object->parent);
    text_add(out, " (");
    sqlite_elements(cx, out, schema, &index->elements);
    text_add_char(out, ')');
    if (!index->where.any) return;
    text_add(out, " WHERE ");
    sqlite_expr(cx, out, schema, index->where.any);
}

/* Where a comment behind the query ends: with the text, with a line (then one is to follow), or not at all. */
static bool is_closed(const char *tail, const char *end, bool *needs_line)
{
    *needs_line = false;
    while (tail + 1 < end) {
        bool is_line = tail[0] == '-' && tail[1] == '-', is_block = tail[0] == '/' && tail[1] == '*';
        if (is_line) {
            tail += strcspn(tail, "\n");
            *needs_line = tail >= end;
        } else if (is_block) {
            tail = strstr(tail + 2, "*/");
            if (!tail) return false;
            tail += 2;
        } else tail++;
    }
    return true;
}

/* SQLite keeps the comments around it as it keeps those within. */
static void add_query(Text *out, const char *body)
{
    bool needs_line;
    const char *tail = body, *end = body + strlen(body);
    while (end > body && strchr(" \t\r\n", end[-1])) end--;
    sql_scanner at = sql_scan(body, strlen(body));
    for (; at.token.kind != SQL_END && !sql_is_mark(&at.token, ';'); sql_next(&at))
        tail = at.token.text + at.token.length;
    if (at.token.kind != SQL_END || !is_closed(tail, end, &needs_line)) {
        sqlite_trimmed(out, body, strlen(body));
        return;
    }
    body += strspn(body, " \t\r\n");
    text_add_bytes(out, body, (size_t)(end - body));
    text_add(out, needs_line ? "\n" : "");
}

void sqlite_create_view(Cx *cx, Text *out, const Schema *schema, const Object *object)
{
    const View *view = (const View *)object;
    (void)cx;
    text_add(out, "CREATE VIEW ");
    sqlite_path(out, schema, object);
    if (view->columns.count > 0) {
        text_add(out, " (");
        sqlite_names(out, &view->columns);
        text_add_char(out, ')');
    }
    text_add(out, " AS\n");
    add_query(out, view->body ? view->body : "");
}

static void add_words(Text *out, Name words)
{
    for (const char *c = name_text(words); *c; c++)
        text_add_char(out, *c >= 'a' && *c <= 'z' ? (char)(*c - 'a' + 'A') : *c);
    text_add_char(out, ' ');
}

void sqlite_create_trigger(Cx *cx, Text *out, const Schema *schema, const Object *object)
{
    const Trigger *trigger = (const Trigger *)object;
    text_add(out, "CREATE TRIGGER ");
    sqlite_identifier(out, object->name);
    text_add(out, "\n    ");
    if (!name_none(trigger->timing)) add_words(out, trigger->timing);
    if (trigger->events.count > 0) add_words(out, trigger->events.items[0]);
    if (trigger->update_of.count > 0) {
        text_add(out, "OF ");
        sqlite_names(out, &trigger->update_of);
        text_add_char(out, ' ');
    }
    text_add(out, "ON ");
    sqlite_path(out, schema, trigger->on);
    text_add(out, " FOR EACH ROW");
    if (trigger->when.any) {
        text_add(out, "\n    WHEN (");
        sqlite_expr(cx, out, schema, trigger->when.any);
        text_add_char(out, ')');
    }
    text_add_char(out, '\n');
    sqlite_trimmed(out, trigger->body ? trigger->body : "",
                   trigger->body ? strlen(trigger->body) : 0);
}
