/* SPDX-License-Identifier: MIT
 * NAME.c: the constants that the runtime works from: descriptions of enums and tables, and for each
 * dialect the baseline and the catalog text, as strings that C99 allows. */
#include <string.h>

#include "emit/page.h"
#include "emit/row.h"
#include "emit/write.h"

/* ---- descriptions ---- */

static void add_enum(Text *out, const Rows *rows, const Object *enum_)
{
    const char *lower = c_names_of(rows_names(rows), enum_);
    text_printf(out, "static const char *const labels_of_%s[] = {\n", lower);
    for (size_t i = 0; i < enum_->members.count; i++) {
        Name label = enum_->members.items[i]->name;
        text_add(out, "    \"");
        text_add_c(out, name_text(label), name_length(label));
        text_add(out, "\",\n");
    }
    text_add(out, "    NULL\n};\n");
    text_printf(out, "const schemac_enum %s_enum = {\n    \"", lower);
    text_add_c(out, name_text(enum_->name), name_length(enum_->name));
    text_printf(out, "\", labels_of_%s, %zu, sizeof(%s)};\n\n", lower, enum_->members.count, lower);
}

static void add_column(Text *out, const RowTable *table, const RowColumn *column)
{
    bool is_in_row_only = column->flags & ROW_READ_ONLY;
    text_add(out, "    {\"");
    text_add_c(out, column->sql, strlen(column->sql));
    text_add(out, "\", ");
    text_add(out, column->constant);
    text_add(out, ", ");
    row_flags(out, column->flags);
    text_add_template(out, is_in_row_only ? ", offsetof(@, " : ", BOTH(", table->lower);
    text_add(out, column->member);
    text_add(out, is_in_row_only ? "), 0, " : "), ");
    if (column->labels) text_add_template(out, "&@_enum},\n", column->labels);
    else text_add(out, "NULL},\n");
}

static void add_table(Text *out, const RowTable *table)
{
    if (!table->count) return;
    text_add_template(out,
                      "#define BOTH(member) offsetof(@, member), offsetof(@_new, member)\n"
                      "static const schemac_column columns_of_@[] = {\n", table->lower);
    for (size_t i = 0; i < table->count; i++) add_column(out, table, &table->columns[i]);
    text_add_template(out, "};\n#undef BOTH\nconst schemac_table @_table = {\n    \"", table->lower);
    text_add_c(out, table->sql, strlen(table->sql));
    text_add(out, "\", \"");
    text_add_c(out, table->space, strlen(table->space));
    text_add_template(out, "\", columns_of_@, ", table->lower);
    text_printf(out, "%zu, sizeof(%s), ", table->count, table->lower);
    row_flags(out, table->flags);
    text_add(out, "};\n\n");
}

/* ---- long texts ---- */

enum { PIECE_LIMIT = 4000, LINE_LIMIT = 2000 }; /* of a string, of one of the literals in it */

/* An array of strings with one literal for each line of the text. The end of a piece says something
 * where it is a ';' (schemac.h), so no piece ends with one by chance. */
typedef struct Pieces {
    Page *page;
    size_t used; /* bytes in the current piece */
} Pieces;

static void pieces_end_piece(Pieces *pieces)
{
    if (pieces->used) text_add_bytes(&pieces->page->text, ",\n", 2);
    pieces->used = 0;
    page_pause(pieces->page);
}

static void pieces_add_line(Pieces *pieces, const char *line, size_t length, const char *end)
{
    Text *out = &pieces->page->text;
    if (pieces->used + length > PIECE_LIMIT) pieces_end_piece(pieces);
    text_add(out, pieces->used ? "\n    \"" : "    \"");
    text_add_c(out, line, length);
    text_add(out, end);
    text_add_char(out, '"');
    pieces->used += length;
}

/* How much of a text makes the next literal: a line, or as much of it as fits. No cut comes behind
 * a ';', be it that thousands of them make a literal too long for C99. */
