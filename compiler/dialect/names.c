/* SPDX-License-Identifier: MIT
 * Names that SQL of the author's own has to quote in an engine. */
#include "dialect/dialect.h"
#include "model/serial.h"

/* What people write in their own statements; constraints and indexes they hardly do. */
static bool is_written(const Object *object)
{
    static const uint32_t written = 1u << KIND_NAMESPACE | 1u << KIND_ENUM | 1u << KIND_DOMAIN |
                                    1u << KIND_SEQUENCE | 1u << KIND_FUNCTION | 1u << KIND_TABLE |
                                    1u << KIND_COLUMN | 1u << KIND_VIEW;
    return written & 1u << object->kind;
}

typedef struct NameCheck {
    Cx *cx;
    const Dialect *dialect;
    const Schema *lowered;
} NameCheck;

static bool check_name(void *state, const Object *object)
{
    NameCheck *check = state;
    if (!is_written(object) || serial_is_said(check->lowered, object)) return true;
    bool is_plain = name_is_plain(object->name);
    if (is_plain && !check->dialect->is_reserved(object->name)) return true;
    const char *reason = is_plain
                             ? arena_printf(check->cx->arena, "is a word of %s", check->dialect->title)
                             : "has other characters than a-z, 0-9 and _";
    diag_warning(check->cx->diag, object->span, "quoted-name",
                 "the name of %s %s: every statement of your own has to quote it",
                 object_describe(check->cx, object), reason);
    diag_hint(check->cx->diag, "another name, or '// allow quoted-name: why' in this line");
    return true;
}

void dialect_check_names(Cx *cx, const Dialect *dialect, const Schema *lowered)
{
    NameCheck check = {.cx = cx, .dialect = dialect, .lowered = lowered};
    schema_walk(lowered, check_name, &check);
}
