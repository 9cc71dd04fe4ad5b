/* SPDX-License-Identifier: MIT
 * NAME.h: constants of the schema, a C enum for each enum, and what each table offers. */
#include "emit/c_rows.h"
#include "emit/write.h"

#include <string.h>

static void add_head(Text *out, const Rows *rows, const EmitInput *input)
{
    static const char head[] =
        "#ifndef @_H\n"
        "#define @_H\n"
        "\n"
        "#include <stdbool.h>\n"
        "#include <stddef.h>\n"
        "#include <stdint.h>\n"
        "\n"
        "#include \"schemac.h\"\n"
        "\n"
        "#if SCHEMAC_INTERFACE != 1\n"
        "#error \"this file and schemac.h are of different versions: run schemac build again\"\n"
        "#endif\n"
        "\n"
        "#ifdef __cplusplus\n"
        "extern \"C\" {\n"
        "#endif\n"
        "\n";
    const char *upper = c_names_upper_prefix(rows_names(rows));
    write_banner(out, input, "/* ", " */\n");
    text_add_c_comment(out, "", input->schema->doc);
    text_add_template(out, head, upper);
    text_add_template(out, "#define @_SCHEMA_VERSION ", upper);
    text_printf(out, "%d\n", input->history->version);
    text_add_template(out, "#define @_SCHEMA_FINGERPRINT \\\n    \"", upper);
    text_add(out, input->fingerprint);
    text_add_template(out, "\"\nextern const schemac_schema @_schema;\n\n",
                      c_names_prefix(rows_names(rows)));
}

static void add_labels(Cx *cx, Text *out, const Rows *rows, const Object *enum_, const char *upper)
{
    const char **labels = arena_array(cx->arena, const char *, enum_->members.count);
    c_name_labels(cx, rows_names(rows), enum_, labels);
    for (size_t i = 0; i < enum_->members.count; i++) {
        bool is_last = i + 1 == enum_->members.count;
        text_add_c_comment(out, "    ", enum_->members.items[i]->doc);
        text_printf(out, "    %s_%s%s\n", upper, labels[i], is_last ? "" : ",");
    }
    if (!enum_->members.count) text_printf(out, "    %s_WITHOUT_VALUES\n", upper);
}

static void add_enum(Cx *cx, Text *out, const Rows *rows, const Object *enum_)
{
    static const char functions[] =
        "extern const schemac_enum @_enum;\n"
        "static inline schemac_text @_text(@ value)\n"
        "{\n"
        "    return schemac_enum_text(&@_enum, (uint32_t)value);\n"
        "}\n"
        "static inline bool @_from(const char *text, size_t size, @ *value)\n"
        "{\n"
        "    uint32_t number = 0;\n"
        "    if (!schemac_enum_find(&@_enum, text, size, &number)) return false;\n"
        "    *value = (@)number;\n"
        "    return true;\n"
        "}\n\n";
    const char *lower = c_names_of(rows_names(rows), enum_);
    text_add_c_comment(out, "", enum_->doc);
    text_add_template(out, "typedef enum @ {\n", lower);
    add_labels(cx, out, rows, enum_, c_name_upper(cx, lower));
    text_add_template(out, "} @;\n", lower);
    text_add_template(out, "typedef struct @ {\n", rows_maybe(rows, enum_));
    text_add_template(out, "    @ value;\n    bool is_set, is_null;\n", lower);
    text_add_template(out, "} @;\n", rows_maybe(rows, enum_));
    Text code = {0};
    text_add_template(&code, functions, lower);
    text_add_folded(out, &code);
    text_free(&code);
}

static bool has_kind(const Rows *rows, const Schema *schema, Kind kind)
{
    for (size_t i = 0; i < schema->objects.count; i++)
        if (schema->objects.items[i]->kind == kind && rows_exists(rows, schema->objects.items[i]))
            return true;
    return false;
}

void write_c_header(Cx *cx, Output *out, const EmitInput *input)
{
    Page page = {.output = out};
    Rows *rows = rows_new(cx, input);
    const Schema *schema = input->schema;
    add_head(&page.text, rows, input);
    if (has_kind(rows, schema, KIND_ENUM)) text_add(&page.text, "/* ---- enums ---- */\n\n");
    for (size_t i = 0; i < schema->objects.count; i++) {
        const Object *object = schema->objects.items[i];
        if (object->kind != KIND_ENUM || !rows_exists(rows, object)) continue;
        add_enum(cx, &page.text, rows, object);
        page_pause(&page);
    }
    if (has_kind(rows, schema, KIND_TABLE)) c_rows_explain(&page.text, rows);
    for (size_t i = 0; i < schema->objects.count; i++) {
        const Object *object = schema->objects.items[i];
        if (object->kind != KIND_TABLE || !rows_exists(rows, object)) continue;
        c_rows_table(&page.text, rows_table(rows, (const Table *)object), input);
        page_pause(&page);
    }
    text_add(&page.text, "#ifdef __cplusplus\n}\n#endif\n#endif\n");
    page_end(&page);
}
