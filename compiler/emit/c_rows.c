/* SPDX-License-Identifier: MIT
 * A table in the header: its names, the struct of its rows, the form for inserting, and functions
 * that only put types around the calls of the runtime. In the templates '@' is "shop_orders". */
#include "emit/c_rows.h"

#include <string.h>

enum {
    LITERAL_LIMIT = 4095, /* of a string in C99 */
    LINE_LIMIT = 90 /* of the text between the quotes of a line */
};

void c_rows_explain(Text *out, const Rows *rows)
{
    static const char macros[] =
        "/* ---- tables ----\n"
        " * SQL for a table t is made with its name @_T_TABLE, the names of its columns\n"
        " * @_T_COL_..., and the list @_T_COLUMNS of those that its read function\n"
        " * expects. @_T_INSERT is the statement whose parameters its bind function fills.\n";
    static const char types[] =
        " * @_t is a row; @_t_new is one to insert, in which every\n"
        " * schemac_maybe_... that is left zeroed gets its default. Memory and errors: see\n"
        " * \"rows\" in schemac.h. */\n\n";
    text_add_template(out, macros, c_names_upper_prefix(rows_names(rows)));
    text_add_template(out, types, c_names_prefix(rows_names(rows)));
}

/* ---- SQL in macros ---- */

/* A string over several lines of a macro. */
typedef struct Literal {
    Text *out;
    size_t start, line; /* where the text and its last line begin */
    size_t broken;      /* bytes that are no text: ends and beginnings of lines */
} Literal;

static Literal literal_open(Text *out)
{
    text_add(out, " \\\n    \"");
    return (Literal){out, out->length, out->length, 0};
}

/* Adds three texts to the same line; after the first, which may end one. */
static void literal_add(Literal *literal, const char *between, const char *before, const char *text,
                        const char *after)
{
    static const char line_end[] = "\" \\\n    \"";
    text_add(literal->out, between);
    size_t length = strlen(before) + strlen(text) + strlen(after);
    if (literal->out->length - literal->line + length > LINE_LIMIT) {
        text_add_bytes(literal->out, line_end, sizeof line_end - 1);
        literal->broken += sizeof line_end - 1;
        literal->line = literal->out->length;
    }
    text_add(literal->out, before);
    text_add_c(literal->out, text, strlen(text));
    text_add(literal->out, after);
}

/* Takes a macro back that would be longer than C allows a string to be. */
static void literal_close(Literal *literal, size_t macro)
{
    if (literal->out->length - literal->start - literal->broken > LITERAL_LIMIT)
        literal->out->length = macro;
    else text_add(literal->out, "\"\n");
}

static void add_columns(Literal *literal, const RowTable *table, unsigned absent, bool is_cast)
{
    const char *between = "";
    for (size_t i = 0; i < table->count; i++) {
        const RowColumn *column = &table->columns[i];
        if (column->flags & absent) continue;
        if (!is_cast && (column->flags & ROW_READ_ONLY)) continue;
        bool cast = is_cast && (column->flags & ROW_AS_TEXT);
        literal_add(literal, between, cast ? "CAST(" : "", column->sql, cast ? " AS text)" : "");
        between = ", ";
    }
}

static void add_define(Text *out, const RowTable *table, const char *name, const char *suffix)
{
    text_add(out, "#define ");
    text_add(out, table->upper);
    text_add(out, name);
    text_add(out, suffix);
}

static void add_list(Text *out, const RowTable *table, const char *suffix, unsigned absent)
{
    size_t macro = out->length;
    add_define(out, table, "_COLUMNS", suffix);
    Literal literal = literal_open(out);
    add_columns(&literal, table, absent, true);
    literal_close(&literal, macro);
}

enum { PARAMETER_ROOM = 24 };

/* "$12", at the end of the buffer. */
static const char *parameter(char *buffer, size_t number)
{
    char *start = buffer + PARAMETER_ROOM;
    *--start = '\0';
    for (; number; number /= 10) *--start = (char)('0' + number % 10);
    *--start = '$';
    return start;
}

static void add_insert(Text *out, const RowTable *table, const char *suffix, unsigned absent)
{
    size_t macro = out->length, count = 0;
    for (size_t i = 0; i < table->count; i++)
        count += !(table->columns[i].flags & (absent | ROW_READ_ONLY));
    add_define(out, table, "_INSERT", suffix);
    Literal literal = literal_open(out);
    literal_add(&literal, "", "INSERT INTO ", table->path, count ? " (" : " DEFAULT VALUES");
    add_columns(&literal, table, absent, false);
    for (size_t i = 1; i <= count; i++) {
        char number[PARAMETER_ROOM];
        literal_add(&literal, i > 1 ? ", " : ") ", i > 1 ? "" : "VALUES (",
                    parameter(number, i), "");
    }
    if (count) text_add(out, ")");
    literal_close(&literal, macro);
}

