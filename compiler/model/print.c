/* SPDX-License-Identifier: MIT
 * schema_print: a schema in its own language, the way `schemac format` lays it out. One function
 * writes a declaration of any kind from its Attr table; what differs is where members stand.
 * inline.c says which keys and checks stand behind their column. */
#include "model/print.h"

#include <stdlib.h>

#include "model/kind.h"
#include "model/serial.h"

enum { LINE_LIMIT = 100 };

/* Characters, not bytes, up to the end of the line. */
static size_t text_width(const char *text)
{
    size_t width = 0;
    for (; *text && *text != '\n'; text++) width += ((unsigned char)*text & 0xc0) != 0x80;
    return width;
}

static void print_padded(Text *out, const char *text, size_t width)
{
    const char *line = strrchr(text, '\n'); /* a name may hold line ends */
    size_t at = text_width(line ? line + 1 : text);
    text_add(out, text);
    if (width == 0) return;
    do text_add_char(out, ' ');
    while (++at < width);
}

/* ---- pieces ---- */

/* Would its end be taken for less than it is? */
static bool needs_end(const char *line, size_t length)
{
    static const char trailing[] = " \t\r";
    char last = length ? line[length - 1] : 'x', before = length > 1 ? line[length - 2] : 'x';
    return strchr(trailing, last) || (last == '\\' && (before == '\\' || strchr(trailing, before)));
}

static void print_doc(Printer *printer, const char *doc, const char *indent)
{
    if (printer->is_canonical || !doc || !*doc) return;
    for (const char *line = doc;;) {
        size_t length = strcspn(line, "\n");
        text_printf(printer->out, "%s///%s", indent, length ? " " : "");
        text_add_bytes(printer->out, line, length);
        text_add(printer->out, needs_end(line, length) ? "\\\n" : "\n");
        if (!line[length]) return;
        line += length + 1;
    }
}

/* A member's name stands where words could stand that begin another member or clause. */
static void print_member_name(Text *out, Name name)
{
    static const char *const words[] = {"primary", "unique", "foreign", "check",
                                        "index",   "exclude", "use",    "using",  "on"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (!name_equals(name, words[i])) continue;
        text_add_quoted(out, words[i], strlen(words[i]), '"');
        return;
    }
    name_print(out, name);
}

static void print_name(Text *out, const Object *object)
{
    bool is_shown = !object->parent || object->is_named;
    bool is_told_by_arguments = name_equals(object->name, object_word(object)); /* cast(int, text) */
    if (!is_shown || (object->kind == KIND_NATIVE && is_told_by_arguments)) return;
    text_add_char(out, ' ');
    if (object->parent) print_member_name(out, object->name);
    else reference_print(out, object);
}

/* The mark is left out where the parent or the targets say it already. */
static void print_mark(Printer *printer, const Object *object)
{
    uint8_t around = object->parent ? object_dialects(printer->schema, object->parent)
                                    : schema_dialects(printer->schema);
    if ((object->dialects & around) == around) return;
    for (DialectId id = 0; id < DIALECT_COUNT; id++)
        if (object->dialects == 1u << id) text_printf(printer->out, " @%s", dialect_word(id));
}

static void print_clauses(Text *out, const Object *object)
{
    const KindInfo *info = kind_info(object->kind);
    for (size_t i = 0; i < info->attr_count; i++) clause_print(out, object, &info->attrs[i]);
}

static void print_head(Text *out, const Object *object)
{
    const KindInfo *info = kind_info(object->kind);
    const char *word = info->word;
    if (info->print) {
        info->print(out, object);
        return;
    }
    for (size_t i = 0; i < info->attr_count; i++) {
        const Attr *attr = &info->attrs[i];
        if (attr_is_default(object, attr)) continue;
        if (attr->flags & ATTR_PREFIX) text_printf(out, "%s ", attr->word);
        if (attr->flags & ATTR_KIND) word = attr->type == VALUE_WORD ? object_word(object) : attr->word;
    }
    text_add(out, word);
    print_name(out, object);
    print_clauses(out, object);
}

/* The usual type of a sequence goes without saying, but before a lone word: that would be read as one. */
static bool is_brief(const Printer *printer, const Object *object)
{
    if (!printer->is_grouped || object->kind != KIND_SEQUENCE) return false;
    const Sequence *sequence = (const Sequence *)object;
    bool is_counted = sequence->start || sequence->increment || sequence->minimum ||
                      sequence->maximum || sequence->cache;
    return !sequence->type && (is_counted || (!sequence->cycle && !sequence->is_unlogged));
}

