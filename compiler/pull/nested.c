/* SPDX-License-Identifier: MIT
 * Conditions that PostgreSQL would read as other ones than it prints. x BETWEEN a AND b AND c is
 * ((x >= a) AND (x <= b)) AND c to it; read again, an AND that begins with an AND is one of three. So
 * what stands first in a list of its own kind gets the words back that alone lead there: BETWEEN, or
 * the comparison of two rows. */
#include <string.h>

#include "pull/draft.h"

enum { MOST_PARTS = 16 };

typedef struct Piece {
    const char *from, *to;
} Piece;

typedef struct Pair {
    Piece left, right;
} Pair;

/* How the parts of a list are joined, and what they are made of. */
typedef struct Joint {
    const char *word, *low, *high, *between, *row;
} Joint;

static const Joint joints[] = {{" AND ", " >= ", " <= ", " BETWEEN ", " = "},
                               {" OR ", " < ", " > ", " NOT BETWEEN ", " <> "}};

static void add_list(Text *out, Piece list);

static bool begins(Piece piece, const char *word)
{
    size_t length = strlen(word);
    return (size_t)(piece.to - piece.from) >= length && memcmp(piece.from, word, length) == 0;
}

/* Behind the text in quotes, or the group in brackets, or the one letter. */
static const char *behind_one(const char *at, const char *to)
{
    if (*at == '\'' || *at == '"') {
        const char quote = *at++;
        while (at < to && (*at != quote || (at + 1 < to && at[1] == quote))) at += *at == quote ? 2 : 1;
        return at < to ? at + 1 : to;
    }
    if (*at != '(' && *at != '[') return at + 1;
    for (at++; at < to && *at != ')' && *at != ']';) at = behind_one(at, to);
    return at < to ? at + 1 : to;
}

/* (a) AND (b) AND (c): what is within the brackets. 0: it is something else. */
static size_t cut(Piece list, const char *word, Piece *parts)
{
    for (size_t count = 0; count < MOST_PARTS;) {
        if (!begins(list, "(")) return 0;
        const char *behind = behind_one(list.from, list.to);
        parts[count++] = (Piece){list.from + 1, behind - 1};
        list.from = behind;
        if (behind == list.to) return count;
        if (!begins(list, word)) return 0;
        list.from += strlen(word);
    }
    return 0;
}

/* a = b; not a = ANY (b). */
static bool halve(Piece part, const char *sign, Pair *pair)
{
    for (const char *at = part.from; at < part.to; at = behind_one(at, part.to)) {
        if (!begins((Piece){at, part.to}, sign)) continue;
        *pair = (Pair){{part.from, at}, {at + strlen(sign), part.to}};
        return !begins(pair->right, "ANY (") && !begins(pair->right, "ALL (");
    }
    return false;
}

static bool is_same(Piece a, Piece b)
{
    size_t length = (size_t)(a.to - a.from);
    return length == (size_t)(b.to - b.from) && memcmp(a.from, b.from, length) == 0;
}

static bool add_between(Text *out, const Joint *joint, const Piece *parts)
{
    Pair low, high;
    if (!halve(parts[0], joint->low, &low) || !halve(parts[1], joint->high, &high)) return false;
    if (!is_same(low.left, high.left)) return false;
    add_list(out, low.left);
    text_add(out, joint->between);
    add_list(out, low.right);
    text_add(out, " AND ");
    add_list(out, high.right);
    return true;
}

static bool add_rows(Text *out, const Joint *joint, const Piece *parts, size_t count)
{
    Pair pairs[MOST_PARTS];
    for (size_t i = 0; i < count; i++)
        if (!halve(parts[i], joint->row, &pairs[i])) return false;
    for (int is_right = 0; is_right < 2; is_right++) {
        text_add(out, is_right ? joint->row : "");
        for (size_t i = 0; i < count; i++) {
            text_add(out, i ? ", " : "(");
            add_list(out, is_right ? pairs[i].right : pairs[i].left);
        }
        text_add(out, ")");
    }
    return true;
}

/* The first of a list, which is a list of the same kind. */
static bool add_first(Text *out, Piece first, const Joint *joint)
{
    Piece parts[MOST_PARTS];
    size_t count = cut(first, joint->word, parts), length = out->length;
    if (count < 2) return false;
    text_add(out, "(");
    if ((count == 2 && add_between(out, joint, parts)) || add_rows(out, joint, parts, count)) {
        text_add(out, ")");
        return true;
    }
    out->length = length;
    return false;
}

static void add_list(Text *out, Piece list)
{
    const char *at = list.from;
    const char *behind = begins(list, "(") ? behind_one(at, list.to) : at;
    for (size_t i = 0; behind > at && i < sizeof joints / sizeof *joints; i++)
        if (begins((Piece){behind, list.to}, joints[i].word) &&
            add_first(out, (Piece){at + 1, behind - 1}, &joints[i]))
            at = behind;
    while (at < list.to) {
        const char *next = behind_one(at, list.to);
        bool is_group = (*at == '(' || *at == '[') && next - at >= 2;
        text_add_bytes(out, at, is_group ? 1 : (size_t)(next - at));
        if (is_group) add_list(out, (Piece){at + 1, next - 1});
        if (is_group) text_add_char(out, next[-1]);
        at = next;
    }
}

const char *nesting_settled(Cx *cx, const char *text)
{
    Text out = {0};
    if (!strstr(text, ")) AND ") && !strstr(text, ")) OR ")) return text;
    add_list(&out, (Piece){text, text + strlen(text)});
    return text_keep(&out, cx->arena);
}
