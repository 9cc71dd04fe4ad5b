/* SPDX-License-Identifier: MIT
 * Buffering and quoting for generated C. */
#include "emit/page.h"

#include <stdint.h>
#include <string.h>

enum { PAGE_SIZE = 64 * 1024 };

static void hand_on(Page *page)
{
    output_bytes(page->output, text_string(&page->text), page->text.length);
    text_clear(&page->text);
}

void page_pause(Page *page)
{
    if (page->text.length >= PAGE_SIZE) hand_on(page);
}

void page_end(Page *page)
{
    hand_on(page);
    text_free(&page->text);
}

void text_add_template(Text *out, const char *template, const char *word)
{
    size_t length = strlen(word);
    for (const char *mark; (mark = strchr(template, '@')); template = mark + 1) {
        text_add_bytes(out, template, (size_t)(mark - template));
        text_add_bytes(out, word, length);
    }
    text_add(out, template);
}

enum { LINE_ROOM = 100 };

/* Where a line is broken: behind the last comma that fits, else the last parenthesis that opens,
 * else before the last word; where none fits, behind the first that does not. 0: nowhere. */
static size_t fold_at(const char *text, size_t length, size_t room)
{
    static const char ends[] = " (,"; /* rising in rank */
    size_t best = 0, rank = 0;
    for (size_t i = 1; i < length; i++) {
        const char *end = text[i - 1] ? strchr(ends, text[i - 1]) : NULL;
        if (!end) continue;
        if (i > room && best) break;
        if ((size_t)(end - ends) >= rank) best = i, rank = (size_t)(end - ends);
    }
    return best;
}

static void add_folded_line(Text *out, const char *line, size_t length)
{
    size_t indent = strspn(line, " "), margin = indent;
    text_add_bytes(out, line, indent);
    line += indent;
    length -= indent;
    for (size_t part; margin + length > LINE_ROOM; margin = indent + 4) {
        if (!(part = fold_at(line, length, LINE_ROOM - margin))) break;
        text_add_bytes(out, line, line[part - 1] == ' ' ? part - 1 : part);
        text_printf(out, "\n%*s", (int)indent + 4, "");
        part += line[part] == ' ';
        line += part;
        length -= part;
    }
    text_add_bytes(out, line, length);
    text_add_char(out, '\n');
}

void text_add_folded(Text *out, const Text *code)
{
    const char *line = text_string(code);
    for (const char *end; (end = strchr(line, '\n')); line = end + 1)
        add_folded_line(out, line, (size_t)(end - line));
}

/* Octal escapes always have three digits: what follows cannot run on. */
static void add_escape(Text *out, unsigned char c)
{
    switch (c) {
    case '\n': text_add_bytes(out, "\\n", 2); return;
    case '\t': text_add_bytes(out, "\\t", 2); return;
    case '"': text_add_bytes(out, "\\\"", 2); return;
    case '\\': text_add_bytes(out, "\\\\", 2); return;
    case '?': text_add_bytes(out, "\\?", 2); return;
    default: break;
    }
    char octal[] = {'\\', (char)('0' + (c >> 6)), (char)('0' + (c >> 3 & 7)), (char)('0' + (c & 7))};
    text_add_bytes(out, octal, sizeof octal);
}

/* One bit for each byte that cannot always stand as it is: controls, '"', '?', '\\', DEL and what
 * is no ASCII. */
static bool is_special(unsigned char c)
{
    static const uint32_t special[] = {0xffffffff, 0x80000004, 0x10000000, 0x80000000,
                                       0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff};
    return special[c >> 5] >> (c & 31) & 1;
}

#define EACH(byte) (UINT64_MAX / 0xff * (byte))

/* Eight bytes at once: has one of them its high bit set, is one below ' ', is one special? The sums
 * carry from a byte into the next only behind one that is found. */
static bool has_special(uint64_t word)
{
    uint64_t quote = word ^ EACH('"'), question = word ^ EACH('?');
    uint64_t slash = word ^ EACH('\\'), delete = word ^ EACH(0x7f);
    uint64_t found = word | (word - EACH(' ')) | (quote - EACH(1)) | (question - EACH(1)) |
                     (slash - EACH(1)) | (delete - EACH(1));
    return found & EACH(0x80);
}

static size_t clear_length(const char *bytes, size_t length)
{
    size_t i = 0;
    for (uint64_t word; length - i >= sizeof word; i += sizeof word) {
        memcpy(&word, bytes + i, sizeof word);
        if (has_special(word)) break;
    }
    while (i < length && !is_special((unsigned char)bytes[i])) i++;
    return i;
}

/* No '?' follows another as it is, so no trigraph appears. */
void text_add_c(Text *out, const char *bytes, size_t length)
{
    bool is_after_question = true; /* perhaps: what stands before is not known */
    while (length) {
        size_t clear = clear_length(bytes, length);
        text_add_bytes(out, bytes, clear);
        bytes += clear;
        length -= clear;
        if (!length) return;
        if (*bytes == '?' && (clear || !is_after_question)) text_add_char(out, '?');
        else add_escape(out, (unsigned char)*bytes);
        is_after_question = *bytes++ == '?';
        length--;
    }
}

/* Marks that reorder text on a screen have no place in source code; compilers warn of them. */
static bool is_bidirectional(const unsigned char *at)
{
    if (at[0] != 0xe2) return false;
    return (at[1] == 0x80 && at[2] >= 0xaa && at[2] <= 0xae) ||
           (at[1] == 0x81 && at[2] >= 0xa6 && at[2] <= 0xa9);
}

/* Nothing in a comment may end it, begin another, or be taken for a trigraph. */
static void add_comment_line(Text *out, const char *line, size_t length)
{
    char before = ' ';
    for (size_t i = 0; i < length; i++) {
        char c = line[i];
        bool is_pair = (before == '*' && c == '/') || (before == '/' && c == '*') ||
                       (before == '?' && c == '?');
        if (is_pair) text_add_char(out, ' ');
        if (length - i >= 3 && is_bidirectional((const unsigned char *)line + i)) {
            text_add_char(out, '?');
            i += 2;
        } else {
            text_add_char(out, (unsigned char)c < ' ' || c == 0x7f ? ' ' : c);
        }
        before = c;
    }
    if (before == '\\' || before == '*') text_add_char(out, ' ');
}

void text_add_c_comment(Text *out, const char *indent, const char *doc)
{
    if (!doc) return;
    const char *open = "/* ";
    while (*doc) {
        size_t length = strcspn(doc, "\n");
        text_add(out, indent);
        text_add(out, open);
        add_comment_line(out, doc, length);
        doc += length;
        doc += *doc == '\n';
        if (*doc) text_add_char(out, '\n');
        open = " * ";
    }
    text_add(out, *open == ' ' ? " */\n" : "");
}
