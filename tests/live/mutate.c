/* SPDX-License-Identifier: MIT
 * Verification misses nothing: for every object and every attribute of the schemas of the house
 * (schema/NAME) the live database is changed, and verification must name that object and that
 * attribute, and nothing that was not changed. The changes are made by the engine's own statements
 * in a transaction that is taken back. Several at once, each in another table; what fails so is
 * tried alone, and alone it counts.
 *
 * A part of them is tried, the same every time; MUTATE_ALL=1 tries all. MUTATE_SCHEMA=NAME and
 * MUTATE_ENGINE=sqlite or postgres choose. */
#include "tests/live/mutate.h"

#include <dirent.h>
#include <sqlite3.h>

#include "plan/plan.h"
#include "tests/live/compiled.h"
#include "tests/live/postgres_server.h"
#include "tests/unit/test.h"

enum {
    BATCH = 24,  /* at once */
    SAMPLE = 2,  /* of each attribute and how, of the two schemas that have nearly all of them */
    THIRD = 3    /* of the others: one of every third */
};

typedef struct Tally {
    const char *kind, *attr;
    How how;
    size_t seen, number, taken, made, named;
} Tally;

/* How often an attribute was mutated, over all schemas of an engine. */
typedef struct Cover {
    const char *kind, *attr;
    size_t named;
} Cover;

typedef VEC(Cover) CoverList;

typedef struct Bench {
    Cx cx;
    const char *name;
    const Dialect *dialect;
    LiveSchema live;
    schemac_db db;
    int server;
    bool (*execute)(void *handle, const char *sql, bool is_loud);
    size_t part; /* which third of what there is; 0: all */
    const CoverList *covers; /* of the schemas before it */
    const char **line_of; /* of the catalog text, by id; NULL: none */
    VEC(Mutation) mutations;
    VEC(Tally) tallies;
} Bench;

/* ---- the schemas ---- */

static void keep_line(void *state, const Object *object, const char *line)
{
    Bench *bench = state;
    bench->line_of[object->id] = arena_copy(bench->cx.arena, line, strlen(line));
}

/* false: it is not for this engine, or for newer ones. */
static bool load(Bench *bench, const char *path, int server)
{
    bench->cx = live_cx();
    if (!live_compile(&bench->cx, path, bench->dialect, &bench->live)) return false;
    const schemac_schema *made = &bench->live.compiled;
    int oldest = made->sqlite ? made->sqlite->oldest : made->postgres->oldest * 10000;
    bench->server = server;
    bench->line_of = arena_array(bench->cx.arena, const char *, bench->live.lowered->object_count);
    catalog_walk(&bench->cx, bench->live.lowered, bench->dialect->expr, keep_line, bench);
    return oldest <= server;
}

/* ---- which ---- */

static Tally *tally_of(Bench *bench, const Mutation *mutation)
{
    const char *kind = kind_info(mutation->object->kind)->word;
    const char *attr = mutation->attr ? mutation->attr->word : "";
    for (size_t i = 0; i < bench->tallies.count; i++) {
        Tally *tally = &bench->tallies.items[i];
        if (tally->kind == kind && strcmp(tally->attr, attr) == 0 && tally->how == mutation->how)
            return tally;
    }
    vec_push(bench->cx.arena, &bench->tallies, ((Tally){kind, attr, mutation->how, 0, 0, 0, 0, 0}));
    return &bench->tallies.items[bench->tallies.count - 1];
}

static void count_one(void *state, const Mutation *mutation)
{
    Bench *bench = state;
    tally_of(bench, mutation)->seen++;
}

static Cover *cover_of(const CoverList *covers, const Tally *tally)
{
    for (size_t i = 0; i < covers->count; i++)
        if (strcmp(covers->items[i].kind, tally->kind) == 0 && strcmp(covers->items[i].attr, tally->attr) == 0)
            return &covers->items[i];
    return NULL;
}

/* Of those that were named in another schema, a third is enough. */
static bool is_left_out(const Bench *bench, const Tally *tally)
{
    size_t place = (size_t)(tally - bench->tallies.items);
    const Cover *cover = cover_of(bench->covers, tally);
    return bench->part && cover && cover->named && place % THIRD != bench->part % THIRD;
}

/* Spread over all there are. */
static void choose_one(void *state, const Mutation *mutation)
{
    Bench *bench = state;
    Tally *tally = tally_of(bench, mutation);
    size_t sample = bench->part ? 1 : SAMPLE;
    size_t number = tally->number++, stride = (tally->seen + sample - 1) / sample;
    if (!getenv("MUTATE_ALL") && (number % stride || is_left_out(bench, tally))) return;
    tally->taken++;
    vec_push(bench->cx.arena, &bench->mutations, *mutation);
}

