/* SPDX-License-Identifier: MIT
 * Private. Text on its way to an output: gathered in a buffer that is handed on whenever it is
 * large enough, so that memory does not grow with the schema; and the quoting that C needs. */
#ifndef EMIT_PAGE_H
#define EMIT_PAGE_H

#include "base/output.h"
#include "base/text.h"

typedef struct Page {
    Output *output;
    Text text;
} Page;

void page_pause(Page *page); /* a good moment to hand on what was gathered */
void page_end(Page *page);

/* Adds a template in which '@' stands for word. */
void text_add_template(Text *out, const char *template, const char *word);
/* Adds lines of C code, those past 100 columns in several, broken behind commas or where a
 * parenthesis opens. No line may hold a string or a macro. */
void text_add_folded(Text *out, const Text *code);
/* Adds bytes as they stand between the quotes of a C string, right for any byte. */
void text_add_c(Text *out, const char *bytes, size_t length);
/* Adds a C comment with one line for each line of doc; nothing for NULL. */
void text_add_c_comment(Text *out, const char *indent, const char *doc);

#endif
