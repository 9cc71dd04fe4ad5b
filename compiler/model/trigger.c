/* SPDX-License-Identifier: MIT
 * trigger touch before insert or update of a, b on orders for each row execute touch('x'); */
#include "model/kind.h"
#include "model/mention.h"

static void print_events(Text *out, const Object *object, const Attr *attr)
{
    const NameList *events = attr_value(object, attr, NameList);
    const NameList *columns = &((const Trigger *)object)->update_of;
    for (size_t i = 0; i < events->count; i++) {
        text_printf(out, "%s%s", i ? " or " : " ", name_text(events->items[i]));
        if (columns->count == 0 || !name_equals(events->items[i], "update")) continue;
        text_add(out, " of ");
        names_print(out, columns);
    }
}

static void print_transition_tables(Text *out, const Object *object, const Attr *attr)
{
    Name old = *attr_value(object, attr, Name), new = ((const Trigger *)object)->new_table;
    if (name_none(old) && name_none(new)) return;
    text_add(out, " referencing");
    if (!name_none(old)) text_add(out, " old table as ");
    if (!name_none(old)) name_print(out, old);
    if (!name_none(new)) text_add(out, " new table as ");
    if (!name_none(new)) name_print(out, new);
}

static void print_level(Text *out, const Object *object, const Attr *attr)
{
    bool is_statement = *attr_value(object, attr, bool);
    text_add(out, is_statement ? " for each statement" : " for each row");
}

static void print_call(Text *out, const Object *object, const Attr *attr)
{
    const Trigger *trigger = (const Trigger *)object;
    if (attr_is_default(object, attr)) return;
    text_add(out, " execute ");
    attr_print(out, object, attr);
    text_add_char(out, '(');
    for (size_t i = 0; i < trigger->arguments.count; i++) {
        if (i) text_add(out, ", ");
        string_print(out, name_text(trigger->arguments.items[i]));
    }
    text_add_char(out, ')');
}

const char *const trigger_states[] = {"never", "origin", "replica", "always"};

static const Attr attrs[] = {
    {"constraint", VALUE_BOOL, AT(Trigger, is_constraint), ATTR_PREFIX, .dialects = POSTGRES},
    {"timing", VALUE_WORD, AT(Trigger, timing), .clause = "%"},
    {"events", VALUE_NAMES, AT(Trigger, events), .print = print_events},
    {"update of", VALUE_NAMES, AT(Trigger, update_of), ATTR_COLUMNS, .clause = NULL},
    {"on", VALUE_OBJECT, AT(Trigger, on), ATTR_IDENTITY | ATTR_UNLISTED, .clause = "on %"},
    {"from", VALUE_OBJECT, AT(Trigger, from), ATTR_DETAIL, .dialects = POSTGRES, .clause = "from %"},
    {"deferrable", VALUE_BOOL, AT(Trigger, is_deferrable), .dialects = POSTGRES,
     .clause = "deferrable"},
    {"initially deferred", VALUE_BOOL, AT(Trigger, is_initially_deferred), .dialects = POSTGRES,
     .clause = "initially deferred"},
    {"old table", VALUE_NAME, AT(Trigger, old_table), .dialects = POSTGRES,
     .print = print_transition_tables},
    {"new table", VALUE_NAME, AT(Trigger, new_table), .dialects = POSTGRES, .clause = NULL},
    {"statement", VALUE_BOOL, AT(Trigger, for_each_statement), .dialects = POSTGRES,
     .print = print_level},
    {"when", VALUE_EXPR, AT(Trigger, when), ATTR_ENGINE_TEXT, .clause = "when (%)"},
    {"function", VALUE_QUALIFIED, AT(Trigger, function_space), .dialects = POSTGRES,
     .print = print_call},
    {"arguments", VALUE_STRINGS, AT(Trigger, arguments), .dialects = POSTGRES, .clause = NULL},
    {"enabled", VALUE_WORD, AT(Trigger, enabled), .dialects = POSTGRES, .clause = "enabled %"},
    {"never in", VALUE_OBJECTS, AT(Trigger, enabled_in[0]), ATTR_DETAIL, .dialects = POSTGRES,
     .clause = "enabled never in (%)"},
    {"origin in", VALUE_OBJECTS, AT(Trigger, enabled_in[1]), ATTR_DETAIL, .dialects = POSTGRES,
     .clause = "enabled origin in (%)"},
    {"replica in", VALUE_OBJECTS, AT(Trigger, enabled_in[2]), ATTR_DETAIL, .dialects = POSTGRES,
     .clause = "enabled replica in (%)"},
    {"always in", VALUE_OBJECTS, AT(Trigger, enabled_in[3]), ATTR_DETAIL, .dialects = POSTGRES,
     .clause = "enabled always in (%)"},
    {"extensions", VALUE_NAMES, AT(Trigger, extensions), ATTR_DETAIL, .dialects = POSTGRES,
     .print = extensions_print},
    PART_COMMENTS(Trigger),
    {"body", VALUE_BODY, AT(Trigger, body), .dialects = SQLITE, .clause = "as %"},
    {"calls", VALUE_OBJECT, AT(Trigger, function_ref), .flags = ATTR_DERIVED},
    {"uses", VALUE_USES, AT(Trigger, uses), .flags = ATTR_DERIVED},
};

const KindInfo trigger_kind = {
    .word = "trigger",
    .plural = "triggers",
    .size = sizeof(Trigger),
    .dialects = DIALECTS_ALL,
    .names = NAMES_OF_TRIGGERS,
    ROWS(attrs),
};