typedef struct Visitor {
    Bench *bench;
    MutationVisit *visit;
} Visitor;

/* A column that is its table's own and one of a table above, too: neither changes without the other. */
static bool is_shared(const Schema *schema, const Object *object)
{
    if (object->kind != KIND_COLUMN) return false;
    if (column_inherited(object->parent, object->name)) return true;
    for (size_t i = 0; i < schema->objects.count; i++) {
        const Object *table = schema->objects.items[i];
        const Object *own = table->kind == KIND_TABLE ? object_member(table, KIND_COLUMN, object->name) : NULL;
        const Column *above = own && own->parent == table ? column_inherited(table, object->name) : NULL;
        if (above && &above->object == object && !((const Column *)own)->is_inherited) return true;
    }
    return false;
}

static bool visit_object(void *state, const Object *object)
{
    Visitor *visitor = state;
    if (is_shared(visitor->bench->live.lowered, object)) return true;
    visit_mutations(visitor->bench->live.lowered, object, visitor->visit, visitor->bench);
    return true;
}

static void choose_mutations(Bench *bench)
{
    schema_walk(bench->live.lowered, visit_object, &(Visitor){bench, count_one});
    schema_walk(bench->live.lowered, visit_object, &(Visitor){bench, choose_one});
}

/* ---- what must be named ---- */

typedef struct Line { /* of a catalog text */
    const char *text;
    size_t length;
} Line;

typedef VEC(Line) LineList;

static int compare_lines(const void *a, const void *b)
{
    const Line *left = a, *right = b;
    size_t least = left->length < right->length ? left->length : right->length;
    int order = memcmp(left->text, right->text, least);
    return order ? order : (left->length > right->length) - (left->length < right->length);
}

static LineList sorted_lines(Arena *arena, const char *text)
{
    LineList list = {0};
    while (*text) {
        size_t length = strcspn(text, "\n");
        vec_push(arena, &list, ((Line){text, length}));
        text += length + (text[length] == '\n');
    }
    if (list.count) qsort(list.items, list.count, sizeof *list.items, compare_lines);
    return list;
}

/* Lines that stand in one text only. */
static LineList changed_lines(Arena *arena, const char *before, const char *after)
{
    LineList a = sorted_lines(arena, before), b = sorted_lines(arena, after), changed = {0};
    size_t i = 0, j = 0;
    while (i < a.count || j < b.count) {
        int order = i == a.count ? 1 : j == b.count ? -1 : compare_lines(&a.items[i], &b.items[j]);
        if (order < 0) vec_push(arena, &changed, a.items[i]);
        if (order > 0) vec_push(arena, &changed, b.items[j]);
        i += order <= 0;
        j += order >= 0;
    }
    return changed;
}

static bool is_of(const Line *line, const schemac_difference *difference)
{
    size_t kind = strlen(difference->kind);
    if (line->length < kind || strncmp(line->text, difference->kind, kind) || line->text[kind] != '\t')
        return false;
    const char *path = line->text + kind + 1;
    for (const char *c = difference->path; *c; c++, path++) { /* the line is escaped */
        if (*path == '\\' && strchr("\t\n\r\\", *c)) path++;
        else if (*path != *c) return false;
    }
    return *path == '\t' || *path == '\n' || *path == '\0';
}

/* The engine stores other objects of what is renamed in other words. */
static bool mentions_renamed(const Mutant *mutant, const Mutation *mutations, size_t count,
                             const schemac_difference *difference)
{
    for (size_t i = 0; i < count; i++) {
        const Mutation *mutation = &mutations[i];
        ValueType type = mutation->attr ? mutation->attr->type : VALUE_USES;
        bool spreads = mutation->how == RENAMED || type == VALUE_MARKED_TYPE || type == VALUE_TYPE ||
                       type == VALUE_QUALIFIED || (type == VALUE_BOOL && mutation->attr->dialects);
        if (spreads && difference->attribute && mutant) return true;
    }
    return false;
}

static void print_path(Text *out, const Bench *bench, const Object *object)
{
    if (object->kind == KIND_ENUM_VALUE) object = object->parent;
    object_path(out, bench->live.lowered, object);
    if (object->kind == KIND_FUNCTION) out->length = strcspn(out->data, "("), out->data[out->length] = '\0';
}

static bool is_at(const Bench *bench, const Object *object, const schemac_difference *difference)
{
    Text path = {0};
    const char *line = bench->line_of[object->id];
    if (is_told_by_line(object)) return line && is_of(&(Line){line, strlen(line)}, difference);
    const char *kind = kind_info(object->kind == KIND_ENUM_VALUE ? KIND_ENUM : object->kind)->word;
    bool by_parts = object_is_told_by_parts(bench->live.lowered, object);
    print_path(&path, bench, by_parts ? object->parent : object);
    size_t length = strlen(text_string(&path));
    bool is_same = strcmp(difference->kind, kind) == 0 &&
                   strncmp(difference->path, text_string(&path), length) == 0;
    const char *end = difference->path + (is_same ? length : 0);
    bool fits = is_same && (by_parts || !*end || (object->kind == KIND_FUNCTION && *end == '('));
    text_free(&path);
    return fits;
}

