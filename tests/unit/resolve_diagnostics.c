/* SPDX-License-Identifier: MIT
 * The table of diagnostics and the sources agree: every id that a source reports is in the table,
 * every id of the table is reported somewhere and has a case. Run at the top of the tree. */
#include <dirent.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "resolve/diagnostics.h"
#include "tests/unit/test.h"

typedef struct AllText {
    char *text;
    size_t length;
} AllText;

static void add_file(AllText *all, const char *path)
{
    FILE *file = fopen(path, "rb");
    if (!file) return;
    char buffer[4096];
    size_t count;
    while ((count = fread(buffer, 1, sizeof buffer, file)) > 0) {
        all->text = realloc(all->text, all->length + count + 1);
        memcpy(all->text + all->length, buffer, count);
        all->length += count;
        all->text[all->length] = '\0';
    }
    fclose(file);
}

static bool is_source(const char *name)
{
    const char *dot = strrchr(name, '.');
    return dot && (strcmp(dot, ".c") == 0 || strcmp(dot, ".re") == 0 || strcmp(dot, ".y") == 0);
}

static void add_folder(AllText *all, const char *path)
{
    DIR *folder = opendir(path);
    for (struct dirent *entry; folder && (entry = readdir(folder));) {
        char below[1024];
        struct stat status;
        if (entry->d_name[0] == '.') continue;
        snprintf(below, sizeof below, "%s/%s", path, entry->d_name);
        if (stat(below, &status) != 0) continue;
        if (S_ISDIR(status.st_mode))
            add_folder(all, below);
        else if (is_source(entry->d_name))
            add_file(all, below);
    }
    if (folder) closedir(folder);
}

/* A quoted word with a hyphen is an id; nothing else in the sources looks so. */
static size_t id_length(const char *quote)
{
    size_t length = strspn(quote + 1, "abcdefghijklmnopqrstuvwxyz0123456789-");
    bool is_id = length > 0 && quote[1 + length] == '"' && memchr(quote + 1, '-', length) &&
                 quote[1] != '-' && quote[length] != '-' && quote[1] >= 'a';
    return is_id ? length : 0;
}

/* An option of a command ("--dry-run" is written dry-run), an extension of PostgreSQL. */
static bool is_other(const char *quote)
{
    static const char *const others[] = {"dry-run", "allow-loss", "depfile", "open-ledger",
                                         "uuid-ossp"};
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++)
        if (strncmp(quote + 1, others[i], strlen(others[i])) == 0) return true;
    return false;
}

TEST(every_id_reported_is_in_the_table)
{
    AllText all = {0};
    size_t found = 0;
    add_folder(&all, "compiler/syntax");
    add_folder(&all, "compiler/resolve");
    add_folder(&all, "compiler/dialect");
    add_folder(&all, "compiler/plan");
    add_folder(&all, "compiler/emit");
    add_folder(&all, "compiler/chain");
    CHECK(all.text != NULL);
    for (const char *at = all.text; at && (at = strchr(at, '"')); at++) {
        size_t length = id_length(at);
        if (!length || is_other(at)) continue;
        char id[64] = {0};
        memcpy(id, at + 1, length < 63 ? length : 63);
        found++;
        CHECK_STRING(diagnostic_find(id) ? "in the table" : id, "in the table");
    }
    CHECK(found > 80);
    free(all.text);
}

/* These need a file of 64 MiB, one that is not there, one that nobody may write, and a bug. */
static bool cannot_be_a_case(const char *id)
{
    static const char *const ids[] = {"file-too-large", "file-unreadable", "migration-unwritable",
                                      "migration-loses-rows"};
    for (size_t i = 0; i < sizeof ids / sizeof ids[0]; i++)
        if (strcmp(id, ids[i]) == 0) return true;
    return false;
}

/* What tests/evolve expects to be found or refused; each begins a line or stands in brackets. */
static void add_expected(AllText *all)
{
    static const char *const names[] = {"findings.postgres", "findings.sqlite", "errors.postgres",
                                        "errors.sqlite"};
    DIR *folder = opendir("tests/evolve");
    for (struct dirent *entry; folder && (entry = readdir(folder));)
        for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
            char path[1024];
            snprintf(path, sizeof path, "tests/evolve/%s/%s", entry->d_name, names[i]);
            add_file(all, path);
        }
    if (folder) closedir(folder);
    add_file(all, "tests/push/run"); /* what only a live database shows */
    add_file(all, "tests/migrations/run"); /* and what only a folder of migrations does */
}

static bool is_expected(const AllText *all, const char *id)
{
    char found[80], refused[80], warned[80];
    snprintf(warned, sizeof warned, "\n(warning) %s ", id);
    snprintf(found, sizeof found, "\n%s ", id);
    snprintf(refused, sizeof refused, "[%s]", id);
    return all->text && (strstr(all->text, found) || strstr(all->text, refused) ||
                         strstr(all->text, warned));
}

TEST(every_id_of_the_table_is_reported_and_has_a_case)
{
    AllText all = {0}, expected = {0};
    add_expected(&expected);
    add_folder(&all, "compiler");
    for (size_t i = 0; i < diagnostic_count; i++) {
        char quoted[80], path[128];
        struct stat status;
        snprintf(quoted, sizeof quoted, "\"%s\"", diagnostics[i].id);
        CHECK_STRING(all.text && strstr(all.text, quoted) ? "reported" : quoted, "reported");
        if (cannot_be_a_case(diagnostics[i].id) || is_expected(&expected, diagnostics[i].id))
            continue;
        snprintf(path, sizeof path, "tests/cases/errors/%s/input.schema", diagnostics[i].id);
        CHECK_STRING(stat(path, &status) == 0 ? "has a case" : path, "has a case");
    }
    free(expected.text);
    free(all.text);
}

TEST(the_page_in_docs_is_the_table)
{
    Text page = {0};
    AllText file = {0};
    diagnostics_page(&page);
    add_file(&file, "docs/language/diagnostics.md");
    CHECK(file.text && strcmp(file.text, text_string(&page)) == 0);
    free(file.text);
    text_free(&page);
}

TEST(ids_are_unique_and_explained)
{
    for (size_t i = 0; i < diagnostic_count; i++) {
        CHECK(diagnostic_find(diagnostics[i].id) == &diagnostics[i]);
        CHECK(strlen(diagnostics[i].meaning) > 10 && strlen(diagnostics[i].meaning) < 90);
        CHECK(strlen(diagnostics[i].advice) > 20);
    }
    CHECK(diagnostic_find("no-such-id") == NULL);
}