static void print_declared(const Printer *printer, const Object *object)
{
    const KindInfo *info = kind_info(object->kind);
    if (!is_brief(printer, object)) {
        print_head(printer->out, object);
        return;
    }
    text_add(printer->out, info->word);
    print_name(printer->out, object);
    for (size_t i = 0; i < info->attr_count; i++)
        if (info->attrs[i].type != VALUE_TYPE) clause_print(printer->out, object, &info->attrs[i]);
}

/* ---- blocks ---- */

typedef struct Block {
    Object *const *members;
    const Object **homes; /* by member, see inline_column */
    size_t count;
} Block;

typedef struct Line {
    const Object *column;
    char *name, *type, *clauses;
} Line;

static char *keep(Printer *printer, Text *text)
{
    return text_keep(text, printer->arena);
}

/* A primary key comes before the clauses of its column, the others behind them. */
static void print_inlines(Text *out, const Block *block, const Object *column, bool is_primary)
{
    for (size_t i = 0; i < block->count; i++) {
        const Object *member = block->members[i];
        if (block->homes[i] == column && (member->kind == KIND_PRIMARY_KEY) == is_primary)
            inline_print(out, member);
    }
}

static Line column_line(Printer *printer, const Block *block, const Object *object)
{
    Type serial;
    const Column *column = (const Column *)object;
    const Column said =
        printer->is_canonical ? *column : serial_column(printer->schema, column, &serial);
    const Type *type = said.type.any;
    Text text = {0};
    Line line = {.column = object};
    for (DialectId id = 0; id < DIALECT_COUNT && !type; id++) type = said.type.only[id];
    print_member_name(&text, object->name);
    line.name = keep(printer, &text);
    type_print(&text, type);
    if (said.is_nullable) text_add_char(&text, '?');
    line.type = keep(printer, &text);
    print_inlines(&text, block, object, true);
    print_clauses(&text, &said.object);
    print_inlines(&text, block, object, false);
    Printer clauses = *printer;
    clauses.out = &text;
    print_mark(&clauses, object);
    line.clauses = keep(printer, &text);
    return line;
}

static Line attribute_line(Printer *printer, const Object *object)
{
    const KindInfo *info = kind_info(object->kind);
    Text text = {0};
    Line line = {.column = object};
    print_member_name(&text, object->name);
    line.name = keep(printer, &text);
    type_print(&text, ((const Attribute *)object)->type);
    line.type = keep(printer, &text);
    for (size_t i = 0; i < info->attr_count; i++)
        if (info->attrs[i].type != VALUE_TYPE) clause_print(&text, object, &info->attrs[i]);
    line.clauses = keep(printer, &text);
    return line;
}

static bool is_line(const Object *member)
{
    return member->kind == KIND_COLUMN || member->kind == KIND_ATTRIBUTE;
}

static void print_columns(Printer *printer, const Block *block)
{
    Line *lines = arena_array(printer->arena, Line, block->count);
    size_t count = 0, name_width = 0, type_width = 0;
    for (size_t i = 0; i < block->count; i++) {
        const Object *member = block->members[i];
        if (!is_line(member)) continue;
        Line *line = &lines[count++];
        *line = member->kind == KIND_COLUMN ? column_line(printer, block, member)
                                            : attribute_line(printer, member);
        size_t name = text_width(line->name), type = text_width(line->type);
        if (name > name_width) name_width = name;
        if (type > type_width) type_width = type;
    }
    for (size_t i = 0; i < count; i++) {
        print_doc(printer, lines[i].column->doc, "    ");
        text_add(printer->out, "    ");
        print_padded(printer->out, lines[i].name, name_width + 2);
        print_padded(printer->out, lines[i].type, *lines[i].clauses ? type_width + 1 : 0);
        text_add(printer->out, lines[i].clauses);
        text_add(printer->out, ";\n");
    }
}

static void print_members(Printer *printer, const Objects *members)
{
    Block block = {members->items, arena_array(printer->arena, const Object *, members->count),
                   members->count};
    const char *gap = "";
    for (size_t i = 0; i < block.count; i++) {
        block.homes[i] = inline_column(printer->schema, block.members[i]);
        if (is_line(block.members[i])) gap = "\n";
    }
    print_columns(printer, &block);
    for (size_t i = 0; i < block.count; i++) {
        const Object *member = block.members[i];
        if (is_line(member) || block.homes[i]) continue;
        text_add(printer->out, gap);
        gap = "";
        print_doc(printer, member->doc, "    ");
        text_add(printer->out, "    ");
        print_head(printer->out, member);
        print_mark(printer, member);
        text_add(printer->out, ";\n");
    }
    text_add(printer->out, "}\n");
}

