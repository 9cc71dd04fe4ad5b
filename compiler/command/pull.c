/* SPDX-License-Identifier: MIT
 * schemac pull: a live database written down as a schema. */
#include "pull/pull.h"

#include <libpq-fe.h>
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "base/json.h"
#include "base/output.h"
#include "chain/pieces.h"
#include "command/inspected.h"
#include "command/split.h"
#include "engine.h"

static const char default_space[] = "public";

/* ---- the name of the schema ---- */

static const char *file_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

/* What -o or the database is called, as a plain name. */
static const char *name_for(Cx *cx, const Options *options, const Database *database)
{
    const char *called = options->output ? file_name(options->output)
                         : database->dialect == DIALECT_SQLITE
                             ? file_name(options->arguments[0] + strlen("sqlite:"))
                             : PQdb(database->db.handle);
    size_t length = strcspn(called, ".");
    char *name = arena_copy(cx->arena, called, length);
    for (char *c = name; *c; c++) {
        if (*c >= 'A' && *c <= 'Z') *c = (char)(*c - 'A' + 'a');
        if (!strchr("abcdefghijklmnopqrstuvwxyz0123456789_", *c)) *c = '_';
    }
    bool is_name = *name && !(*name >= '0' && *name <= '9') && strcmp(name, "schemac") != 0;
    return is_name ? name : arena_printf(cx->arena, "database_%s", name);
}

/* ---- reports ---- */

/* What no object of the catalog tells. */
typedef struct Told {
    PullLosses losses;
    PullLosses notes; /* what is no part of a schema, or comes back in another way that means the same */
} Told;

static void print_loss(const PullLoss *loss)
{
    Text line = {0};
    inspected_add_loss(&line, loss);
    if (loss->why) {
        text_add(&line, ": ");
        text_add_line(&line, loss->why);
    }
    fprintf(stderr, "schemac pull: left out: %s\n", text_string(&line));
    text_free(&line);
}

/* Passwords, mostly; nobody can tell which of them are. */
static bool has_secrets(const catalog_object *object)
{
    bool is_place = strcmp(object->kind, "user mapping") == 0 || strcmp(object->kind, "server") == 0;
    const char *definition = is_place ? catalog_value(object, "definition") : NULL;
    return definition && strstr(definition, "options (");
}

/* A place on disk is no part of a schema. */
static void print_tablespaces(const catalog *found)
{
    for (size_t i = 0; i < found->count; i++) {
        const char *space = catalog_value(&found->objects[i], "tablespace");
        if (space)
            fprintf(stderr, "schemac pull: note: '%s' is kept in tablespace '%s'\n",
                    catalog_value(&found->objects[i], "of"), space);
    }
}

/* attribute=value; without an attribute it is the whole object, and why. */
static PullLoss told_loss(Cx *cx, const catalog_object *line, const char *said, size_t length)
{
    size_t word = strcspn(said, "=");
    const char *value = arena_copy(cx->arena, said + word + 1, length - word - 1);
    PullLoss loss = {arena_printf(cx->arena, "%s", catalog_value(line, "of")),
                     arena_printf(cx->arena, "%s", line->path), NULL, NULL, NULL};
    if (word) loss.attribute = arena_copy(cx->arena, said, word), loss.value = value;
    else loss.why = value;
    return loss;
}

static bool is_ignored(const char *const *patterns, const catalog_object *line)
{
    size_t length;
    const catalog_object member = {.kind = "column", .path = line->path};
    const char *owner = catalog_owner(&member, &length);
    return catalog_is_ignored(patterns, line->path, strlen(line->path)) ||
           (owner && catalog_is_ignored(patterns, owner, length));
}

static void print_left_note(const PullLoss *loss)
{
    Text line = {0};
    inspected_add_loss(&line, loss);
    if (loss->why) text_printf(&line, ": %s", loss->why);
    fprintf(stderr, "schemac pull: note: left out %s\n", text_string(&line));
    text_free(&line);
}

