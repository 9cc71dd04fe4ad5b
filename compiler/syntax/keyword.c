/* SPDX-License-Identifier: MIT
 * The words of the language. Only those listed in docs/language under "Names" are kept from
 * columns; the grammar lets every other word stand as a name (see %fallback there). */
#include <string.h>

#include "syntax/grammar.h"
#include "syntax/token.h"

typedef struct Keyword {
    const char *word;
    int code;
} Keyword;

static const Keyword keywords[] = {
    {"action", ACTION},
    {"after", AFTER},
    {"all", ALL},
    {"always", ALWAYS},
    {"and", AND},
    {"any", ANY},
    {"array", ARRAY},
    {"as", AS},
    {"asc", ASC},
    {"at", AT},
    {"autoincrement", AUTOINCREMENT},
    {"backfill", BACKFILL},
    {"before", BEFORE},
    {"between", BETWEEN},
    {"by", BY},
    {"cache", VALUED},
    {"canonical", VALUED},
    {"case", CASE},
    {"cast", CAST},
    {"check", CHECK},
    {"collate", COLLATE},
    {"conflict", CONFLICT},
    {"constraint", CONSTRAINT},
    {"cost", VALUED},
    {"data", DATA},
    {"default", DEFAULT},
    {"deferrable", DEFERRABLE},
    {"delete", DELETE},
    {"depends", DEPENDS},
    {"desc", DESC},
    {"distinct", DISTINCT},
    {"domain", DOMAIN},
    {"each", EACH},
    {"else", ELSE},
    {"enabled", VALUED},
    {"end", END},
    {"enforced", ENFORCED},
    {"enum", ENUM},
    {"escape", ESCAPE},
    {"exclude", EXCLUDE},
    {"execute", EXECUTE},
    {"extension", EXTENSION},
    {"external", EXTERNAL},
    {"extract", EXTRACT},
    {"false", FALSE_},
    {"first", FIRST},
    {"for", FOR},
    {"force", FORCE},
    {"foreign", FOREIGN},
    {"from", FROM},
    {"full", FULL},
    {"function", FUNCTION},
    {"generated", GENERATED},
    {"grant", GRANT},
    {"identity", IDENTITY},
    {"ilike", ILIKE},
    {"in", IN},
    {"include", INCLUDE},
    {"increment", VALUED},
    {"index_comment", VALUED},
    {"index", INDEX},
    {"inherit", INHERIT},
    {"initially", INITIALLY},
    {"inout", INOUT},
    {"insert", INSERT},
    {"instead", INSTEAD},
    {"is", IS},
    {"key", KEY},
    {"key_triggers", VALUED},
    {"language", VALUED},
    {"last", LAST},
    {"like", LIKE},
    {"match", VALUED},
    {"materialized", MATERIALIZED},
    {"maximum", VALUED},
    {"minimum", VALUED},
    {"mixin", MIXIN},
    {"modulus", VALUED},
    {"multirange", VALUED},
    {"namespace", NAMESPACE},
    {"new", NEW},
    {"no", NO},
    {"not", NOT},
    {"nothing", NOTHING},
    {"null", NULL_},
    {"nulls", NULLS},
    {"of", OF},
    {"off", OFF},
    {"old", OLD},
    {"on", ON},
    {"opclass", VALUED},
    {"operator", OPERATOR},
    {"option", OPTION},
    {"or", OR},
    {"out", OUT},
    {"owned", OWNED},
    {"owner", OWNER},
    {"parallel", VALUED},
    {"partition", PARTITION},
    {"policy", POLICY},
    {"precision", PRECISION},
    {"primary", PRIMARY},
    {"procedure", PROCEDURE},
    {"range", DOMAIN}, /* declared in the same way */
    {"references", REFERENCES},
    {"referencing", REFERENCING},
    {"remainder", VALUED},
    {"replica", REPLICA},
    {"returns", RETURNS},
    {"revoke", REVOKE},
    {"row", ROW},
    {"rows", VALUED},
    {"schema", SCHEMA},
    {"security", SECURITY},
    {"sequence", SEQUENCE},
    {"set", SET},
    {"setof", SETOF},
    {"similar", SIMILAR},
    {"some", ANY},
    {"start", VALUED},
    {"statement", STATEMENT},
    {"stored", STORED},
    {"strict", STRICT},
    {"subtype_diff", VALUED},
    {"support", VALUED},
    {"table", TABLE},
    {"target", TARGET},
    {"then", THEN},
    {"time", TIME},
    {"to", TO},
    {"trigger", TRIGGER},
    {"true", TRUE_},
    {"truncate", TRUNCATE},
    {"type", TYPE},
    {"unique", UNIQUE},
    {"unknown", UNKNOWN},
    {"update", UPDATE},
    {"use", USE},
    {"using", USING},
    {"valid", VALID},
    {"values", VALUES},
    {"variadic", VARIADIC},
    {"varying", VARYING},
    {"version", VALUED},
    {"view", VIEW},
    {"virtual", VIRTUAL},
    {"was", WAS},
    {"when", WHEN},
    {"where", WHERE},
    {"with", WITH},
    {"without", WITHOUT},
    {"zone", ZONE},
};