static size_t line_length(const char *text, size_t length)
{
    const char *end = memchr(text, '\n', length);
    size_t line = end ? (size_t)(end - text) + 1 : length;
    if (line <= LINE_LIMIT) return line;
    size_t cut = LINE_LIMIT;
    while (cut && text[cut - 1] == ';') cut--;
    if (!cut) cut = LINE_LIMIT;
    while (cut < line && text[cut - 1] == ';') cut++;
    return cut;
}

/* end: what the last literal ends with. */
static void pieces_add(Pieces *pieces, const char *text, size_t length, const char *end)
{
    while (length) {
        size_t line = line_length(text, length);
        pieces_add_line(pieces, text, line, line == length ? end : "");
        text += line;
        length -= line;
    }
}

static void add_statement(Pieces *pieces, const char *sql)
{
    pieces_add(pieces, sql, strlen(sql), ";");
    pieces_end_piece(pieces);
}

static void add_baseline(Page *page, const EmitInput *input, DialectId id)
{
    const Half *half = input->halves[id];
    Pieces pieces = {page, 0};
    text_printf(&page->text, "static const char *const baseline_%s[] = {\n", dialects[id]->name);
    if (half->opening) add_statement(&pieces, half->opening);
    for (size_t i = 0; i < half->statement_count; i++) add_statement(&pieces, half->statements[i]);
    text_add(&page->text, "    NULL\n};\n\n");
}

static void add_catalog(Page *page, const EmitInput *input, DialectId id)
{
    const Half *half = input->halves[id];
    Pieces pieces = {page, 0};
    text_printf(&page->text, "static const char *const catalog_%s[] = {\n", dialects[id]->name);
    pieces_add(&pieces, half->catalog, half->catalog_length, "");
    pieces_end_piece(&pieces);
    text_add(&page->text, "    NULL\n};\n\n");
}

/* ---- migrations ---- */

static void add_script(Page *page, const Link *link, const char *dialect)
{
    Pieces pieces = {page, 0};
    text_printf(&page->text, "static const char *const script_%s_%04d[] = {\n", dialect,
                link->migration->number);
    for (size_t i = 0; i < link->script->statements.count; i++) {
        const char *sql = link->script->statements.items[i].sql;
        pieces_add(&pieces, sql, strlen(sql), ";");
        pieces_end_piece(&pieces);
    }
    text_add(&page->text, "    NULL\n};\n");
}

static void add_undo(Page *page, const Link *link, const char *dialect)
{
    Pieces pieces = {page, 0};
    text_printf(&page->text, "static const char *const undo_%s_%04d[] = {\n", dialect,
                link->migration->number);
    pieces_add(&pieces, link->undo ? link->undo : "", link->undo_length, "");
    pieces_end_piece(&pieces);
    text_add(&page->text, "    NULL\n};\n\n");
}

static void add_migration(Text *out, const Link *link, const char *dialect)
{
    const Migration *migration = link->migration;
    text_printf(out, "    {%d, \"%s\",\n", migration->number, migration->name);
    text_printf(out, "     \"%s\",\n     \"%s\",\n", link->parent, migration->fingerprint);
    text_printf(out, "     script_%s_%04d, undo_%s_%04d, %d, %d},\n", dialect, migration->number,
                dialect, migration->number, link->oldest, link->script->allowed.count > 0);
}

static void add_migrations(Page *page, const EmitInput *input, DialectId id)
{
    const char *name = dialects[id]->name;
    size_t count = input->history->links[id].count;
    const Link *links = input->history->links[id].items;
    if (count == 0) return;
    for (size_t i = 0; i < count; i++) {
        add_script(page, &links[i], name);
        add_undo(page, &links[i], name);
    }
    text_add_template(&page->text, "static const schemac_migration migrations_@[] = {\n", name);
    for (size_t i = 0; i < count; i++) {
        add_migration(&page->text, &links[i], name);
        page_pause(page);
    }
    text_add(&page->text, "};\n\n");
}

