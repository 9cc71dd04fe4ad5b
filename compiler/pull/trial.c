/* SPDX-License-Identifier: MIT
 * Asks PostgreSQL in what form it stores the words of an author. Each object in question is made
 * once more in a namespace of its own, in a transaction that is taken back, and the inspector reads
 * it. Only what is in question is made of a table: its columns and those checks and indexes. What
 * no namespace tells apart, such as rules and servers, is made in its own place afterwards. */
#include <stdlib.h>
#include <string.h>

#include "engine.h"
#include "model/kind.h"
#include "pull/like.h"

static const char prefix[] = "schemac_trial_";

typedef struct Trial {
    Cx *cx;
    schemac_db db;
    const Said *said;
    const SaidLines *lines;
    VEC(Object *) tops; /* whose number is that of its namespace */
    memory memory;
    Text sql;
} Trial;

/* ---- running ---- */

static bool run(Trial *trial, const char *sql, const char **why)
{
    return trial->db.engine->run(trial->db.handle, &trial->memory, sql, NULL, why) == SCHEMAC_OK;
}

/* What fails is as if it had not been tried. */
static bool run_apart(Trial *trial)
{
    const char *why;
    bool is_fine = run(trial, "SAVEPOINT schemac_trial", &why) &&
                   run(trial, text_string(&trial->sql), &why);
    if (!is_fine) run(trial, "ROLLBACK TO SAVEPOINT schemac_trial", &why);
    text_clear(&trial->sql);
    return is_fine;
}

/* ---- making ---- */

static bool is_asked(const Trial *trial, const Object *object)
{
    for (size_t i = 0; i < trial->lines->count; i++)
        if (trial->lines->items[i]->object == object) return true;
    return false;
}

static bool make(Trial *trial, const Object *object)
{
    const KindSql *kind = &dialects[DIALECT_POSTGRES]->kinds[object->kind];
    if (!kind->create) return false;
    kind->create(trial->cx, &trial->sql, trial->said->lowered, object);
    return run_apart(trial);
}

/* Writes what makes room for it: nothing where it can be made beside itself. */
static void make_room(Trial *trial, const Object *object, size_t number)
{
    const KindSql *kind = &dialects[DIALECT_POSTGRES]->kinds[object->kind];
    const char *aside = arena_printf(trial->cx->arena, "%s%zu", prefix, number);
    if (kind->make_room)
        kind->make_room(trial->cx, &trial->sql, trial->said->lowered, object,
                        name_from(trial->cx->names, aside));
}

static bool has_own_place(Trial *trial, const Object *object)
{
    make_room(trial, object, 0);
    bool has = trial->sql.length > 0;
    text_clear(&trial->sql);
    return has;
}

/* The columns, which expressions name, and what is in question. */
static void keep_members(const Trial *trial, Object *top)
{
    size_t kept = 0;
    const KindSql *kinds = dialects[DIALECT_POSTGRES]->kinds;
    for (size_t i = 0; i < top->members.count; i++) {
        Object *member = top->members.items[i];
        bool is_wanted = member->kind == KIND_COLUMN ||
                         (kinds[member->kind].is_inline && is_asked(trial, member));
        if (is_wanted) top->members.items[kept++] = member;
    }
    top->members.count = kept;
}

/* What is not written within its table: indexes, and what stands on it. */
static void make_others(Trial *trial, const Object *top)
{
    const KindSql *kinds = dialects[DIALECT_POSTGRES]->kinds;
    for (size_t i = 0; i < trial->lines->count; i++) {
        const Object *object = trial->lines->items[i]->object;
        bool is_member = object->parent == top && !kinds[object->kind].is_inline;
        bool is_on_it = object_base(object) == top && !has_own_place(trial, object);
        if (is_member || is_on_it) make(trial, object);
    }
}

static void make_top(Trial *trial, Object *top, size_t number)
{
    Name space = top->space;
    bool is_filled = top->kind == KIND_VIEW && ((View *)top)->is_materialized;
    if (is_filled) ((View *)top)->with_no_data = true;
    text_printf(&trial->sql, "CREATE SCHEMA %s%zu", prefix, number);
    if (!run_apart(trial)) return;
    keep_members(trial, top);
    top->space = name_from(trial->cx->names,
                           arena_printf(trial->cx->arena, "%s%zu", prefix, number));
    if (make(trial, top)) make_others(trial, top);
    top->space = space;
}

static Object *top_of(const Object *object)
{
    if (object_base(object)) return (Object *)object_base(object);
    return (Object *)(object->parent ? object->parent : object);
}

static void find_tops(Trial *trial)
{
    for (size_t i = 0; i < trial->lines->count; i++) {
        Object *top = top_of(trial->lines->items[i]->object);
        bool is_known = has_own_place(trial, trial->lines->items[i]->object);
        for (size_t j = 0; j < trial->tops.count; j++) is_known |= trial->tops.items[j] == top;
        if (!is_known) vec_push(trial->cx->arena, &trial->tops, top);
    }
}