static void print_block(Printer *printer, const Objects *members)
{
    text_add(printer->out, members->count ? " {\n" : " {}\n");
    if (members->count) print_members(printer, members);
}

static void print_value(Text *out, Name value)
{
    if (name_is_plain(value)) text_add(out, name_text(value));
    else string_print(out, name_text(value));
}

static bool has_docs(const Printer *printer, const Objects *values)
{
    for (size_t i = 0; !printer->is_canonical && i < values->count; i++)
        if (values->items[i]->doc && *values->items[i]->doc) return true;
    return false;
}

/* On the line that begins at `start`; false and nothing more is there if it does not fit. */
static bool print_values_short(Printer *printer, const Objects *values, size_t start)
{
    Text *out = printer->out;
    size_t before = out->length;
    text_add(out, " { ");
    for (size_t i = 0; i < values->count; i++) {
        if (i) text_add(out, ", ");
        print_value(out, values->items[i]->name);
    }
    text_add(out, " }");
    bool is_line = !strchr(out->data + start, '\n') && text_width(out->data + start) <= LINE_LIMIT;
    if (!is_line) {
        out->length = before;
        out->data[before] = '\0';
    }
    return is_line;
}

/* One line where it fits, else one line per value. */
static void print_values(Printer *printer, const Objects *values, size_t start)
{
    if (!has_docs(printer, values) && print_values_short(printer, values, start)) {
        text_add_char(printer->out, '\n');
        return;
    }
    text_add(printer->out, " {\n");
    for (size_t i = 0; i < values->count; i++) {
        print_doc(printer, values->items[i]->doc, "    ");
        text_add(printer->out, "    ");
        print_value(printer->out, values->items[i]->name);
        text_add(printer->out, ",\n");
    }
    text_add(printer->out, "}\n");
}

/* ---- order ---- */

static int compare_numbers(uint32_t a, uint32_t b)
{
    return (a > b) - (a < b);
}

static int compare_objects(const void *left, const void *right)
{
    const Object *a = *(const Object *const *)left, *b = *(const Object *const *)right;
    int order = compare_numbers(a->kind, b->kind);
    if (!order && kind_info(a->kind)->is_ordered) order = compare_numbers(a->position, b->position);
    if (!order) order = name_compare(a->space, b->space);
    if (!order) order = name_compare(a->name, b->name);
    if (!order) order = compare_numbers(a->dialects, b->dialects);
    return order ? order : object_compare_paths(a, b);
}

/* The canonical order does not depend on the order of declaration where that means nothing. */
static Objects in_order(Printer *printer, Object *const *items, size_t count)
{
    if (!printer->is_canonical || count == 0) return (Objects){items, count};
    Object **sorted = arena_array(printer->arena, Object *, count);
    memcpy(sorted, items, count * sizeof *sorted);
    qsort(sorted, count, sizeof *sorted, compare_objects);
    return (Objects){sorted, count};
}

/* ---- the whole ---- */

/* In a line, unless they are members of a block; the snapshot has neither comments nor blocks. */
static bool print_domain_checks(Printer *printer, const Objects *checks)
{
    if (has_docs(printer, checks)) return false;
    for (size_t i = 0; i < checks->count; i++) {
        text_add_char(printer->out, ' ');
        print_head(printer->out, checks->items[i]);
    }
    return true;
}

static void print_comments(Printer *printer, const OptionList *comments)
{
    for (size_t i = 0; i < comments->count; i++) {
        print_doc(printer, comments->items[i].value, "    ");
        text_add(printer->out, "    ");
        print_member_name(printer->out, comments->items[i].name);
        text_add(printer->out, ";\n");
    }
}

/* What is said of the columns of a view, and its indexes. */
static void print_view_block(Printer *printer, const OptionList *comments, const Objects *members)
{
    if (printer->is_canonical || !comments->count) {
        print_block(printer, members);
        return;
    }
    text_add(printer->out, " {\n");
    print_comments(printer, comments);
    if (members->count) text_add_char(printer->out, '\n');
    print_members(printer, members);
}