/* On a line of its own, under the path of what stands by itself. */
static bool names_detail(const Bench *bench, const Mutation *mutation,
                         const schemac_difference *difference)
{
    const Object *object = mutation->object, *owner = object->parent ? object->parent : object;
    Text path = {0};
    if (strcmp(difference->kind, "detail") != 0) return false;
    if (object->kind == KIND_TRIGGER) owner = ((const Trigger *)object)->on;
    if (object_arguments(object)) text_printf(&path, "\"%s(", name_text(object->name));
    else object_path(&path, bench->live.lowered, owner);
    bool is_it = strncmp(difference->path, text_string(&path), path.length) == 0 &&
                 (!difference->attribute || strcmp(difference->attribute, mutation->attr->word) == 0);
    text_free(&path);
    return is_it;
}

/* Which privilege may be passed on is told with it. */
static const char *told_word(const Mutation *mutation)
{
    return mutation->object->kind == KIND_GRANT ? "privileges" : mutation->attr->word;
}

static bool names(const Bench *bench, const Mutation *mutation, const schemac_difference *difference)
{
    const char *attribute = difference->attribute;
    if (mutation->attr && mutation->attr->flags & ATTR_DETAIL) return names_detail(bench, mutation, difference);
    bool by_parts = object_is_told_by_parts(bench->live.lowered, mutation->object);
    if (!is_at(bench, mutation->object, difference)) return false;
    if (mutation->object->kind == KIND_ENUM_VALUE || mutation->how == EXTENDED || mutation->how == REORDERED)
        return attribute && strcmp(attribute, "values") == 0;
    if (mutation->how == COMMENTED) return attribute && strcmp(attribute, "comment") == 0;
    if (mutation->how == DROPPED) return !attribute && difference->expected;
    if (mutation->how == RENAMED)
        return attribute ? strcmp(attribute, "name") == 0 : difference->expected != NULL;
    if (attribute && strcmp(attribute, told_word(mutation)) == 0) return true;
    /* what stands in the path is another object with another value */
    bool in_path = mutation->attr->flags & ATTR_IDENTITY;
    return in_path && (by_parts || mutation->attr->type == VALUE_PARAMETERS) &&
           (!attribute || strcmp(attribute, "expression") == 0);
}

typedef struct Trial {
    Cx cx; /* of the batch; its memory ends with it */
    Mutant mutant;
    Mutation taken[BATCH];
    size_t count;
    bool is_held; /* what is to be dropped cannot be */
} Trial;

/* Who loses the last column or value is gone, and told instead. */
static bool is_named(const Bench *bench, const Trial *trial, const Mutation *mutation,
                     const schemac_report *report)
{
    Mutation whole = *mutation;
    for (size_t i = 0; i < report->difference_count; i++)
        if (names(bench, mutation, &report->differences[i])) return true;
    whole.object = mutation->object->parent;
    if (mutation->how != DROPPED || !whole.object || !trial->mutant.is_gone[whole.object->id]) return false;
    return is_named(bench, trial, &whole, report);
}

/* Whoever owns a thing now is told where another should. */
static bool is_of_owner(const Line *line, const schemac_difference *difference)
{
    const char *of = strstr(difference->path, " on "), *its = strstr(line->text, " on ");
    bool is_owner = strcmp(difference->kind, "owner") == 0 && strncmp(line->text, "owner\t", 6) == 0;
    return is_owner && of && its && strncmp(its, of, strlen(of)) == 0;
}

/* The name of an identity's sequence goes with the identity: letters."sequence id" with letters.id. */
static bool is_of_sequence(const Line *line, const schemac_difference *difference)
{
    static const char word[] = ".\"sequence ", column[] = "column\t";
    const char *at = strstr(difference->path, word);
    if (!at || strcmp(difference->kind, "name") != 0) return false;
    size_t above = (size_t)(at - difference->path), kind = sizeof column - 1;
    const char *name = at + sizeof word - 1, *its = line->text + kind + above;
    return strncmp(line->text, column, kind) == 0 &&
           strncmp(line->text + kind, difference->path, above) == 0 && *its == '.' &&
           strncmp(its + 1, name, strcspn(name, "\"")) == 0;
}

/* What mutation_sql makes besides, for functions of another language. */
static bool is_own_language(const schemac_difference *difference)
{
    return strcmp(difference->kind, "language") == 0 && strcmp(difference->path, "mutated") == 0;
}

