/* SPDX-License-Identifier: MIT
 * A database in the words of a schema that somebody wrote. Where the catalog holds what the model
 * would have put there, the model's own words stand; one attribute that differs is taken from what
 * was pulled, and so is what the model does not know. The result is tried as pull tries its own:
 * what it would come out differently with is said in pulled words altogether. */
#include "pull/like.h"

#include <string.h>

#include "model/print.h"
#include "pull/draft.h"
#include "resolve/resolve.h"
#include "syntax/parse.h"

enum { ROUNDS_MAX = 8 };

typedef struct Like {
    Cx *cx; /* with diagnostics of its own */
    DialectId dialect;
    const catalog *found, *words, *asked;
    const Pulled *pulled;
    const Said *model, *plain;
    const SaidLine **own;  /* by id in the model's logical schema: its line; NULL: it has none */
    bool *is_plain;        /* by the same id, of the top level: said in pulled words altogether */
    const Type **types;    /* by the same id, of a column: its type in the database, where another */
    const Object **values; /* by the same id, of an enum: the pulled check that has its values */
    bool *is_said;         /* by the place in found */
    size_t *first, *next;  /* the lines of plain that are members of an object, by its id and by the
                              line before: the number of the line plus one, 0: none */
    Schema *schema;        /* of this round */
    bool is_authors, is_whole, has_changed;
} Like;

/* ---- lines ---- */

static const catalog_object *found_of(const SaidLine *said)
{
    return said ? said->found : NULL;
}

static const SaidLine *plain_of(const Like *like, const catalog_object *found)
{
    return said_find(like->plain, found->kind, found->path, strlen(found->path));
}

static const char *value_in(const catalog *list, const catalog_object *like, const char *word)
{
    const catalog_object *object =
        list ? catalog_find(list, like->kind, like->path, strlen(like->path)) : NULL;
    return object ? catalog_value(object, word) : NULL;
}

static bool is_text(const char *a, const char *b)
{
    return a && b && strcmp(a, b) == 0;
}

/* Of some types PostgreSQL puts numbers between quotes: from ('1') is from (1). */
static const char *bare_bounds(const Like *like, const char *bounds)
{
    Text text = {0};
    for (const char *at = bounds; *at; at++) {
        size_t length = *at == '\'' ? strspn(at + 1, "-.0123456789") : 0;
        bool is_number = length && at[length + 1] == '\'';
        if (is_number) text_add_bytes(&text, at + 1, length);
        else text_add_char(&text, *at);
        if (is_number) at += length + 1;
    }
    return text_keep(&text, like->cx->arena);
}

static bool are_bounds(const Like *like, const char *word, const char *a, const char *b)
{
    return strcmp(word, "for values") == 0 && strcmp(bare_bounds(like, a), bare_bounds(like, b)) == 0;
}

/* Words of PostgreSQL's authors are known by what the engine made of them, or by what pull makes of
 * the engine's. */
static bool is_same(const Like *like, const SaidLine *said, const catalog_object *found,
                    const char *word)
{
    const char *wanted = catalog_value(said->line, word), *there = catalog_value(found, word);
    if (detail_is_order(word) || (!wanted && there && catalog_is_moot(word, there))) return true;
    if (!wanted && like->is_authors && detail_is_open(found, word)) return true;
    if (!wanted || !there) return wanted == there;
    if (strcmp(wanted, there) == 0) return true;
    if (like->dialect != DIALECT_POSTGRES || *wanted != '~') return false;
    const SaidLine *plain = plain_of(like, found);
    const char *pulled = plain ? catalog_value(plain->line, word) : NULL;
    return strcmp(wanted + 1, there) == 0 || is_text(pulled, wanted) ||
           (pulled && are_bounds(like, word, pulled, wanted)) ||
           is_text(value_in(like->words, said->line, word), there) ||
           is_text(value_in(like->asked, said->line, word), there);
}

static bool is_all_same(const Like *like, const SaidLine *said, const catalog_object *found)
{
    for (size_t i = 0; i < found->attr_count; i++)
        if (!is_same(like, said, found, found->attrs[i].word)) return false;
    for (size_t i = 0; i < said->line->attr_count; i++)
        if (!catalog_value(found, said->line->attrs[i].word)) return false;
    return true;
}