/* Is there a column that one target has and the other has not? */
static bool differs(const RowTable *table)
{
    for (size_t i = 0; i < table->count; i++)
        if (table->columns[i].flags & (ROW_NOT_IN_SQLITE | ROW_NOT_IN_POSTGRES)) return true;
    return false;
}

static void add_statements(Text *out, const RowTable *table)
{
    bool is_split = differs(table);
    if (!is_split || !(table->flags & ROW_NOT_IN_SQLITE)) {
        add_list(out, table, is_split ? "_SQLITE" : "", is_split ? ROW_NOT_IN_SQLITE : 0);
        add_insert(out, table, is_split ? "_SQLITE" : "", is_split ? ROW_NOT_IN_SQLITE : 0);
    }
    if (is_split && !(table->flags & ROW_NOT_IN_POSTGRES)) {
        add_list(out, table, "_POSTGRES", ROW_NOT_IN_POSTGRES);
        add_insert(out, table, "_POSTGRES", ROW_NOT_IN_POSTGRES);
    }
}

static void add_upper(Text *out, const char *text)
{
    for (; *text; text++)
        text_add_char(out, *text >= 'a' && *text <= 'z' ? (char)(*text - 'a' + 'A') : *text);
}

static void add_names(Text *out, const RowTable *table)
{
    add_define(out, table, "_TABLE", " \"");
    text_add_c(out, table->path, strlen(table->path));
    text_add(out, "\"\n");
    for (size_t i = 0; i < table->count; i++) {
        add_define(out, table, "_COL_", "");
        add_upper(out, table->columns[i].member);
        text_add(out, " \"");
        text_add_c(out, table->columns[i].sql, strlen(table->columns[i].sql));
        text_add(out, "\"\n");
    }
}

/* ---- structs ---- */

static void add_member(Text *out, const RowColumn *column, bool is_maybe)
{
    text_add(out, "    ");
    text_add(out, is_maybe ? column->maybe : column->type);
    text_add_char(out, ' ');
    text_add(out, column->member);
    text_add(out, ";\n");
}

static void open_struct(Text *out, const RowTable *table, const char *suffix)
{
    text_add(out, "typedef struct ");
    text_add(out, table->lower);
    text_add(out, suffix);
    text_add(out, " {\n");
}

static void close_struct(Text *out, const RowTable *table, const char *suffix)
{
    text_add(out, "} ");
    text_add(out, table->lower);
    text_add(out, suffix);
    text_add(out, ";\n");
}

static void add_row(Text *out, const RowTable *table)
{
    text_add_c_comment(out, "", table->table->object.doc);
    open_struct(out, table, "");
    for (size_t i = 0; i < table->count; i++) {
        const RowColumn *column = &table->columns[i];
        text_add_c_comment(out, "    ", column->column->object.doc);
        add_member(out, column, column->flags & ROW_NULLABLE);
    }
    close_struct(out, table, "");
}

static void add_form(Text *out, const RowTable *table)
{
    bool is_empty = true;
    open_struct(out, table, "_new");
    for (size_t i = 0; i < table->count; i++) {
        const RowColumn *column = &table->columns[i];
        if (column->flags & ROW_READ_ONLY) continue;
        add_member(out, column, column->flags & ROW_OPTIONAL);
        is_empty = false;
    }
    if (is_empty) text_add(out, "    char nothing_; /* the database makes every column */\n");
    close_struct(out, table, "_new");
}

/* ---- functions ---- */

static void add_template(Text *out, const RowTable *table, const char *template)
{
    text_add_template(out, template, table->lower);
}

/* A parameter must not be called what the others are called; so "key" becomes "key_", "key_" gives
 * way to it, and so on. */
static const char *parameter_end(const char *member)
{
    static const char *const others[] = {"db", "key", "row", "answer"};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        size_t length = strlen(others[i]);
        if (strncmp(member, others[i], length) != 0) continue;
        if (member[length + strspn(member + length, "_")] == '\0') return "_";
    }
    return "";
}