static bool is_false_alarm(const LineList *changed, const schemac_difference *difference)
{
    if (is_own_language(difference)) return false;
    for (size_t i = 0; i < changed->count; i++)
        if (is_of(&changed->items[i], difference) || is_of_owner(&changed->items[i], difference) ||
            is_of_sequence(&changed->items[i], difference))
            return false;
    return true;
}

/* ---- one batch ---- */

static const Object *base_of(const Object *object)
{
    const Object *base = object_base(object);
    while (object->parent) object = object->parent;
    return base ? base : object;
}

/* Leaves the mutant as it is where the mutation does not apply. */
static bool take(Trial *trial, const Mutation *mutation)
{
    Mutant *m = &trial->mutant;
    Object *object = copy_of(m, mutation->object);
    size_t size = kind_info(object->kind)->size, room = m->from->object_count * sizeof *m->is_gone;
    void *object_before = arena_alloc(trial->cx.arena, size);
    void *gone_before = arena_alloc(trial->cx.arena, room);
    memcpy(object_before, object, size);
    memcpy(gone_before, m->is_gone, room);
    bool can = mutant_take(m, mutation);
    if (can && (mutation->how == DROPPED || !is_gone(m, mutation->object))) {
        trial->taken[trial->count++] = *mutation;
        return true;
    }
    memcpy(object, object_before, size);
    memcpy(m->is_gone, gone_before, room);
    m->is_anew[whole_of(mutation->object)->id] = false;
    return false;
}

static bool is_dropped_namespace(const Trial *trial)
{
    const Mutation *first = &trial->taken[0];
    return trial->count == 1 && first->how == DROPPED && first->object->kind == KIND_NAMESPACE;
}

/* What is made anew is dropped first: there is a schema in between. */
static const Schema *between(Trial *trial)
{
    const Mutant *mutant = &trial->mutant;
    uint32_t count = mutant->from->object_count;
    bool is_any = false, *is_gone = arena_array(trial->cx.arena, bool, count);
    for (uint32_t id = 0; id < count; id++) {
        is_gone[id] = mutant->is_gone[id] || mutant->is_anew[id];
        is_any |= mutant->is_anew[id];
    }
    return is_any ? mutant_without(&trial->cx, mutant->from, mutant->server, is_gone).to : NULL;
}

static void add_steps(Trial *trial, Text *sql, const Dialect *dialect, const Schema *from, const Schema *to)
{
    static const PlanOptions offline = {.is_offline = true};
    const Plan *plan = plan_changes(&trial->cx, dialect, diff(&trial->cx, from, to), &offline);
    for (size_t i = 0; i < plan->steps.count; i++) text_printf(sql, "%s;\n", plan->steps.items[i].sql);
}

static char *mutation_sql(Trial *trial, const Dialect *dialect)
{
    Text sql = {0};
    const Schema *from = trial->mutant.from, *half_way = between(trial);
    if (dialect->id == DIALECT_POSTGRES)
        text_printf(&sql,
                    "SET LOCAL check_function_bodies = off;\nSET LOCAL search_path = \"%s\";\n"
                    "CREATE LANGUAGE mutated HANDLER plpgsql_call_handler;\n",
                    name_text(from->default_space));
    if (is_dropped_namespace(trial)) /* as a hand would do it */
        text_printf(&sql, "DROP SCHEMA %s CASCADE;\n", name_text(trial->taken[0].object->name));
    else {
        if (half_way) add_steps(trial, &sql, dialect, from, half_way);
        add_steps(trial, &sql, dialect, half_way ? half_way : from, trial->mutant.to);
    }
    return text_keep(&sql, trial->cx.arena);
}

static void describe(const Bench *bench, const Mutation *mutation)
{
    Text path = {0};
    object_path(&path, bench->live.lowered, mutation->object);
    fprintf(stderr, "%s on %s: %s %s: %s%s%s\n", bench->name, bench->dialect->title,
            kind_info(mutation->object->kind)->word, text_string(&path),
            mutation->attr ? mutation->attr->word : "", mutation->attr ? " " : "", how_words[mutation->how]);
    text_free(&path);
}

static void complain(const Bench *bench, const Trial *trial, const char *words, const char *sql,
                     const schemac_report *report)
{
    for (size_t i = 0; i < trial->count; i++) describe(bench, &trial->taken[i]);
    fprintf(stderr, "    %s\n%s", words, sql);
    for (size_t i = 0; report && i < report->difference_count; i++) {
        const schemac_difference *each = &report->differences[i];
        fprintf(stderr, "    told: %s %s %s: %s, expected %s\n", each->kind, each->path,
                each->attribute ? each->attribute : "", each->found ? each->found : "none",
                each->expected ? each->expected : "none");
    }
    diag_print(trial->cx.diag, stderr, DIAG_TEXT, 3);
    test_ok = false;
}