/* What no schema can say, one or several of an object; of privileges only where they are asked for. */
static void lose_told(Cx *cx, const Options *options, const catalog *found, const char *const *ignored,
                      Told *into)
{
    static const char privileges[] = "privileges";
    static const char between[] = "\x1f";
    for (size_t i = 0; i < found->count; i++) {
        const catalog_object *line = &found->objects[i];
        const char *told = catalog_value(line, "told");
        if (!told || is_ignored(ignored, line)) continue;
        for (size_t length; *told; told += length + (told[length] == *between)) {
            length = strcspn(told, between);
            size_t mark = *told == *TOLD_NOTE;
            bool is_right = strncmp(told + mark, privileges, strlen(privileges)) == 0;
            if (is_right && !options->rights.privileges) continue;
            PullLoss loss = told_loss(cx, line, told + mark, length - mark);
            vec_push(cx->arena, mark ? &into->notes : &into->losses, loss);
        }
    }
}

static void print_notes(const catalog *found, const PullLosses *notes)
{
    for (size_t i = 0; i < notes->count; i++) print_left_note(&notes->items[i]);
    for (size_t i = 0; i < found->count; i++) {
        const catalog_object *object = &found->objects[i];
        if (pull_hook(found, object))
            fprintf(stderr, "schemac pull: note: left out %s '%s', by which %s is called\n",
                    object->kind, object->path, pull_hook(found, object));
        else if (pull_is_record(found, object))
            fprintf(stderr, "schemac pull: note: left out %s '%s', where %s keeps its record\n",
                    object->kind, object->path, pull_recorder(found, object));
        if (has_secrets(object))
            fprintf(stderr, "schemac pull: note: the options of %s '%s' stand in the text, a password "
                            "among them if there is one\n", object->kind, object->path);
    }
}

static void note_json(Text *line, const catalog_object *object, const char *why)
{
    Json json = {.out = line};
    json_open(&json, NULL, '{');
    json_string(&json, "severity", "note");
    json_string(&json, "kind", object->kind);
    json_string(&json, "path", object->path);
    json_string(&json, "why", why);
    json_close(&json, '}');
    text_add_char(line, '\n');
}

static void notes_json(Text *out, const catalog *found)
{
    for (size_t i = 0; i < found->count; i++) {
        const catalog_object *object = &found->objects[i];
        if (pull_hook(found, object)) note_json(out, object, "it calls another tool");
        else if (pull_is_record(found, object)) note_json(out, object, "the record of another tool");
        if (has_secrets(object)) note_json(out, object, "its options, which may be secrets, stand in the text");
    }
}

static void loss_json(Text *line, const char *severity, const PullLoss *loss)
{
    Json json = {.out = line};
    json_open(&json, NULL, '{');
    json_string(&json, "severity", severity);
    json_string(&json, "kind", loss->kind);
    json_string(&json, "path", loss->path);
    json_string(&json, "attribute", loss->attribute);
    json_string(&json, "found", loss->value);
    json_string(&json, "why", loss->why);
    json_close(&json, '}');
    text_add_char(line, '\n');
}

static void print_json(const Options *options, const Pulled *pulled, const catalog *found,
                       const PullLosses *notes, int status)
{
    Text out = {0};
    for (size_t i = 0; i < notes->count; i++) loss_json(&out, "note", &notes->items[i]);
    notes_json(&out, found);
    for (size_t i = 0; i < pulled->losses.count; i++)
        loss_json(&out, "error", &pulled->losses.items[i]);
    Json json = {.out = &out};
    json_open(&json, NULL, '{');
    json_number(&json, "status", status);
    json_number(&json, "errors", (int64_t)pulled->losses.count);
    json_string(&json, "file", options->output);
    json_string(&json, "schema", options->output ? NULL : pulled->text);
    json_close(&json, '}');
    printf("%s\n", text_string(&out));
    text_free(&out);
}

/* What is left out for good is said below the targets. */
static const char *ignored_line(Cx *cx, const Options *options, const catalog *found)
{
    Text line = {0};
    NameList hooks = pull_hooks_ignored(cx, found);
    for (size_t i = 0; i < options->ignored.count + hooks.count; i++) {
        Name pattern = i < options->ignored.count ? options->ignored.items[i]
                                                  : hooks.items[i - options->ignored.count];
        text_add(&line, i ? ", " : "ignore ");
        text_add_quoted(&line, name_text(pattern), name_length(pattern), '\'');
    }
    if (line.length) text_add(&line, ";\n");
    return text_keep(&line, cx->arena);
}