static void add_rights(Page *page, DialectId id, const char *const *rights)
{
    Pieces pieces = {page, 0};
    text_printf(&page->text, "static const char *const rights_%s[] = {\n", dialects[id]->name);
    if (!**rights) text_add(&page->text, "    \"\",\n");
    for (; *rights; rights++) pieces_add(&pieces, *rights, strlen(*rights), "");
    pieces_end_piece(&pieces);
    text_add(&page->text, "    NULL\n};\n\n");
}

static void add_half(Cx *cx, Page *page, const EmitInput *input, DialectId id)
{
    const char *name = dialects[id]->name;
    const char *const *rights =
        history_rights(cx, input->history, input->halves[id], id, false);
    if (rights) add_rights(page, id, rights);
    add_baseline(page, input, id);
    add_catalog(page, input, id);
    add_migrations(page, input, id);
    text_add_template(&page->text,
                      "static const schemac_dialect_half half_@ = {baseline_@, catalog_@, ", name);
    text_printf(&page->text, "%d, ", input->schema->targets[id].version);
    if (input->history->links[id].count)
        text_printf(&page->text, "migrations_%s, %zu, ", name, input->history->links[id].count);
    else text_add(&page->text, "NULL, 0, ");
    if (rights) text_printf(&page->text, "rights_%s};\n\n", name);
    else text_add(&page->text, "NULL};\n\n");
}

static void add_ignored(Text *out, const Schema *schema)
{
    if (!schema->ignored.count) return;
    text_add(out, "static const char *const ignored[] = {\n");
    for (size_t i = 0; i < schema->ignored.count; i++) {
        Name pattern = schema->ignored.items[i];
        text_add(out, "    \"");
        text_add_c(out, name_text(pattern), name_length(pattern));
        text_add(out, "\",\n");
    }
    text_add(out, "    NULL\n};\n\n");
}

static void add_schema(Text *out, const Rows *rows, const EmitInput *input)
{
    const Schema *schema = input->schema;
    const char *lower = c_names_prefix(rows_names(rows));
    const char *upper = c_names_upper_prefix(rows_names(rows));
    text_add_template(out, "const schemac_schema @_schema = {\n    SCHEMAC_INTERFACE, \"", lower);
    text_add_c(out, name_text(schema->name), name_length(schema->name));
    text_add_template(out, "\", @_SCHEMA_VERSION, @_SCHEMA_FINGERPRINT, \"", upper);
    text_add_c(out, name_text(schema->default_space), name_length(schema->default_space));
    text_printf(out, "\",\n    %s, %s, %s\n};\n",
                input->halves[DIALECT_SQLITE] ? "&half_sqlite" : "NULL",
                input->halves[DIALECT_POSTGRES] ? "&half_postgres" : "NULL",
                schema->ignored.count ? "ignored" : "NULL");
}

void write_c_source(Cx *cx, Output *out, const EmitInput *input)
{
    Page page = {.output = out};
    Rows *rows = rows_new(cx, input);
    write_banner(&page.text, input, "/* ", " */\n");
    text_printf(&page.text, "#include \"%s.h\"\n\n", c_name_file(cx, input->schema->name));
    for (size_t i = 0; i < input->schema->objects.count; i++) {
        const Object *object = input->schema->objects.items[i];
        if (!rows_exists(rows, object)) continue;
        if (object->kind == KIND_ENUM) add_enum(&page.text, rows, object);
        if (object->kind == KIND_TABLE)
            add_table(&page.text, rows_table(rows, (const Table *)object));
        page_pause(&page);
    }
    for (DialectId id = 0; id < DIALECT_COUNT; id++)
        if (input->halves[id]) add_half(cx, &page, input, id);
    add_ignored(&page.text, input->schema);
    add_schema(&page.text, rows, input);
    page_end(&page);
}