/* ---- what types bring along (SQLite) ---- */

static const Object *plain_table_of(const Like *like, const Object *table)
{
    const catalog_object *there = found_of(like->own[table->id]);
    const SaidLine *plain = there ? plain_of(like, there) : NULL;
    return plain ? plain->object->origin : NULL;
}

/* The check is said by the type of its column. */
static void take_check(Like *like, const Object *check)
{
    for (size_t i = 0; i < like->plain->lines.count; i++) {
        const SaidLine *line = &like->plain->lines.items[i];
        const catalog_object *found = line->object->origin == check ? found_of(line) : NULL;
        if (found) like->is_said[found - like->found->objects] = true;
    }
}

/* The database has another check than the type would bring: other values of the enum, another
 * length, or another type altogether. */
static void blame_type(Like *like, const Object *column)
{
    const Object *table = plain_table_of(like, column->parent);
    const Object *plain = table ? object_member(table, KIND_COLUMN, column->name) : NULL;
    const Type *type = marked_type_for(&((const Column *)column)->type, like->dialect);
    if (!plain || !type || like->types[column->id]) return;
    const Object *values = check_of_values(table, column->name), *limit = check_of_limit(table, column->name);
    bool is_enum = type->scalar == SCALAR_ENUM && type->named && values;
    const Object **known = is_enum ? &like->values[type->named->id] : NULL;
    if (known && !*known) *known = values;
    if (known && check_values_same(*known, values)) {
        take_check(like, values);
    } else if (limit && (type->scalar == SCALAR_VARCHAR || type->scalar == SCALAR_CHAR)) {
        like->types[column->id] = type_with_limit(like->cx, type, limit);
        take_check(like, limit);
    } else {
        like->types[column->id] = marked_type_for(&((const Column *)plain)->type, like->dialect);
    }
}

/* ---- what is said by the model ---- */

static const Object *top_of(const Object *object)
{
    while (object->parent) object = object->parent;
    return object;
}

static bool is_guided(const Like *like, const Object *object)
{
    return !like->is_plain[top_of(object)->id];
}

static void note_line(Like *like, const SaidLine *said)
{
    const Object *column = checked_column(said->object);
    const Object *object = column ? column : said->object->origin;
    const catalog_object *found = found_of(said);
    if (!object || !is_guided(like, object)) return;
    if (found) like->is_said[found - like->found->objects] = true;
    else if (column && found_of(like->own[column->id])) blame_type(like, column);
}

/* Where a column has another type than the model says, what that would bring along is written. */
static void unsay_checks(Like *like)
{
    for (size_t i = 0; i < like->model->lines.count; i++) {
        const SaidLine *said = &like->model->lines.items[i];
        const Object *column = checked_column(said->object);
        const catalog_object *found = column ? found_of(said) : NULL;
        if (found && like->types[column->id])
            like->is_said[found - like->found->objects] = false;
    }
}

static void note_lines(Like *like)
{
    memset(like->is_said, 0, like->found->count * sizeof *like->is_said);
    for (size_t i = 0; i < like->model->lines.count; i++)
        note_line(like, &like->model->lines.items[i]);
    unsay_checks(like);
}

/* ---- taking from what was pulled ---- */

static bool has_others(const Like *like)
{
    size_t count = 0;
    for (DialectId id = 0; id < DIALECT_COUNT; id++)
        count += like->model->logical->targets[id].is_target;
    return count > 1;
}

/* To the letter: beside the model's types pulled words may not be what they were. */
static void take_expr(const Like *like, Object *copy, const Attr *attr, const char *text)
{
    Marked *marked = attr_field(copy, attr, Marked), made = {0};
    for (DialectId id = 0; id < DIALECT_COUNT; id++)
        if (id != like->dialect && like->model->logical->targets[id].is_target)
            made.only[id] = marked_for(marked, id);
    const Object *table = like->dialect == DIALECT_SQLITE ? copy->parent : NULL;
    if (text) made.only[like->dialect] = expr_raw(like->cx, table, text, strlen(text));
    *marked = made;
}

