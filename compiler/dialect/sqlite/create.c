/* SPDX-License-Identifier: MIT
 * CREATE INDEX, VIEW and TRIGGER. */
#include <string.h>

#include "dialect/sqlite/sqlite.h"

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
    sqlite_trimmed(out, view->body ? view->body : "", view->body ? strlen(view->body) : 0);
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
