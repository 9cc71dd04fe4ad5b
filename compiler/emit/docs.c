/* SPDX-License-Identifier: MIT
 * NAME.md: the schema for people. Kinds, words and clauses come from the Attr tables; only columns,
 * which make a table of their own, and references, which make the diagram, are known by name. */
#include <string.h>

#include "emit/page.h"
#include "emit/row.h"
#include "emit/write.h"

typedef struct Docs {
    const EmitInput *input;
    Text *out;
    Text scratch;
} Docs;

enum { /* tables up to which the diagram is still a picture */
    DETAIL_LIMIT = 40,
    DIAGRAM_LIMIT = 150
};

/* ---- Markdown ---- */

/* Text in a cell stays on its line and between its bars. */
static void add_cell(Text *out, const char *text)
{
    for (;;) {
        const char *start = text;
        while (*text && *text != '|' && *text != '\n') text++;
        text_add_bytes(out, start, (size_t)(text - start));
        if (!*text) return;
        text_add(out, *text++ == '|' ? "\\|" : " ");
    }
}

static void add_code_cell(Text *out, const char *text)
{
    const char *mark = strchr(text, '`') ? "``" : "`";
    if (!*text) return;
    text_add(out, mark);
    if (mark[1]) text_add_char(out, ' ');
    add_cell(out, text);
    if (mark[1]) text_add_char(out, ' ');
    text_add(out, mark);
}

/* What was gathered, as the next cell of the row. */
static void add_scratch_cell(Docs *docs)
{
    text_add_bytes(docs->out, "| ", 2);
    if (docs->scratch.length) {
        add_code_cell(docs->out, docs->scratch.data);
        text_add_char(docs->out, ' ');
    }
    text_clear(&docs->scratch);
}

static void add_paragraph(Text *out, const char *doc)
{
    if (!doc || !*doc) return;
    text_add(out, doc);
    text_add(out, "\n\n");
}

/* ---- columns ---- */

static void add_lowered_type(Docs *docs, const Object *column, DialectId id)
{
    text_add(&docs->scratch, name_text(docs->input->halves[id]->types[column->id]));
    add_scratch_cell(docs);
}

static void add_type(Docs *docs, const Column *column)
{
    const Type *type = column->type.any;
    for (DialectId id = 0; id < DIALECT_COUNT && !type; id++) type = column->type.only[id];
    type_print(&docs->scratch, type);
    if (column->is_nullable) text_add_char(&docs->scratch, '?');
    add_scratch_cell(docs);
}

static void add_clauses(Docs *docs, const Object *object)
{
    const KindInfo *info = kind_info(object->kind);
    for (size_t i = 0; i < info->attr_count; i++)
        if (!(info->attrs[i].flags & ATTR_CHANGE) && info->attrs[i].type != VALUE_BODY)
            clause_print(&docs->scratch, object, &info->attrs[i]);
}

static void add_column(Docs *docs, const RowColumn *row)
{
    const Column *column = row->column;
    text_add(&docs->scratch, name_text(column->object.name));
    add_scratch_cell(docs);
    add_type(docs, column);
    for (DialectId id = 0; id < DIALECT_COUNT; id++)
        if (docs->input->halves[id]) add_lowered_type(docs, &column->object, id);
    text_add(&docs->scratch, row->flags & ROW_NULLABLE ? row->maybe : row->type);
    add_scratch_cell(docs);
    add_clauses(docs, &column->object);
    if (docs->scratch.length) /* without the space that every clause begins with */
        memmove(docs->scratch.data, docs->scratch.data + 1, docs->scratch.length--);
    add_scratch_cell(docs);
    text_add(docs->out, "| ");
    add_cell(docs->out, column->object.doc ? column->object.doc : "");
    text_add(docs->out, column->object.doc ? " |\n" : "|\n");
}