static void take_attr(const Like *like, Object *copy, const Object *plain, const Attr *attr,
                      const char *text)
{
    if (attr->type == VALUE_EXPR) take_expr(like, copy, attr, text);
    else if (attr->type == VALUE_MARKED_TYPE)
        attr_field(copy, attr, MarkedType)->only[like->dialect] =
            marked_type_for(attr_value(plain, attr, MarkedType), like->dialect);
    else
        memcpy(attr_field(copy, attr, char), attr_value(plain, attr, char),
               value_sizes[attr->type]);
}

static Object *add_plain(const Like *like, Object *parent, const Object *plain)
{
    Object *copy = object_copy(like->cx, like->schema, parent, plain);
    copy->dialects = (uint8_t)(has_others(like) ? 1u << like->dialect : DIALECTS_ALL);
    for (size_t i = 0; i < plain->members.count; i++)
        add_plain(like, copy, plain->members.items[i]);
    return copy;
}

static const Attr *attr_of(const Like *like, const Object *object, const char *word)
{
    const KindInfo *info = kind_info(object->kind);
    for (size_t i = 0; i < info->attr_count; i++)
        if (strcmp(info->attrs[i].word, word) == 0 && attr_is_listed(&info->attrs[i], like->dialect))
            return &info->attrs[i];
    return NULL;
}

/* false: no attribute of its own says this, so all of the object must be as it was pulled. */
static bool take_word(const Like *like, Object *copy, const Object *plain,
                      const catalog_object *found, const char *word)
{
    const Attr *attr = attr_of(like, copy, word);
    bool is_name = strcmp(word, "name") == 0 && like->dialect == DIALECT_SQLITE;
    bool is_list = strcmp(word, "comments") == 0 && copy->kind == KIND_VIEW;
    if (strcmp(word, "comment") == 0) copy->doc = plain->doc;
    else if (is_list) ((View *)copy)->comments = ((const View *)plain)->comments;
    else if (is_name) copy->name = plain->name, copy->is_named = plain->is_named;
    else if (attr) take_attr(like, copy, plain, attr, catalog_value(found, word));
    return strcmp(word, "comment") == 0 || is_list || is_name || attr;
}

static bool take_words(const Like *like, Object *copy, const SaidLine *said,
                       const catalog_object *found, const Object *plain)
{
    for (size_t i = 0; i < found->attr_count; i++) {
        const char *word = found->attrs[i].word;
        if (!is_same(like, said, found, word) && !take_word(like, copy, plain, found, word))
            return false;
    }
    for (size_t i = 0; i < said->line->attr_count; i++) {
        const char *word = said->line->attrs[i].word;
        if (!catalog_value(found, word) && !take_word(like, copy, plain, found, word))
            return false;
    }
    return true;
}

/* ---- binding ---- */

/* What is written behind a column is known by the column that it names. */
static const Expr *bind_column(Cx *cx, void *state, const Expr *expr)
{
    const Object *table = state;
    bool is_column = expr->kind == EXPR_NAME && expr->ref && expr->ref->kind == KIND_COLUMN;
    if (!is_column) return expr;
    Expr *bound = expr_with_args(cx, expr, expr->arg_count, expr->args);
    bound->ref = object_member(table, KIND_COLUMN, expr->name);
    return bound;
}

static void bind_members(Like *like, Object *table)
{
    for (size_t i = 0; i < table->members.count; i++) {
        Object *member = table->members.items[i];
        const KindInfo *info = kind_info(member->kind);
        for (size_t j = 0; j < info->attr_count; j++) {
            if (info->attrs[j].type != VALUE_EXPR) continue;
            Marked *marked = attr_field(member, &info->attrs[j], Marked);
            if (marked->any) marked->any = expr_map(like->cx, marked->any, bind_column, table);
            for (DialectId id = 0; id < DIALECT_COUNT; id++)
                if (marked->only[id])
                    marked->only[id] = expr_map(like->cx, marked->only[id], bind_column, table);
        }
    }
}

/* An author who does not name an index of a partition leaves its name to the server. */
static bool has_servers_name(const Like *like, const catalog_object *found)
{
    return like->is_authors && pull_is_usual_part(like->found, found);
}

/* ---- building ---- */