static bool has_block(Printer *printer, const Object *object, const Objects *members)
{
    if (object->kind == KIND_VIEW && !printer->is_canonical)
        return members->count || ((const View *)object)->comments.count;
    if (object->kind == KIND_DOMAIN) return !print_domain_checks(printer, members);
    return object->kind == KIND_TABLE || object->kind == KIND_TYPE ||
           (members->count && object->kind != KIND_ENUM);
}

static void print_object(Printer *printer, const Object *object)
{
    Objects members = in_order(printer, object->members.items, object->members.count);
    print_doc(printer, object->doc, "");
    size_t start = printer->out->length;
    print_declared(printer, object);
    if (object->kind == KIND_NAMESPACE && name_is(object->name, printer->schema->default_space))
        text_add(printer->out, " default");
    bool is_block = has_block(printer, object, &members);
    print_mark(printer, object);
    if (object->kind == KIND_ENUM) print_values(printer, &members, start);
    else if (is_block && object->kind == KIND_VIEW)
        print_view_block(printer, &((const View *)object)->comments, &members);
    else if (is_block) print_block(printer, &members);
    else text_add(printer->out, ";\n");
}

static void print_version(Text *out, DialectId dialect, int version)
{
    if (version == 0) return;
    if (dialect == DIALECT_POSTGRES) {
        text_printf(out, " %d", version);
        return;
    }
    text_printf(out, " %d.%d", version / 1000000, version / 1000 % 1000);
    if (version % 1000) text_printf(out, ".%d", version % 1000);
}

static void print_header(Printer *printer)
{
    const Schema *schema = printer->schema;
    const char *separator = "target ";
    print_doc(printer, schema->doc, "");
    text_add(printer->out, "schema ");
    name_print(printer->out, schema->name);
    text_add(printer->out, ";\n");
    for (DialectId id = 0; id < DIALECT_COUNT; id++) {
        if (!schema->targets[id].is_target) continue;
        text_printf(printer->out, "%s%s", separator, dialect_word(id));
        print_version(printer->out, id, schema->targets[id].version);
        separator = ", ";
    }
    if (*separator == ',') text_add(printer->out, ";\n");
}

/* A body of several lines. */
static bool has_lines(const Object *object)
{
    const KindInfo *info = kind_info(object->kind);
    for (size_t i = 0; i < info->attr_count; i++) {
        const char *body = info->attrs[i].type == VALUE_BODY
                               ? *attr_value(object, &info->attrs[i], const char *) : NULL;
        if (body && strchr(body, '\n')) return true;
    }
    return false;
}

/* Short declarations of one kind stand together, others have an empty line between them. */
static bool is_apart(const Printer *printer, const Object *object, const Object *before)
{
    bool has_doc = !printer->is_canonical && object->doc && *object->doc;
    bool is_long = !printer->is_canonical && before && (has_lines(object) || has_lines(before));
    return !before || has_doc || is_long || object->kind != before->kind || object->members.count ||
           before->members.count;
}

/* What the author meant is the same in the short words as at length. */
static bool is_written(const Printer *printer, const Object *object)
{
    bool is_short = !printer->is_canonical && serial_is_said(printer->schema, object);
    return object_is_declared(object) && !is_short;
}

void printer_run(Printer *printer)
{
    const Schema *schema = printer->schema;
    Objects objects = in_order(printer, schema->objects.items, schema->objects.count);
    const Object *before = NULL;
    uint32_t grouped = 0; /* mask of the kinds that are written */
    print_header(printer);
    for (size_t i = 0; i < objects.count; i++) {
        if (!is_written(printer, objects.items[i])) continue;
        Kind kind = objects.items[i]->kind;
        bool is_grouped = printer->is_grouped && (kind == KIND_GRANT || kind == KIND_OWNER);
        if (is_grouped && grouped & 1u << kind) continue;
        if (is_grouped) grouped |= 1u << kind;
        if (is_apart(printer, objects.items[i], before)) text_add_char(printer->out, '\n');
        if (is_grouped) grants_print(printer, &objects, kind);
        else print_object(printer, objects.items[i]);
        before = objects.items[i];
    }
}

static void print(Text *out, const Schema *schema, bool is_grouped)
{
    Printer printer = {.out = out, .schema = schema, .arena = arena_new(), .is_grouped = is_grouped};
    printer_run(&printer);
    arena_free(printer.arena);
}

void schema_print(Text *out, const Schema *schema)
{
    print(out, schema, false);
}

void schema_print_grouped(Text *out, const Schema *schema)
{
    print(out, schema, true);
}