static void add_columns(Docs *docs, const RowTable *table)
{
    Text *out = docs->out;
    size_t count = 4;
    if (!table->count) return;
    text_add(out, "| column | type ");
    for (DialectId id = 0; id < DIALECT_COUNT; id++) {
        if (!docs->input->halves[id]) continue;
        text_printf(out, "| %s ", dialects[id]->title);
        count++;
    }
    text_add(out, "| C | clauses | notes |\n|");
    for (size_t i = 0; i <= count; i++) text_add(out, "---|");
    text_add_char(out, '\n');
    for (size_t i = 0; i < table->count; i++) add_column(docs, &table->columns[i]);
    text_add_char(out, '\n');
}

/* ---- other objects ---- */

/* "- `unique (a, b)`: doc" */
static void add_member(Docs *docs, const Object *member)
{
    const KindInfo *info = kind_info(member->kind);
    Text *line = &docs->scratch;
    for (size_t i = 0; i < info->attr_count; i++)
        if ((info->attrs[i].flags & ATTR_PREFIX) && !attr_is_default(member, &info->attrs[i]))
            text_printf(line, "%s ", info->attrs[i].word);
    if (!info->is_bare) text_add(line, info->word);
    if (!info->is_bare && member->is_named) text_add_char(line, ' ');
    if (info->is_bare || member->is_named) text_add(line, name_text(member->name));
    add_clauses(docs, member);
    text_add(docs->out, "- ");
    add_code_cell(docs->out, text_string(line));
    text_clear(line);
    if (member->doc && *member->doc) {
        text_add(docs->out, ": ");
        add_cell(docs->out, member->doc);
    }
    text_add_char(docs->out, '\n');
}

static void add_members(Docs *docs, const Object *object)
{
    bool is_any = false;
    for (size_t i = 0; i < object->members.count; i++) {
        if (object->members.items[i]->kind == KIND_COLUMN) continue;
        add_member(docs, object->members.items[i]);
        is_any = true;
    }
    if (is_any) text_add_char(docs->out, '\n');
}

/* What stands behind the name in the schema, if anything does. */
static void add_own_clauses(Docs *docs, const Object *object)
{
    add_clauses(docs, object);
    if (!docs->scratch.length) return;
    add_code_cell(docs->out, text_string(&docs->scratch) + 1);
    text_add(docs->out, "\n\n");
    text_clear(&docs->scratch);
}

static void add_object(Docs *docs, Rows *rows, const Object *object)
{
    text_add(docs->out, "### ");
    object_path(docs->out, docs->input->schema, object);
    text_add(docs->out, "\n\n");
    add_paragraph(docs->out, object->doc);
    add_own_clauses(docs, object);
    if (object->kind == KIND_TABLE) add_columns(docs, rows_table(rows, (const Table *)object));
    add_members(docs, object);
}

static void add_kind(Docs *docs, Page *page, Rows *rows, Kind kind)
{
    const Schema *schema = docs->input->schema;
    bool is_first = true;
    for (size_t i = 0; i < schema->objects.count; i++) {
        const Object *object = schema->objects.items[i];
        if (object->kind != kind || !rows_exists(rows, object)) continue;
        const char *plural = kind_info(kind)->plural;
        if (is_first) text_printf(docs->out, "## %c%s\n\n", plural[0] - 'a' + 'A', plural + 1);
        is_first = false;
        add_object(docs, rows, object);
        page_pause(page);
    }
}

/* ---- the diagram ---- */

/* Mermaid takes letters, digits and '_'. */
static void add_word(Text *out, const char *text)
{
    for (; *text; text++) {
        char c = *text;
        bool is_word = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        text_add_char(out, is_word ? c : '_');
    }
}

/* As in C, without the name of the schema. */
static void add_entity_name(Docs *docs, const Rows *rows, const Object *table)
{
    size_t prefix = strlen(c_names_prefix(rows_names(rows))) + 1;
    add_word(docs->out, c_names_of(rows_names(rows), table) + prefix);
}