static void add_values(const Like *like, Object *copy, const Object *model)
{
    const Expr *list = marked_for(&((const Check *)like->values[model->id])->expr, DIALECT_SQLITE);
    for (size_t i = 1; i < list->arg_count; i++) {
        Name name = name_of(like->cx->names, list->args[i]->text, list->args[i]->length);
        schema_add(like->cx, like->schema, copy, KIND_ENUM_VALUE, NO_NAME, name)->is_named = true;
    }
}

static void add_guided(Like *like, Object *parent, const Object *model);

static void add_members(Like *like, Object *copy, const Object *model, const catalog_object *found)
{
    const SaidLine *plain_line = found ? plain_of(like, found) : NULL;
    const Object *plain = plain_line ? plain_line->object->origin : NULL;
    for (size_t i = 0; i < model->members.count; i++)
        add_guided(like, copy, model->members.items[i]);
    for (size_t i = plain ? like->first[plain->id] : 0; i; i = like->next[i - 1]) {
        const SaidLine *line = &like->plain->lines.items[i - 1];
        const catalog_object *there = found_of(line);
        if (!there || like->is_said[there - like->found->objects]) continue;
        if (has_servers_name(like, there)) continue;
        Object *made = add_plain(like, copy, line->object->origin);
        if (like->dialect == DIALECT_POSTGRES) made->is_named = true; /* between those of the model */
    }
}

/* Members of an enum are told by its own line. */
static bool is_value(const Object *object)
{
    return object->kind == KIND_ENUM_VALUE;
}

static void add_whole(Like *like, Object *parent, const Object *model)
{
    Object *copy = object_copy(like->cx, like->schema, parent, model);
    for (size_t i = 0; i < model->members.count; i++) add_whole(like, copy, model->members.items[i]);
}

static void add_guided(Like *like, Object *parent, const Object *model)
{
    const SaidLine *said = like->own[model->id];
    const catalog_object *found = found_of(said);
    bool is_here = model->dialects & 1u << like->dialect;
    NameClass names = kind_info(model->kind)->names;
    bool may_be_named = names == NAMES_OF_TYPES || names == NAMES_OF_NAMESPACES;
    if (!is_here && may_be_named) add_whole(like, parent, model); /* by columns that are here */
    if (!is_here || (said && !found)) return;
    const SaidLine *plain_line = found ? plain_of(like, found) : NULL;
    const Object *plain = plain_line ? plain_line->object->origin : NULL;
    Object *copy = object_copy(like->cx, like->schema, parent, model);
    if (plain && !take_words(like, copy, said, found, plain)) {
        memcpy(copy + 1, plain + 1, kind_info(plain->kind)->size - sizeof *plain);
        for (size_t i = 0; i < plain->members.count && is_value(plain->members.items[i]); i++)
            add_plain(like, copy, plain->members.items[i]);
        if (copy->members.count) return;
    }
    if (like->types[model->id]) {
        MarkedType *type = &((Column *)copy)->type;
        type->only[like->dialect] = like->types[model->id];
    }
    if (like->values[model->id]) add_values(like, copy, model);
    else add_members(like, copy, model, found);
}

static bool has_objects(const Schema *schema, Name space)
{
    for (size_t i = 0; i < schema->objects.count; i++)
        if (name_is(schema->objects.items[i]->space, space)) return true;
    return false;
}

/* Does it hold what is left out, or may it, for it is ignored? */
static bool has_unsaid(const Like *like, Name space)
{
    size_t length = name_length(space);
    for (size_t i = 0; i < like->found->count; i++) {
        const char *path = like->found->objects[i].path;
        if (strncmp(path, name_text(space), length) == 0 && path[length] == '.') return true;
    }
    return like->model->logical->ignored.count > 0;
}

/* An author who does not name an extension leaves it to the server, as namespaces that are empty. */
static bool is_left_alone(const Like *like, const Object *plain)
{
    NameClass names = kind_info(plain->kind)->names;
    if (!like->is_authors) return false;
    if (names == NAMES_OF_EXTENSIONS) return !like->is_whole;
    if (names != NAMES_OF_NAMESPACES || has_objects(like->plain->logical, plain->name)) return false;
    return !like->is_whole || has_unsaid(like, plain->name);
}