static bool judge(Bench *bench, Trial *trial, const char *sql, bool is_loud)
{
    Text after = {0};
    schemac_report report = {0};
    bool is_fine = true;
    catalog_print(&trial->cx, &after, trial->mutant.to, bench->dialect->expr);
    LineList changed = changed_lines(trial->cx.arena, bench->live.half->catalog, text_string(&after));
    schemac_verify(bench->db, &bench->live.compiled, SCHEMAC_EXACT, &report);
    for (size_t i = 0; i < trial->count && is_fine; i++) {
        is_fine = is_named(bench, trial, &trial->taken[i], &report);
        if (!is_fine && is_loud) complain(bench, trial, "is not named", sql, &report);
    }
    for (size_t i = 0; i < report.difference_count && is_fine; i++) {
        const schemac_difference *each = &report.differences[i];
        is_fine = !is_false_alarm(&changed, each) ||
                  mentions_renamed(&trial->mutant, trial->taken, trial->count, each);
        if (!is_fine && is_loud) complain(bench, trial, "something else is told", sql, &report);
    }
    schemac_report_free(&report);
    text_free(&after);
    return is_fine;
}

static bool drops_extension(const Trial *trial)
{
    const Mutation *only = &trial->taken[0];
    return trial->count == 1 && only->how == DROPPED && only->object->kind == KIND_EXTENSION;
}

/* What a default calls, whose words only the engine reads, is no mutation; nor is what
 * SQLite looks at all indexes for: there it takes a mistyped name for a text no more. */
static bool is_held(Bench *bench, const Trial *trial)
{
    if (bench->dialect->id == DIALECT_SQLITE)
        return trial->count == 1 && strstr(sqlite3_errmsg(bench->db.handle), " after ") &&
               strstr(sqlite3_errmsg(bench->db.handle), ": no such column");
    return drops_extension(trial) &&
           strstr(PQerrorMessage(bench->db.handle), "other objects depend on it") != NULL;
}

static bool try_batch(Bench *bench, Trial *trial, bool is_loud)
{
    mutant_end(&trial->mutant);
    const char *sql = mutation_sql(trial, bench->dialect);
    bool is_fine = diag_errors(trial->cx.diag) == 0;
    if (!is_fine && is_loud) complain(bench, trial, "cannot be planned", sql, NULL);
    if (!is_fine) return false;
    bench->execute(bench->db.handle, "BEGIN", true);
    is_fine = bench->execute(bench->db.handle, sql, is_loud && !drops_extension(trial));
    trial->is_held = !is_fine && is_held(bench, trial);
    if (is_fine) is_fine = judge(bench, trial, sql, is_loud);
    else if (is_loud && !trial->is_held) complain(bench, trial, "is refused by the engine", sql, NULL);
    bench->execute(bench->db.handle, "ROLLBACK", true);
    return is_fine;
}

static void trial_begin(Trial *trial, Bench *bench)
{
    *trial = (Trial){.cx = bench->cx};
    trial->cx.arena = arena_within(bench->cx.arena);
    trial->cx.diag = diag_new(trial->cx.arena, bench->cx.sources);
    trial->mutant = mutant_begin(&trial->cx, bench->live.lowered, bench->server);
}

static void note_all(Bench *bench, const Trial *trial, bool is_named)
{
    for (size_t i = 0; i < trial->count; i++) {
        Tally *tally = tally_of(bench, &trial->taken[i]);
        tally->made++;
        tally->named += is_named;
    }
}

static void try_alone(Bench *bench, const Mutation *mutation)
{
    Trial trial;
    trial_begin(&trial, bench);
    bool is_taken = take(&trial, mutation), is_fine = is_taken && try_batch(bench, &trial, true);
    if (is_taken && !trial.is_held) note_all(bench, &trial, is_fine);
    arena_free(trial.cx.arena);
}

/* Takes the next ones of other tables than those taken; what does not apply is done, too. */
static void try_next(Bench *bench, bool *is_done)
{
    Trial trial;
    trial_begin(&trial, bench);
    bool *is_busy = arena_array(trial.cx.arena, bool, bench->live.lowered->object_count);
    size_t in_trial[BATCH], tried = 0;
    for (size_t i = 0; i < bench->mutations.count && trial.count < BATCH; i++) {
        const Mutation *mutation = &bench->mutations.items[i];
        const Object *base = base_of(mutation->object);
        if (is_done[i] || is_busy[base->id] || is_gone(&trial.mutant, mutation->object)) continue;
        is_done[i] = is_busy[base->id] = true;
        if (take(&trial, mutation)) in_trial[tried++] = i;
        else is_busy[base->id] = false;
    }
    bool is_fine = trial.count == 0 || try_batch(bench, &trial, false);
    if (is_fine) note_all(bench, &trial, true);
    arena_free(trial.cx.arena);
    for (size_t i = 0; !is_fine && i < tried; i++) try_alone(bench, &bench->mutations.items[in_trial[i]]);
}