static void add_key_parameters(Text *out, const RowTable *table)
{
    for (size_t i = 0; i < table->key_count; i++) {
        const RowColumn *column = &table->columns[table->key[i]];
        text_add(out, ", ");
        text_add(out, column->type);
        text_add_char(out, ' ');
        text_add(out, column->member);
        text_add(out, parameter_end(column->member));
    }
}

/* The runtime takes the key in the order of the columns. */
static void add_key_array(Text *out, const RowTable *table)
{
    const char *between = "    const void *const key[] = {&";
    for (size_t i = 0; i < table->count; i++) {
        if (!(table->columns[i].flags & ROW_KEY)) continue;
        text_add(out, between);
        text_add(out, table->columns[i].member);
        text_add(out, parameter_end(table->columns[i].member));
        between = ", &";
    }
    text_add(out, "};\n");
}

static void add_key_functions(Text *out, const RowTable *table)
{
    add_template(out, table, "static inline schemac_status @_get(schemac_db db");
    add_key_parameters(out, table);
    add_template(out, table, ", @ *row, schemac_answer *answer)\n{\n");
    add_key_array(out, table);
    add_template(out, table, "    return schemac_row_get(db, &@_table, key, row, answer);\n}\n");

    add_template(out, table, "static inline schemac_status @_delete(schemac_db db");
    add_key_parameters(out, table);
    text_add(out, ", schemac_answer *answer)\n{\n");
    add_key_array(out, table);
    add_template(out, table, "    return schemac_row_delete(db, &@_table, key, answer);\n}\n");
}

static void add_common_functions(Text *out, const RowTable *table)
{
    add_template(out, table,
                 "static inline schemac_status @_insert(schemac_db db, const @_new *form, "
                 "@ *row, schemac_answer *answer)\n"
                 "{\n"
                 "    return schemac_row_insert(db, &@_table, form, row, answer);\n"
                 "}\n");
    if (!table->key_count) return;
    add_key_functions(out, table);
    if (!table->can_update) return;
    add_template(out, table,
                 "static inline schemac_status @_update(schemac_db db, const @ *row, "
                 "schemac_answer *answer)\n"
                 "{\n"
                 "    return schemac_row_update(db, &@_table, row, answer);\n"
                 "}\n");
}

static void add_sqlite_functions(Text *out, const RowTable *table)
{
    add_template(out, table,
                 "static inline schemac_status @_read_sqlite(struct sqlite3_stmt *statement, "
                 "int first, @ *row, schemac_answer *answer)\n"
                 "{\n"
                 "    return schemac_row_read_sqlite(statement, first, &@_table, row, answer);\n"
                 "}\n"
                 "static inline schemac_status @_bind_sqlite(struct sqlite3_stmt *statement, "
                 "int first, const @ *row, schemac_answer *answer)\n"
                 "{\n"
                 "    return schemac_row_bind_sqlite(statement, first, &@_table, row, answer);\n"
                 "}\n");
}

static void add_postgres_functions(Text *out, const RowTable *table)
{
    add_template(out, table,
                 "static inline schemac_status @_read_postgres(const struct pg_result *result, "
                 "int number, int first, @ *row, schemac_answer *answer)\n"
                 "{\n"
                 "    return schemac_row_read_postgres(result, number, first, &@_table, row, answer);\n"
                 "}\n"
                 "static inline schemac_status @_bind_postgres(const @ *row, "
                 "schemac_parameters *parameters, schemac_answer *answer)\n"
                 "{\n"
                 "    return schemac_row_bind_postgres(&@_table, row, parameters, answer);\n"
                 "}\n");
}

static void add_functions(Text *out, const RowTable *table, const EmitInput *input)
{
    Text code = {0};
    add_common_functions(&code, table);
    if (input->halves[DIALECT_SQLITE] && !(table->flags & ROW_NOT_IN_SQLITE))
        add_sqlite_functions(&code, table);
    if (input->halves[DIALECT_POSTGRES] && !(table->flags & ROW_NOT_IN_POSTGRES))
        add_postgres_functions(&code, table);
    text_add_folded(out, &code);
    text_free(&code);
}

void c_rows_table(Text *out, const RowTable *table, const EmitInput *input)
{
    add_names(out, table);
    if (!table->count) {
        text_add_char(out, '\n');
        return;
    }
    add_statements(out, table);
    text_add_char(out, '\n');
    add_row(out, table);
    add_form(out, table);
    add_template(out, table, "extern const schemac_table @_table;\n\n");
    add_functions(out, table, input);
    text_add_char(out, '\n');
}