/* The database may have what the oldest server that the model is for has not. */
static void reach_version(Like *like)
{
    int *version = &like->schema->targets[like->dialect].version;
    int needed = like->pulled->schema->targets[like->dialect].version;
    if (*version < needed) *version = needed;
}

static void build(Like *like)
{
    const Schema *model = like->model->logical;
    like->schema = schema_new(like->cx, model->name);
    like->schema->doc = model->doc;
    like->schema->default_space = model->default_space;
    memcpy(like->schema->targets, model->targets, sizeof model->targets);
    reach_version(like);
    note_lines(like);
    for (size_t i = 0; i < model->objects.count; i++)
        if (!like->is_plain[model->objects.items[i]->id])
            add_guided(like, NULL, model->objects.items[i]);
    for (size_t i = 0; i < like->plain->lines.count; i++) {
        const SaidLine *line = &like->plain->lines.items[i];
        const Object *plain = line->object->origin;
        const catalog_object *found = found_of(line);
        bool is_left = plain && !plain->parent && found &&
                       !like->is_said[found - like->found->objects];
        if (is_left && !is_left_alone(like, plain)) add_plain(like, NULL, plain);
    }
    for (size_t i = 0; i < like->schema->objects.count; i++)
        bind_members(like, like->schema->objects.items[i]);
}

/* ---- trying it ---- */

/* What could not be pulled comes out differently in any words. */
static bool is_lost(const Like *like, const catalog_object *object, const char *attribute)
{
    for (size_t i = 0; i < like->pulled->losses.count; i++) {
        const PullLoss *loss = &like->pulled->losses.items[i];
        if (strcmp(loss->kind, object->kind) || strcmp(loss->path, object->path)) continue;
        if (!loss->attribute || is_text(loss->attribute, attribute)) return true;
    }
    return false;
}

static const SaidLine *top_line(const Like *like, const catalog_object *object)
{
    static const char *const owners[] = {"table", "view", "domain"};
    size_t length = 0;
    const SaidLine *own = said_find(like->model, object->kind, object->path, strlen(object->path));
    const char *path = own && !own->object->parent ? NULL : catalog_owner(object, &length);
    for (size_t i = 0; path && i < sizeof owners / sizeof *owners; i++) {
        const SaidLine *owner = said_find(like->model, owners[i], path, length);
        if (owner) return owner;
    }
    return own;
}

static void meet_difference(void *state, const catalog_object *found, const catalog_object *made,
                            const char *attribute)
{
    Like *like = state;
    const catalog_object *object = found ? found : made;
    if (attribute && found && made && !catalog_value(made, attribute) && like->is_authors &&
        detail_is_open(found, attribute))
        return;
    if (is_lost(like, object, attribute) || (!made && has_servers_name(like, found))) return;
    const SaidLine *said = top_line(like, object);
    const Object *top = said && said->object->origin ? top_of(said->object->origin) : NULL;
    if (!top || like->is_plain[top->id]) return;
    like->is_plain[top->id] = true;
    like->has_changed = true;
}

/* Whatever mistake is within an object that the model has said, it is said in pulled words next. */
static void blame(Like *like, const Tree *tree, Span span)
{
    for (size_t i = 0; i < tree->decls.count && !tree->has_errors; i++) {
        Span whole = tree->decls.items[i]->span;
        bool is_within = span.file == whole.file && span.start >= whole.start &&
                         span.start < whole.end;
        const Object *object = is_within ? object_declared(like->schema, tree, i) : NULL;
        const Object *origin = object ? object->origin : NULL;
        if (!origin) continue;
        bool is_models = origin->id < like->model->logical->object_count &&
                         like->own[origin->id] && like->own[origin->id]->object->origin == origin;
        if (!is_models || like->is_plain[origin->id]) continue;
        like->is_plain[origin->id] = like->has_changed = true;
    }
}