static const char *write_one(Cx *cx, const Options *options, const Pulled *pulled)
{
    const char *why = NULL;
    struct stat before = {0};
    bool was_there = stat(options->output, &before) == 0 && S_ISREG(before.st_mode) && before.st_size;
    Output *out = output_open(cx->arena, options->output, false);
    output_bytes(out, pulled->text, pulled->length);
    OutputState state = output_close(out, &why);
    if (state == OUTPUT_FAILED)
        return arena_printf(cx->arena, "cannot write '%s': %s", options->output, why);
    if (state == OUTPUT_WRITTEN && was_there && !options->json)
        fprintf(stderr, "schemac pull: note: what '%s' said before is written over\n", options->output);
    return NULL;
}

static int write_schema(Cx *cx, const Options *options, const Pulled *pulled, const char *ignored)
{
    if (!options->output) {
        if (!options->json) fwrite(pulled->text, 1, pulled->length, stdout);
        return EXIT_FINE;
    }
    const char *why = options->split ? split_write(cx, options->output, pulled->said, ignored)
                                     : write_one(cx, options, pulled);
    if (why) fprintf(stderr, "schemac pull: %s\n", why);
    return why ? EXIT_WRONG : EXIT_FINE;
}

/* ---- the command ---- */

static PullOptions pull_options(Cx *cx, const Options *options, const Database *database)
{
    const schemac_engine *engine = database->dialect == DIALECT_SQLITE ? &schemac_sqlite_engine
                                                                       : &schemac_postgres_engine;
    return (PullOptions){.dialect = database->dialect,
                         .name = name_for(cx, options, database),
                         .default_space = default_space,
                         .version = engine->version(database->db.handle)};
}

/* What the flags leave out is told once. */
static void print_rights(const Options *options, const PullRights *rights)
{
    if (options->json) return;
    if (rights->left_privileges)
        fprintf(stderr, "schemac pull: note: left out the privileges of %zu object%s; "
                        "--privileges writes them down\n",
                rights->left_privileges, rights->left_privileges == 1 ? "" : "s");
    if (rights->left_owners > 1)
        fprintf(stderr, "schemac pull: note: left out that the objects belong to %zu roles; "
                        "--owners writes it down\n", rights->left_owners);
}

static int pull_from(Cx *cx, const Options *options, const Database *database, catalog *found,
                     const Told *told)
{
    const PullOptions wanted = pull_options(cx, options, database);
    PullRights rights = options->rights;
    pull_rights(cx, &rights, found, wanted.version);
    Pulled *pulled = arena_make(cx->arena, Pulled);
    Text text = {0};
    progress_say("writing %zu objects as a schema", found->count);
    *pulled = *pull(cx, &wanted, found);
    progress_end();
    const char *ignored = ignored_line(cx, options, found);
    split_add_head(&text, pulled->text, pulled->length, ignored);
    pulled->length = text.length;
    pulled->text = text_keep(&text, cx->arena);
    for (size_t i = 0; i < told->losses.count; i++)
        vec_push(cx->arena, &pulled->losses, told->losses.items[i]);
    int status = write_schema(cx, options, pulled, ignored);
    if (status == EXIT_FINE && pulled->losses.count) status = EXIT_DIFFERENT;
    for (size_t i = 0; !options->json && i < pulled->losses.count; i++)
        print_loss(&pulled->losses.items[i]);
    if (options->json) print_json(options, pulled, found, &told->notes, status);
    else print_notes(found, &told->notes);
    print_rights(options, &rights);
    return status;
}

int run_pull(Cx *cx, const Options *options)
{
    Database database = {0};
    Told told = {0};
    memory pool = {0};
    catalog found;
    const char *why = NULL;
    if (options->split && !options->output) {
        fprintf(stderr, "schemac pull: --split writes files: -o FILE says where the first goes\n");
        return EXIT_USAGE;
    }
    int status = database_open(cx, options->arguments[0], OPEN_READ, &database);
    if (status != EXIT_FINE) return status;
    progress_say("reading the catalog of %s", database.shown);
    const char *const *rights = dialect_extras_told(cx, dialects[database.dialect]);
    const char *const *ignored = pieces_of_names(cx, options->ignored.items, options->ignored.count);
    schemac_status seen = inspected_catalog(&database, default_space, rights, &pool, &found, &why);
    if (seen == SCHEMAC_OK) {
        if (!options->json) print_tablespaces(&found);
        lose_told(cx, options, &found, ignored, &told);
        details_fold(&found);
        inspected_ignore(&found, ignored);
        status = pull_from(cx, options, &database, &found, &told);
    } else {
        progress_end();
        status = database_unread(&database, seen, why);
    }
    memory_free(&pool);
    database_close(&database);
    return status;
}
