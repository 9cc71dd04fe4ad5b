/* SPDX-License-Identifier: MIT
 * A pulled schema as one file per namespace, and an entry file with the header that includes them. */
#include "command/split.h"

#include <string.h>
#include <unistd.h>

#include "base/output.h"
#include "base/source.h"
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

static const char *text_of_space(const Split *split, size_t index, size_t header)
{
    Text text = {0};
    print_part(split, &text, &split->spaces.items[index], true);
    const char *body = text_string(&text) + header;
    body += strspn(body, "\n");
    body = arena_copy(split->cx->arena, body, strlen(body));
    text_free(&text);
    return body;
}

static const char *include_of(const Split *split, size_t index)
{
    const char *slash = strrchr(split->files.items[index], '/');
    return arena_printf(split->cx->arena, "include \"%s\";\n",
                        slash ? slash + 1 : split->files.items[index]);
}

void split_add_head(Text *out, const char *text, size_t length, const char *line)
{
    const char *target = strstr(text, "\ntarget "), *end = target ? strchr(target + 1, '\n') : NULL;
    size_t head = end ? (size_t)(end + 1 - text) : 0;
    text_add_bytes(out, text, head);
    text_add(out, line);
    text_add_bytes(out, text + head, length - head);
}

static const char *write_entry(const Split *split, const char *head_line)
{
    Text text = {0}, whole = {0};
    print_part(split, &text, NULL, true);
    text_add_char(&text, '\n');
    for (size_t i = 0; i < split->files.count; i++) text_add(&text, include_of(split, i));
    split_add_head(&whole, text_string(&text), text.length, head_line);
    const char *why = write_file(split, split->entry, text_string(&whole));
    text_free(&whole);
    text_free(&text);
    return why;
}

/* ---- what is there already ---- */

/* A name that nobody chose: what stands there is written over only if it was such a part before. */
static const char *refuse_another(const Split *split, size_t index, const char *text)
{
    size_t length = 0;
    const char *why = NULL, *file = split->files.items[index];
    const char *old = source_read_file(split->cx->arena, file, &length, &why);
    if (!old && access(file, F_OK) != 0) return NULL;
    if (old && length == strlen(text) && memcmp(old, text, length) == 0) return NULL;
    const char *entry = source_read_file(split->cx->arena, split->entry, &length, &why);
    if (entry && strstr(entry, include_of(split, index))) return NULL;
    return arena_printf(split->cx->arena, "'%s' is there already and no part of '%s': "
                        "move it away, or name another folder", file, split->entry);
}

const char *split_write(Cx *cx, const char *entry, const Schema *schema, const char *head_line)
{
    Split split = {.cx = cx, .entry = entry, .schema = schema};
    Text header = {0};
    const char *why = NULL;
    find_spaces(&split);
    print_part(&split, &header, NULL, false);
    const char **texts = arena_array(cx->arena, const char *, split.spaces.count);
    for (size_t i = 0; i < split.spaces.count; i++) texts[i] = text_of_space(&split, i, header.length);
    for (size_t i = 0; i < split.spaces.count && !why; i++) why = refuse_another(&split, i, texts[i]);
    for (size_t i = 0; i < split.spaces.count && !why; i++)
        why = write_file(&split, split.files.items[i], texts[i]);
    text_free(&header);
    return why ? why : write_entry(&split, head_line);
}