static void try_all(Bench *bench)
{
    bool *is_done = arena_array(bench->cx.arena, bool, bench->mutations.count);
    for (size_t i = 0; i < bench->mutations.count; i++)
        while (!is_done[i]) try_next(bench, is_done);
}

/* ---- counts ---- */

static int compare_tallies(const void *a, const void *b)
{
    const Tally *left = a, *right = b;
    int order = strcmp(left->kind, right->kind);
    if (!order) order = strcmp(left->attr, right->attr);
    return order ? order : (int)left->how - (int)right->how;
}

static void print_counts(Bench *bench)
{
    size_t made = 0, named = 0, chosen = bench->mutations.count, seen = 0;
    qsort(bench->tallies.items, bench->tallies.count, sizeof *bench->tallies.items, compare_tallies);
    for (size_t i = 0; i < bench->tallies.count; i++) {
        const Tally *tally = &bench->tallies.items[i];
        made += tally->made;
        named += tally->named;
        seen += tally->seen;
        printf("  %s%s%s %s: %zu of %zu mutations named, %zu do not apply\n", tally->kind,
               *tally->attr ? "." : "", tally->attr, how_words[tally->how], tally->named, tally->made,
               tally->taken - tally->made);
    }
    printf("%s on %s: %zu of %zu mutations named (of %zu there are %zu were chosen, %zu do not apply)\n",
           bench->name, bench->dialect->title, named, made, seen, chosen, chosen - made);
    CHECK(named == made && made > 0);
}

static void do_deeds(Bench *bench);

static void run_bench(Bench *bench)
{
    schemac_report report = {0};
    bool is_made = schemac_migrate(bench->db, &bench->live.compiled, NULL, &report) == SCHEMAC_OK;
    CHECK(is_made);
    if (!is_made) fprintf(stderr, "%s\n", schemac_report_text(&report));
    schemac_report_free(&report);
    choose_mutations(bench);
    if (is_made) try_all(bench);
    print_counts(bench);
    if (is_made && bench->dialect->id == DIALECT_POSTGRES) do_deeds(bench);
}

/* ---- engines ---- */

static bool execute_sqlite(void *handle, const char *sql, bool is_loud)
{
    char *error = NULL;
    bool is_fine = sqlite3_exec(handle, sql, NULL, NULL, &error) == SQLITE_OK;
    if (!is_fine && is_loud) fprintf(stderr, "%s\n", error);
    sqlite3_free(error);
    return is_fine;
}

static bool execute_postgres(void *handle, const char *sql, bool is_loud)
{
    PGresult *result = PQexec(handle, sql);
    ExecStatusType status = PQresultStatus(result);
    bool is_fine = status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK;
    if (!is_fine && is_loud) fprintf(stderr, "%s", PQresultErrorMessage(result));
    PQclear(result);
    return is_fine;
}

static void note_cover(Arena *arena, CoverList *covers, const Bench *bench)
{
    for (size_t t = 0; t < bench->tallies.count; t++) {
        const Tally *tally = &bench->tallies.items[t];
        if (!cover_of(covers, tally)) vec_push(arena, covers, ((Cover){tally->kind, tally->attr, 0}));
        cover_of(covers, tally)->named += tally->named;
    }
}

/* Every attribute of every kind that the engine has was mutated somewhere. */
static void check_cover(const CoverList *covers, const Dialect *dialect, int server)
{
    static const char *const without[][3] = {
        {"primary key", "nulls not distinct", "it takes no nulls"},
        {"unique", "autoincrement", "only a primary key counts by itself"},
        {"view", "kept", "it speaks of columns that only a body names; see live/pull"},
        {"unique", "desc", "only of a primary key does it say something"},
        {"primary key", "partition of", "it comes with the key of the divided table"},
        {"unique", "partition of", "as well"},
        {"index", "partition of", "it comes with the index of the divided table"},
        {"table", "of type", "the type would have to change with its tables"},
        {"table", "access method", "a server has one: tests/dump makes another"},
        {"view", "access method", "as well"},
        {"exclude", "statistics", "of expressions, which no exclusion here has"},
    };
    for (size_t i = 0; i < covers->count; i++) {
        const Cover *cover = &covers->items[i];
        bool is_left_out = false;
        for (size_t k = 0; k < sizeof without / sizeof *without; k++)
            is_left_out |= strcmp(cover->kind, without[k][0]) == 0 && strcmp(cover->attr, without[k][1]) == 0;
        if (dialect->id == DIALECT_POSTGRES) is_left_out |= server < attr_since(cover->kind, cover->attr);
        if (strcmp(cover->attr, "identity") == 0) is_left_out = dialect->id == DIALECT_SQLITE;
        if (cover->named || is_left_out) continue;
        fprintf(stderr, "%s: no mutation of %s.%s: tests/live/mutate.h makes none\n", dialect->title,
                cover->kind, cover->attr);
        CHECK(cover->named);
    }
}