/* What begins the declaration of a native object: the kinds of PostgreSQL that are rare. These
 * are words at the start of a declaration only. */
static const char *const native_words[] = {
    "access method", "aggregate", "base type", "cast", "collation", "conversion", "event trigger",
    "foreign data wrapper", "foreign table", "language", "operator", "operator class", "operator family",
    "publication", "rule", "server", "shell type", "statistics", "text search configuration",
    "text search dictionary", "text search parser", "text search template", "transform",
    "user mapping"};

bool keyword_begins_native(const char *words, bool *is_whole)
{
    size_t length = strlen(words);
    bool is_beginning = false;
    *is_whole = false;
    for (size_t i = 0; i < sizeof native_words / sizeof *native_words; i++) {
        if (strncmp(native_words[i], words, length) != 0) continue;
        if (native_words[i][length] == ' ') is_beginning = true;
        if (!native_words[i][length]) *is_whole = true;
    }
    return is_beginning || *is_whole;
}

void keywords_enter(Names *names)
{
    enum { COUNT = sizeof keywords / sizeof *keywords };
    if (name_code(name_from(names, keywords[COUNT - 1].word))) return;
    for (size_t i = 0; i < COUNT; i++)
        name_set_code(name_from(names, keywords[i].word), keywords[i].code);
}

const char *keyword_word(int code)
{
    for (size_t i = 0; i < sizeof keywords / sizeof *keywords; i++)
        if (keywords[i].code == code) return keywords[i].word;
    return NULL;
}

const char *token_describe(int code)
{
    static const struct {
        int code;
        const char *text;
    } texts[] = {{TOKEN_END, "the end of the file"},
                 {NAME, "a name"},
                 {QUOTED, "a name"},
                 {STRING, "a string"},
                 {BYTES, "bytes"},
                 {BITS, "bits"},
                 {NUMBER, "a number"},
                 {VERSION, "a version"},
                 {BODY, "a body"},
                 {MARK, "a dialect mark"},
                 {VALUE_MARK, "a dialect mark"},
                 {LP, "'('"},
                 {RP, "')'"},
                 {LBRACE, "'{'"},
                 {RBRACE, "'}'"},
                 {LB, "'['"},
                 {RB, "']'"},
                 {COMMA, "','"},
                 {SEMI, "';'"},
                 {DOT, "'.'"},
                 {COLON, "':'"},
                 {TYPECAST, "'::'"},
                 {EQ, "'='"},
                 {STAR, "'*'"},
                 {QUESTION, "'?'"}};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        if (texts[i].code == code) return texts[i].text;
    return NULL;
}