/* A sequence must be where its table is; whose it is does not matter here. */
static void free_sequences(const Schema *schema)
{
    for (size_t i = 0; i < schema->objects.count; i++)
        if (schema->objects.items[i]->kind == KIND_SEQUENCE)
            ((Sequence *)schema->objects.items[i])->owned_by = NULL;
}

/* ---- reading ---- */

/* The path of the object that is meant; NULL: it is none of the trial's. */
static const char *meant(const Trial *trial, const char *path)
{
    Text text = {0};
    if (strncmp(path, prefix, sizeof prefix - 1) != 0) return NULL;
    char *end;
    size_t number = strtoul(path + sizeof prefix - 1, &end, 10);
    if (number >= trial->tops.count || *end != '.') return NULL;
    Name space = trial->tops.items[number]->space;
    if (!name_none(space)) path_name(&text, space);
    if (!name_none(space)) text_add_char(&text, '.');
    text_add(&text, end + 1);
    return text_keep(&text, trial->cx->arena);
}

/* Is something in question that is read with the details? */
static bool asks_details(const Trial *trial)
{
    for (size_t i = 0; i < trial->lines->count; i++) {
        const NativeWord *word = native_word(trial->lines->items[i]->object);
        if (word && word->is_apart) return true;
    }
    return false;
}

static bool inspect(Trial *trial, catalog *found, const char **why)
{
    const char *space = name_text(trial->said->lowered->default_space);
    catalog_init(found, &trial->memory);
    found->rights = dialect_extras(trial->cx, dialects[DIALECT_POSTGRES], false, asks_details(trial));
    return trial->db.engine->inspect(trial->db.handle, space, found, why) == SCHEMAC_OK;
}

static void keep(catalog *words, const catalog_object *object, const char *path)
{
    if (!path) return;
    catalog_add(words, object->kind, path);
    for (size_t i = 0; i < object->attr_count; i++)
        catalog_set(words, object->attrs[i].word, object->attrs[i].value);
}

static bool read_back(Trial *trial, catalog *words, const char **why)
{
    catalog found;
    if (!inspect(trial, &found, why)) return false;
    for (size_t i = 0; i < found.count; i++)
        keep(words, &found.objects[i], meant(trial, found.objects[i].path));
    return true;
}

/* ---- in their own place ---- */

/* The one that is there may have gone already, with what it stood on. */
static bool make_again(Trial *trial, const Object *object, size_t number)
{
    if (!has_own_place(trial, object)) return false;
    make_room(trial, object, number);
    run_apart(trial);
    return make(trial, object);
}

/* Last of all what watches others being made: until then it is out of their way. */
static bool is_last(const Object *object)
{
    const NativeWord *word = native_word(object);
    return word && word->after && !*word->after;
}

static bool read_places(Trial *trial, catalog *words, const char **why)
{
    catalog found;
    SaidLines made = {0};
    for (int last = 0; last < 2; last++)
        for (size_t i = 0; i < trial->lines->count; i++) {
            const SaidLine *said = trial->lines->items[i];
            if (is_last(said->object) == last && make_again(trial, said->object, i))
                vec_push(trial->cx->arena, &made, said);
        }
    if (!made.count) return true;
    if (!inspect(trial, &found, why)) return false;
    for (size_t i = 0; i < made.count; i++) {
        const catalog_object *line = made.items[i]->line;
        const catalog_object *object = catalog_find(&found, line->kind, line->path, strlen(line->path));
        if (object) keep(words, object, object->path);
    }
    return true;
}

/* ---- all of it ---- */

static bool begin(Trial *trial, const char **why)
{
    text_add(&trial->sql, "BEGIN; SET LOCAL client_min_messages = error;"
                          " SET LOCAL lock_timeout = '200ms';"
                          " SET LOCAL check_function_bodies = off; SET LOCAL search_path = ");
    dialects[DIALECT_POSTGRES]->scope(&trial->sql, trial->said->lowered);
    text_add(&trial->sql, ", pg_temp; CREATE SCHEMA schemac_trial");
    bool is_fine = run(trial, text_string(&trial->sql), why);
    text_clear(&trial->sql);
    return is_fine;
}

void trial_ask(Cx *cx, schemac_db db, const Said *said, const SaidLines *lines, catalog *words,
               const char **why)
{
    Trial trial = {.cx = cx, .db = db, .said = said, .lines = lines};
    const char *reason = NULL;
    find_tops(&trial);
    free_sequences(said->lowered);
    bool is_fine = begin(&trial, &reason);
    for (size_t i = 0; is_fine && i < trial.tops.count; i++)
        make_top(&trial, trial.tops.items[i], i);
    is_fine = is_fine && read_back(&trial, words, &reason) && read_places(&trial, words, &reason);
    catalog_finish(words);
    if (!is_fine && why) *why = arena_printf(cx->arena, "%s", reason ? reason : "no reason given");
    db.engine->rollback(db.handle);
    memory_free(&trial.memory);
    text_free(&trial.sql);
}