/* What a schema stands on that it does not make; NULL: nothing. */
static char *stands_on(const char *name)
{
    return strcmp(name, "knowledge") == 0 ? vector_script() : NULL;
}

static void mutate_schema(CoverList *covers, Arena *arena, const char *name, const char *path,
                          const Dialect *dialect, int server, size_t part)
{
    char *before = stands_on(name);
    Bench bench = {.name = name, .dialect = dialect, .part = part, .covers = covers};
    sqlite3 *sqlite = NULL;
    PGconn *postgres = NULL;
    if (load(&bench, path, server)) {
        if (dialect->id == DIALECT_SQLITE) {
            sqlite3_open(":memory:", &sqlite);
            bench.db = schemac_sqlite(sqlite);
            bench.execute = execute_sqlite;
        } else {
            postgres = fresh_database("mutate");
            CHECK(!before || execute(postgres, before));
            bench.db = schemac_postgres(postgres);
            bench.execute = execute_postgres;
        }
        run_bench(&bench);
    }
    note_cover(arena, covers, &bench);
    CHECK(diag_errors(bench.cx.diag) == 0);
    if (diag_errors(bench.cx.diag)) diag_print(bench.cx.diag, stderr, DIAG_TEXT, 5);
    sqlite3_close(sqlite);
    if (postgres) PQfinish(postgres);
    free(before);
    arena_free(bench.cx.arena);
}

static bool is_wanted(const char *variable, const char *value)
{
    const char *wanted = getenv(variable);
    return !wanted || strcmp(wanted, value) == 0;
}

/* ---- beyond what a schema can say ---- */

/* {t}: the table, {n}: the name, {p}: the path, {s}: the path as a text. */
typedef struct Deed {
    Kind kind;
    const char *sql, *told_kind, *attribute;
} Deed;

static const Deed deeds[] = {
    {KIND_FOREIGN_KEY, "ALTER TABLE {t} DISABLE TRIGGER ALL", "foreign key", "enabled"},
    {KIND_FOREIGN_KEY, "UPDATE pg_constraint SET convalidated = false WHERE conrelid = {s}::regclass"
     " AND contype = 'f'", "foreign key", "not valid"},
    {KIND_CHECK, "UPDATE pg_constraint SET convalidated = false WHERE conrelid = {s}::regclass"
     " AND contype = 'c'", "check", "not valid"},
    {KIND_INDEX, "UPDATE pg_index SET indisvalid = false WHERE indrelid = {s}::regclass", "index", "invalid"},
    {KIND_TABLE, "CREATE TABLE mutated_heir () INHERITS ({t})", "table", NULL},
    {KIND_TABLE, "CREATE RULE mutated AS ON DELETE TO {t} DO INSTEAD NOTHING", "rule", NULL},
    {KIND_TABLE, "ALTER TABLE {t} ADD COLUMN mutated integer", "column", NULL},
    {KIND_TABLE, "ALTER TABLE {t} ADD CONSTRAINT mutated CHECK (1 = 1)", "check", NULL},
    {KIND_TABLE, "CREATE POLICY mutated ON {t}", "policy", NULL},
};

static char *deed_sql(Bench *bench, const Deed *deed, const Object *object)
{
    Text sql = {0}, path = {0};
    const Object *base = base_of(object);
    bench->dialect->path(&path, bench->live.lowered, base);
    for (const char *c = deed->sql; *c; c++) {
        char word = *c == '{' ? c[1] : '\0';
        if (!word) text_add_char(&sql, *c);
        if (word == 't') text_add(&sql, text_string(&path));
        if (word == 'n') bench->dialect->identifier(&sql, object->name);
        if (word == 's') text_add_quoted(&sql, path.data, path.length, '\'');
        if (word) c += 2;
    }
    text_free(&path);
    return text_keep(&sql, bench->cx.arena);
}

static bool is_told(const Bench *bench, const Deed *deed, const Object *object, const schemac_report *report)
{
    Text path = {0};
    object_path(&path, bench->live.lowered, base_of(object));
    bool found = false;
    for (size_t i = 0; i < report->difference_count; i++) {
        const schemac_difference *each = &report->differences[i];
        bool is_there = strcmp(each->kind, deed->told_kind) == 0 &&
                        (strncmp(each->path, text_string(&path), path.length) == 0 ||
                         strcmp(each->path, "mutated_heir") == 0) && each->severity == SCHEMAC_ERROR;
        bool is_so = deed->attribute ? each->attribute && strcmp(each->attribute, deed->attribute) == 0
                                     : !each->attribute && each->found;
        found |= is_there && is_so && (!object->parent || !deed->attribute || is_at(bench, object, each));
    }
    text_free(&path);
    return found;
}

