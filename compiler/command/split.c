/* SPDX-License-Identifier: MIT
 * A pulled schema as one file per namespace, and an entry file with the header that includes them. */
#include "command/split.h"

#include <string.h>

#include "base/output.h"
#include "syntax/parse.h"

typedef struct Split {
    Cx *cx;
    const char *entry;
    const Schema *schema;
    VEC(Name) spaces;        /* by name; the default one has none and comes first */
    VEC(const char *) files; /* of each */
} Split;

/* What speaks of a table or a column stands with it. */
static Name space_of(const Object *object)
{
    const Object *base = object_base(object) ? object_base(object) : object;
    return base->parent ? base->parent->space : base->space;
}

/* What is of no namespace stands in the entry file. */
static bool is_in(const Object *object, const Name *space)
{
    bool has_space = kind_info(object->kind)->has_namespace || object_base(object);
    return space ? has_space && name_is(space_of(object), *space) : !has_space;
}

/* ---- files ---- */

static bool is_taken(const Split *split, const char *file)
{
    if (strcmp(file, split->entry) == 0) return true;
    for (size_t i = 0; i < split->files.count; i++)
        if (strcmp(split->files.items[i], file) == 0) return true;
    return false;
}

static const char *file_for(Split *split, Name space)
{
    const char *slash = strrchr(split->entry, '/');
    const char *name = name_none(space) ? name_text(split->schema->default_space) : name_text(space);
    char *plain = arena_copy(split->cx->arena, name, strlen(name));
    for (char *c = plain; *c; c++)
        if (!strchr("abcdefghijklmnopqrstuvwxyz0123456789_", *c)) *c = '_';
    const char *file = NULL;
    for (int i = 0; !file || is_taken(split, file); i++)
        file = arena_printf(split->cx->arena, i ? "%.*s%s_%d.schema" : "%.*s%s.schema",
                            slash ? (int)(slash + 1 - split->entry) : 0, split->entry, plain, i);
    return file;
}

static void add_space(Split *split, Name space)
{
    size_t at = 0;
    for (; at < split->spaces.count; at++) {
        if (name_is(split->spaces.items[at], space)) return;
        if (!name_none(split->spaces.items[at]) &&
            (name_none(space) || name_compare(split->spaces.items[at], space) > 0))
            break;
    }
    vec_push(split->cx->arena, &split->spaces, space);
    for (size_t i = split->spaces.count - 1; i > at; i--)
        split->spaces.items[i] = split->spaces.items[i - 1];
    split->spaces.items[at] = space;
}

static void find_spaces(Split *split)
{
    for (size_t i = 0; i < split->schema->objects.count; i++) {
        const Object *object = split->schema->objects.items[i];
        if (!is_in(object, NULL)) add_space(split, space_of(object));
    }
    for (size_t i = 0; i < split->spaces.count; i++) {
        const char *file = file_for(split, split->spaces.items[i]);
        vec_push(split->cx->arena, &split->files, file);
    }
}

/* ---- texts ---- */

/* As `schemac format` lays it out; the whole header stands before it. */
static void print_part(const Split *split, Text *out, const Name *space, bool has_objects)
{
    Schema part = *split->schema;
    Text text = {0};
    part.objects.items = arena_array(split->cx->arena, Object *, part.objects.count);
    part.objects.count = 0;
    for (size_t i = 0; has_objects && i < split->schema->objects.count; i++)
        if (is_in(split->schema->objects.items[i], space))
            part.objects.items[part.objects.count++] = split->schema->objects.items[i];
    schema_print_grouped(&text, &part);
    const char *kept = arena_copy(split->cx->arena, text_string(&text), text.length);
    if (!format_text(split->cx, split->entry, kept, text.length, out)) text_add(out, kept);
    text_free(&text);
}

static const char *write_file(const Split *split, const char *file, const char *text)
{
    const char *why = NULL;
    Output *out = output_open(split->cx->arena, file, false);
    output_text(out, text);
    if (output_close(out, &why) != OUTPUT_FAILED) return NULL;
    return arena_printf(split->cx->arena, "cannot write '%s': %s", file, why);
}

static const char *write_space(const Split *split, size_t index, size_t header)
{
    Text text = {0};
    print_part(split, &text, &split->spaces.items[index], true);
    const char *body = text_string(&text) + header;
    const char *why = write_file(split, split->files.items[index], body + strspn(body, "\n"));
    text_free(&text);
    return why;
}

static const char *write_entry(const Split *split)
{
    Text text = {0};
    print_part(split, &text, NULL, true);
    text_add_char(&text, '\n');
    for (size_t i = 0; i < split->files.count; i++) {
        const char *slash = strrchr(split->files.items[i], '/');
        text_printf(&text, "include \"%s\";\n", slash ? slash + 1 : split->files.items[i]);
    }
    const char *why = write_file(split, split->entry, text_string(&text));
    text_free(&text);
    return why;
}

const char *split_write(Cx *cx, const char *entry, const Schema *schema)
{
    Split split = {.cx = cx, .entry = entry, .schema = schema};
    Text header = {0};
    find_spaces(&split);
    print_part(&split, &header, NULL, false);
    const char *why = write_entry(&split);
    for (size_t i = 0; i < split.spaces.count && !why; i++) why = write_space(&split, i, header.length);
    text_free(&header);
    return why;
}