static void add_entity(Docs *docs, Rows *rows, const Object *object)
{
    const RowTable *table = rows_table(rows, (const Table *)object);
    Text *out = docs->out;
    text_add(out, "    ");
    add_entity_name(docs, rows, object);
    text_add(out, " {\n");
    for (size_t i = 0; i < table->count; i++) {
        const RowColumn *column = &table->columns[i];
        const Type *type = column->column->type.any;
        text_add(out, "        ");
        add_word(out, type ? name_text(type->name) : "other");
        text_add_char(out, ' ');
        add_word(out, column->member);
        text_add(out, column->flags & ROW_KEY ? " PK\n" : "\n");
    }
    text_add(out, "    }\n");
}

static bool may_be_null(const Object *table, const ForeignKey *key)
{
    for (size_t i = 0; i < key->columns.count; i++) {
        const Object *column = object_member(table, KIND_COLUMN, key->columns.items[i]);
        if (column && ((const Column *)column)->is_nullable) return true;
    }
    return false;
}

static void add_relations(Docs *docs, const Rows *rows, const Object *table)
{
    for (size_t i = 0; i < table->members.count; i++) {
        if (table->members.items[i]->kind != KIND_FOREIGN_KEY) continue;
        const ForeignKey *key = (const ForeignKey *)table->members.items[i];
        if (!key->target || key->target->object.kind != KIND_TABLE) continue;
        text_add(docs->out, "    ");
        add_entity_name(docs, rows, table);
        text_add(docs->out, may_be_null(table, key) ? " }o--o| " : " }o--|| ");
        add_entity_name(docs, rows, &key->target->object);
        text_add(docs->out, " : \"");
        for (size_t k = 0; k < key->columns.count; k++) {
            if (k) text_add(docs->out, ", ");
            add_word(docs->out, name_text(key->columns.items[k]));
        }
        text_add(docs->out, "\"\n");
    }
}

static void add_diagram(Docs *docs, Rows *rows)
{
    const Schema *schema = docs->input->schema;
    size_t tables = 0;
    for (size_t i = 0; i < schema->objects.count; i++)
        tables += schema->objects.items[i]->kind == KIND_TABLE;
    if (!tables || tables > DIAGRAM_LIMIT) return;
    text_add(docs->out, "```mermaid\nerDiagram\n");
    for (size_t i = 0; i < schema->objects.count; i++) {
        const Object *object = schema->objects.items[i];
        if (object->kind != KIND_TABLE || !rows_exists(rows, object)) continue;
        if (tables <= DETAIL_LIMIT) add_entity(docs, rows, object);
        add_relations(docs, rows, object);
    }
    text_add(docs->out, "```\n\n");
}

/* ---- the whole ---- */

static void add_head(Cx *cx, Docs *docs)
{
    const Schema *schema = docs->input->schema;
    const char *file = c_name_file(cx, schema->name);
    write_banner(docs->out, docs->input, "<!-- ", " -->\n");
    text_printf(docs->out, "# %s\n\n", name_text(schema->name));
    add_paragraph(docs->out, schema->doc);
    for (DialectId id = 0; id < DIALECT_COUNT; id++)
        if (docs->input->halves[id])
            text_printf(docs->out, "- %s: `baseline.%s.sql`\n", dialects[id]->title,
                        dialects[id]->name);
    text_printf(docs->out, "- C: `%s.h`, `%s.c`\n- fingerprint: `%s`\n\n", file, file,
                docs->input->fingerprint);
}

void write_docs(Cx *cx, Output *out, const EmitInput *input)
{
    Page page = {.output = out};
    Docs docs = {.input = input, .out = &page.text};
    Rows *rows = rows_new(cx, input);
    add_head(cx, &docs);
    add_diagram(&docs, rows);
    for (Kind kind = 0; kind < KIND_COUNT; kind++) add_kind(&docs, &page, rows, kind);
    text_free(&docs.scratch);
    page_end(&page);
}