static void try_deed(Bench *bench, const Deed *deed, const Object *object, size_t *named)
{
    schemac_report report = {0};
    const char *sql = deed_sql(bench, deed, object);
    bench->execute(bench->db.handle, "BEGIN", true);
    bool is_done = bench->execute(bench->db.handle, sql, true);
    schemac_verify(bench->db, &bench->live.compiled, SCHEMAC_EXACT, &report);
    bool is_named = is_done && is_told(bench, deed, object, &report);
    *named += is_named;
    if (!is_named) fprintf(stderr, "%s: %s\n%s\n", bench->name, sql, schemac_report_text(&report));
    schemac_report_free(&report);
    bench->execute(bench->db.handle, "ROLLBACK", true);
}

typedef struct Doing {
    Bench *bench;
    const Deed *deed;
    size_t seen, made, named;
} Doing;

static bool do_one(void *state, const Object *object)
{
    Doing *doing = state;
    const Table *table = (const Table *)base_of(object);
    bool of_table = table->object.kind == KIND_TABLE && !table->partition_of && name_none(table->partition_by);
    bool is_done = object->kind == KIND_CHECK && ((const Check *)object)->is_not_valid;
    if (of_table && table->of_type) return true; /* it has no columns but those of the type */
    if (object->kind != doing->deed->kind || !of_table || is_done) return true;
    if (doing->seen++ >= SAMPLE && !getenv("MUTATE_ALL")) return true;
    doing->made++;
    try_deed(doing->bench, doing->deed, object, &doing->named);
    return true;
}

static void do_deeds(Bench *bench)
{
    size_t made = 0, named = 0;
    for (size_t i = 0; i < sizeof deeds / sizeof *deeds; i++) {
        Doing doing = {.bench = bench, .deed = &deeds[i]};
        schema_walk(bench->live.lowered, do_one, &doing);
        made += doing.made;
        named += doing.named;
    }
    printf("%s: %zu of %zu deeds that no schema can say named\n", bench->name, named, made);
    CHECK(named == made);
}

/* The extension that it stands on may not be there. */
static bool is_without_ground(const char *name, const Dialect *dialect)
{
    char *ground = stands_on(name);
    bool is_there = ground || strcmp(name, "knowledge") != 0 || dialect->id != DIALECT_POSTGRES;
    if (!is_there) printf("no stand-in for the extension of %s: not mutated\n", name);
    free(ground);
    return !is_there;
}

/* Those of the house, and two that have every kind and nearly every attribute. */
static void mutate_all_schemas(const Dialect *dialect, int server)
{
    struct dirent **entries = NULL;
    CoverList covers = {0};
    Arena *arena = arena_new();
    char path[600];
    if (!is_wanted("MUTATE_ENGINE", dialect->name)) return;
    snprintf(path, sizeof path, "tests/live/pull/%s.schema", dialect->name);
    if (is_wanted("MUTATE_SCHEMA", "odd")) mutate_schema(&covers, arena, "odd", path, dialect, server, 0);
    if (is_wanted("MUTATE_SCHEMA", "mutate"))
        mutate_schema(&covers, arena, "mutate", "tests/live/mutate/postgres.schema", dialect,
                      server, 0);
    int count = scandir("schema", &entries, NULL, alphasort);
    CHECK(count > 0);
    for (int i = 0; i < count; i++) {
        const char *name = entries[i]->d_name;
        snprintf(path, sizeof path, "schema/%s/%s.schema", name, name);
        if (*name != '.' && strcmp(name, "schemac") != 0 && !is_without_ground(name, dialect) &&
            is_wanted("MUTATE_SCHEMA", name))
            mutate_schema(&covers, arena, name, path, dialect, server, (size_t)i + 1);
        free(entries[i]);
    }
    free(entries);
    bool has_odd = dialect->id == DIALECT_SQLITE || server >= 150000; /* it has nearly everything */
    if (!getenv("MUTATE_SCHEMA") && has_odd) check_cover(&covers, dialect, server);
    arena_free(arena);
}

TEST(every_mutation_is_named_on_sqlite)
{
    mutate_all_schemas(&sqlite_dialect, sqlite3_libversion_number());
}

TEST(every_mutation_is_named_on_postgres)
{
    if (no_server()) return;
    PGconn *connection = connect_to("postgres");
    int server = PQserverVersion(connection);
    PQfinish(connection);
    mutate_all_schemas(&postgres_dialect, server);
}