/* NULL: it cannot be read. */
static const Schema *read_back(Like *like)
{
    Text text = {0};
    Span span;
    const char *id, *message;
    schema_print(&text, like->schema);
    size_t length = text.length;
    const char *kept = text_keep(&text, like->cx->arena);
    like->cx->diag = diag_new(like->cx->arena, like->cx->sources);
    const Tree *tree = parse_text(like->cx, "database", kept, length);
    const Schema *schema = resolve(like->cx, tree);
    for (size_t i = 0; diag_error_get(like->cx->diag, i, &span, &id, &message); i++)
        blame(like, tree, span);
    return diag_errors(like->cx->diag) ? NULL : schema;
}

static void compare(Like *like, const Schema *schema)
{
    Text text = {0};
    memory pool = {0};
    catalog made;
    const Dialect *dialect = dialects[like->dialect];
    catalog_print(like->cx, &text, dialect->lower(like->cx, schema), dialect->expr);
    catalog_init(&made, &pool);
    const char *const pieces[] = {text_string(&text), NULL};
    if (!catalog_parse(&made, pieces)) bug("a catalog text cannot be read back");
    details_fold(&made);
    catalogs_compare(like->found, &made, meet_difference, like);
    memory_free(&pool);
    text_free(&text);
}

/* ---- all of it ---- */

static void ask(Like *like, const PullModel *model, catalog *answers)
{
    SaidLines lines = {0};
    for (size_t i = 0; i < like->model->lines.count; i++) {
        const SaidLine *said = &like->model->lines.items[i];
        const catalog_object *found = found_of(said);
        bool is_right = dialects[like->dialect]->kinds[said->object->kind].is_right;
        if (found && !is_right && !is_all_same(like, said, found)) vec_push(like->cx->arena, &lines, said);
    }
    bool is_asked = like->dialect == DIALECT_POSTGRES && model->db.handle && lines.count;
    if (!is_asked) return;
    trial_ask(like->cx, model->db, like->model, &lines, answers, model->why);
    like->asked = answers;
}

static void prepare(Like *like)
{
    const Schema *logical = like->model->logical;
    Arena *arena = like->cx->arena;
    like->own = arena_array(arena, const SaidLine *, logical->object_count);
    like->is_plain = arena_array(arena, bool, logical->object_count);
    like->types = arena_array(arena, const Type *, logical->object_count);
    like->values = arena_array(arena, const Object *, logical->object_count);
    like->is_said = arena_array(arena, bool, like->found->count);
    for (size_t i = 0; i < like->model->lines.count; i++) {
        const SaidLine *line = &like->model->lines.items[i];
        if (line->object->origin) like->own[line->object->origin->id] = line;
    }
    like->first = arena_array(arena, size_t, like->plain->logical->object_count);
    like->next = arena_array(arena, size_t, like->plain->lines.count);
    for (size_t i = like->plain->lines.count; i-- > 0;) {
        const Object *member = like->plain->lines.items[i].object->origin;
        if (!member || !member->parent) continue;
        like->next[i] = like->first[member->parent->id];
        like->first[member->parent->id] = i + 1;
    }
}

static const Schema *rounds(Like *like)
{
    for (int i = 0; i < ROUNDS_MAX; i++) {
        build(like);
        like->has_changed = false;
        const Schema *schema = read_back(like);
        if (schema) compare(like, schema);
        if (!like->has_changed) return schema;
    }
    return NULL;
}

const Schema *pull_like(Cx *cx, DialectId dialect, const catalog *found, const Pulled *pulled,
                        const PullModel *model)
{
    Cx within = *cx;
    memory pool = {0};
    catalog answers;
    within.sources = sources_new(cx->arena);
    within.diag = diag_new(cx->arena, within.sources);
    const Schema *former = former_make(&within, model->schema, dialect, found);
    Like like = {.cx = &within, .dialect = dialect, .found = found, .pulled = pulled,
                 .words = model->words, .is_authors = model->is_authors,
                 .is_whole = model->is_whole};
    catalog_init(&answers, &pool);
    like.model = said_make(&within, former, dialect, found, &pool);
    like.plain = said_make(&within, pulled->schema, dialect, found, &pool);
    const Schema *schema = NULL;
    if (like.model && like.plain) {
        prepare(&like);
        ask(&like, model, &answers);
        schema = rounds(&like);
    }
    memory_free(&pool);
    return schema ? schema : pulled->schema;
}
