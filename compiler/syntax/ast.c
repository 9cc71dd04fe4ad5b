/* SPDX-License-Identifier: MIT
 * Prints a tree for people: one declaration or clause a line, with its place as
 * line:column-line:column. */
#include "syntax/build.h"

typedef struct Dump {
    Text *out;
    Sources *sources;
    unsigned indent;
} Dump;

static void begin_line(Dump *dump)
{
    for (unsigned i = 0; i < dump->indent; i++) text_add(dump->out, "  ");
}

static void add_qname(Text *out, const char *before, QName name)
{
    if (name_none(name.name)) return;
    text_add(out, before);
    if (!name_none(name.space)) text_printf(out, "%s.", name_text(name.space));
    text_add(out, name_text(name.name));
}

static void dump_element(Dump *dump, const Element *element)
{
    Text *out = dump->out;
    begin_line(dump);
    text_add(out, "- ");
    expr_print(out, element->expr);
    add_qname(out, " collate ", element->collation);
    add_qname(out, " class ", element->opclass);
    if (element->opclass_args) text_printf(out, "(%s)", element->opclass_args);
    if (element->is_descending) text_add(out, " desc");
    if (element->nulls == NULLS_FIRST) text_add(out, " nulls first");
    if (element->nulls == NULLS_LAST) text_add(out, " nulls last");
    add_qname(out, " with ", element->with);
    text_add_char(out, '\n');
}

static void dump_elements(Dump *dump, const Element *elements, size_t count)
{
    dump->indent++;
    for (size_t i = 0; i < count; i++) dump_element(dump, &elements[i]);
    dump->indent--;
}

/* [line:column-line:column], the end is exclusive. */
void span_dump(Text *out, Sources *sources, Span span)
{
    Place start, end;
    Span behind = {span.end, span.end, span.file};
    if (source_place(sources, span, &start) && source_place(sources, behind, &end))
        text_printf(out, " [%u:%u-%u:%u]", start.line, start.column, end.line, end.column);
}

static void dump_clause(Dump *dump, const Clause *clause)
{
    Text *out = dump->out;
    begin_line(dump);
    text_printf(out, "clause '%s'", name_text(clause->word));
    if (!name_none(clause->mark)) text_printf(out, " @%s", name_text(clause->mark));
    if (!name_none(clause->value)) text_printf(out, " value '%s'", name_text(clause->value));
    add_qname(out, " name ", clause->name);
    if (clause->type) text_add(out, " type "), type_print(out, clause->type);
    if (clause->expr) text_add(out, " expr "), expr_print(out, clause->expr);
    if (clause->body) text_printf(out, " body of %zu bytes", clause->body_length);
    span_dump(out, dump->sources, clause->span);
    text_add_char(out, '\n');
    if (clause->has_elements) dump_elements(dump, clause->elements, clause->element_count);
}

static void dump_head(Dump *dump, const Decl *decl)
{
    Text *out = dump->out;
    begin_line(dump);
    text_add(out, name_text(decl->kind));
    add_qname(out, " ", decl->name);
    if (decl->type) text_add(out, " : "), type_print(out, decl->type);
    if (decl->is_nullable) text_add_char(out, '?');
    if (decl->expr) text_add(out, " expr "), expr_print(out, decl->expr);
    if (!name_none(decl->mark)) text_printf(out, " @%s", name_text(decl->mark));
    span_dump(out, dump->sources, decl->span);
    text_add_char(out, '\n');
}

/* Declarations nest two deep: a table and its columns. */
static void dump_decl(Dump *dump, const Decl *decl)
{
    dump_head(dump, decl);
    dump->indent++;
    if (decl->doc) {
        begin_line(dump);
        text_printf(dump->out, "doc \"%s\"\n", decl->doc);
    }
    if (decl->has_elements) dump_elements(dump, decl->elements.items, decl->elements.count);
    for (size_t i = 0; i < decl->clauses.count; i++) dump_clause(dump, &decl->clauses.items[i]);
    for (size_t i = 0; i < decl->members.count; i++) dump_decl(dump, decl->members.items[i]);
    dump->indent--;
}

void tree_dump(Text *out, const Tree *tree)
{
    Dump dump = {out, tree->sources, 0};
    for (size_t i = 0; i < tree->decls.count; i++) dump_decl(&dump, tree->decls.items[i]);
}
