/* SPDX-License-Identifier: MIT
 * Owners and privileges of a catalog: which of them a schema should say, and what they are of. */
#include <string.h>

#include "model/grant.h"
#include "model/kind.h"
#include "model/serial.h"
#include "pull/draft.h"
#include "pull/like.h"

/* How the catalog calls what they are of, and as which kinds that is listed. */
static const struct Class {
    const char *word, *usual; /* usual: what everyone may do with a new one */
    const char *kinds[6];
} classes[] = {
    {"table ", NULL, {"table", "view", "foreign table"}},
    {"sequence ", NULL, {"sequence"}},
    {"function ", "EXECUTE", {"function", "aggregate"}},
    {"namespace ", NULL, {"namespace"}},
    {"type ", "USAGE", {"enum", "domain", "type", "range", "base type", "shell type"}},
    {"server ", NULL, {"server"}},
    {"foreign data wrapper ", NULL, {"foreign data wrapper"}},
    {"language ", "USAGE", {"language"}},
    {"operator class ", NULL, {"operator class"}},
    {"operator family ", NULL, {"operator family"}},
    {"operator ", NULL, {"operator"}},
    {"collation ", NULL, {"collation"}},
    {"conversion ", NULL, {"conversion"}},
    {"statistics ", NULL, {"statistics"}},
    {"text search configuration ", NULL, {"text search configuration"}},
    {"text search dictionary ", NULL, {"text search dictionary"}},
    {"event trigger ", NULL, {"event trigger"}},
    {"publication ", NULL, {"publication"}},
};

static const char of_public[] = "namespace public";

static bool is_right(const catalog_object *object)
{
    return catalog_value(object, "of") != NULL;
}

static const struct Class *class_of(const char *of)
{
    for (size_t i = 0; i < sizeof classes / sizeof *classes; i++)
        if (strncmp(of, classes[i].word, strlen(classes[i].word)) == 0) return &classes[i];
    return NULL;
}

static const catalog_object *find_object(const catalog *found, const char *of)
{
    const struct Class *class = class_of(of);
    const char *path = class ? of + strlen(class->word) : NULL;
    const catalog_object *object = NULL;
    enum { KINDS = sizeof class->kinds / sizeof *class->kinds };
    for (size_t i = 0; class && !object && i < KINDS && class->kinds[i]; i++)
        object = catalog_find(found, class->kinds[i], path, strlen(path));
    return object;
}

/* Is that the path of the sequence behind an identity column? */
static bool is_path_of_identity(Cx *cx, const catalog_object *column, const char *path)
{
    size_t length;
    const char *said = catalog_value(column, "sequence");
    if (strcmp(column->kind, "column") != 0 || !catalog_value(column, "identity")) return false;
    if (said) return strcmp(said, path) == 0;
    Name space, table, name, in, wanted;
    const char *owner = catalog_owner(column, &length);
    path_split(cx, owner, length, &space, &table);
    path_split(cx, column->path, strlen(column->path), &in, &name);
    path_split(cx, path, strlen(path), &in, &wanted);
    return name_is(in, space) && name_is(wanted, serial_name(cx->names, table, name));
}

/* The identity column whose sequence it is of; NULL: it is of none. */
static const catalog_object *find_identity(Cx *cx, const catalog *found, const char *of)
{
    static const char word[] = "sequence ";
    if (strncmp(of, word, strlen(word)) != 0) return NULL;
    for (size_t i = 0; i < found->count; i++)
        if (is_path_of_identity(cx, &found->objects[i], of + strlen(word))) return &found->objects[i];
    return NULL;
}

/* "new tables of boss in kb"; false: it is something else. in none: any namespace. */
static bool read_new(Cx *cx, const char *of, Name *what, Name *role, Name *in)
{
    const char *at = of + strlen("new "), *end = of + strlen(of);
    if (strncmp(of, "new ", strlen("new ")) != 0) return false;
    *what = name_take(cx, &at, end);
    at += strlen(" of ");
    *role = name_take(cx, &at, end);
    if (at < end) at += strlen(" in ");
    *in = name_take(cx, &at, end);
    return true;
}

/* ---- which are to be said ---- */

/* What everyone may do with a new one; NULL: nothing. */
static const char *usual_of(Cx *cx, const char *of)
{
    Name what, role, in;
    const struct Class *class = class_of(of);
    if (strcmp(of, of_public) == 0) return "USAGE";
    if (class || !read_new(cx, of, &what, &role, &in)) return class ? class->usual : NULL;
    if (!name_none(in)) return NULL;
    return name_equals(what, "functions") ? "EXECUTE" : name_equals(what, "types") ? "USAGE" : NULL;
}

static bool is_everyones(const catalog_object *right)
{
    return strncmp(right->path, "public on ", strlen("public on ")) == 0;
}

static bool is_usual(Cx *cx, const catalog_object *right)
{
    const char *of = catalog_value(right, "of"), *privileges = catalog_value(right, "privileges");
    const char *usual = usual_of(cx, of);
    return is_everyones(right) && usual && privileges && strcmp(usual, privileges) == 0;
}

bool right_is_implied(Cx *cx, const catalog *found, const catalog_object *right)
{
    const char *of = catalog_value(right, "of");
    if (strcmp(right->kind, "grant") != 0 || !is_usual(cx, right)) return false;
    for (size_t i = 0; i < found->count; i++) {
        const catalog_object *other = &found->objects[i];
        const char *others = strcmp(other->kind, "grant") == 0 ? catalog_value(other, "of") : NULL;
        if (others && other != right && strcmp(others, of) == 0) return true;
    }
    return false;
}

/* A sequence has the owner of the table that it belongs to, and the namespace public one that is
 * the same everywhere. */
static bool has_owner(const catalog *found, const catalog_object *right)
{
    const char *of = catalog_value(right, "of");
    const catalog_object *object = find_object(found, of);
    bool is_of_database = strcmp(of, of_public) == 0 &&
                          strncmp(right->path, "pg_database_owner ", 18) == 0;
    if (strcmp(of, of_public) == 0) return !is_of_database;
    return object && !catalog_value(object, "owned by");
}

typedef struct Choice {
    Cx *cx;
    const catalog *found;
    Map *special; /* what has other privileges than a new one */
    Map *owners;
} Choice;

static Name named(const Choice *choice, const char *text, size_t length)
{
    return name_of(choice->cx->names, text, length);
}

static Name name_of_right(const Choice *choice, const catalog_object *right)
{
    const char *of = catalog_value(right, "of");
    return named(choice, of, strlen(of));
}

static bool is_there(const Choice *choice, const catalog_object *right)
{
    const char *of = catalog_value(right, "of");
    if (find_object(choice->found, of) || strcmp(of, of_public) == 0 || !class_of(of)) return true;
    return strcmp(right->kind, "grant") == 0 && find_identity(choice->cx, choice->found, of);
}

/* On servers before 15 everyone may also make things in the namespace public. */
static bool is_special(Cx *cx, const catalog_object *right, int version)
{
    const char *of = catalog_value(right, "of"), *privileges = catalog_value(right, "privileges");
    bool is_old = version < 15 && strcmp(of, of_public) == 0 && is_everyones(right) && privileges &&
                  strcmp(privileges, "CREATE, USAGE") == 0;
    return !is_usual(cx, right) && !is_old;
}

static void find_special(Choice *choice, int version)
{
    for (size_t i = 0; i < choice->found->count; i++) {
        const catalog_object *right = &choice->found->objects[i];
        if (!is_right(right) || !is_there(choice, right)) continue;
        if (strcmp(right->kind, "owner") == 0) {
            const char *at = right->path;
            Name role = name_take(choice->cx, &at, at + strlen(at));
            if (has_owner(choice->found, right))
                map_set(choice->owners, role, NO_NAME, NO_NAME, choice);
        } else if (is_special(choice->cx, right, version))
            map_set(choice->special, name_of_right(choice, right), NO_NAME, NO_NAME, choice);
    }
}

static bool is_chosen(const Choice *choice, const PullRights *rights, const catalog_object *right)
{
    if (!is_right(right)) return true;
    if (!is_there(choice, right)) return false;
    if (strcmp(right->kind, "owner") == 0) return rights->owners && has_owner(choice->found, right);
    return rights->privileges &&
           map_get(choice->special, name_of_right(choice, right), NO_NAME, NO_NAME);
}

void pull_rights(Cx *cx, PullRights *rights, catalog *found, int version)
{
    Choice choice = {cx, found, map_new(cx->arena), map_new(cx->arena)};
    bool *is_kept = arena_array(cx->arena, bool, found->count);
    size_t kept = 0;
    find_special(&choice, version);
    for (size_t i = 0; i < found->count; i++)
        is_kept[i] = is_chosen(&choice, rights, &found->objects[i]);
    for (size_t i = 0; i < found->count; i++)
        if (is_kept[i]) found->objects[kept++] = found->objects[i];
    found->count = kept;
    rights->left_privileges = rights->privileges ? 0 : map_count(choice.special);
    rights->left_owners = rights->owners ? 0 : map_count(choice.owners);
}

static void note_spoken(Cx *cx, Map *spoken, const Schema *schema, DialectId dialect)
{
    memory pool = {0};
    const Said *said = said_make(cx, schema, dialect, NULL, &pool);
    for (size_t i = 0; said && i < said->lines.count; i++) {
        const catalog_object *line = said->lines.items[i].line;
        const char *of = catalog_value(line, "of");
        if (!of) continue;
        map_set(spoken, name_from(cx->names, line->kind), name_from(cx->names, of), NO_NAME, spoken);
    }
    memory_free(&pool);
}

void pull_rights_like(Cx *cx, DialectId dialect, catalog *found, const Schema *schema)
{
    Map *spoken = map_new(cx->arena);
    Cx within = *cx;
    size_t kept = 0;
    within.sources = sources_new(cx->arena);
    within.diag = diag_new(cx->arena, within.sources);
    note_spoken(&within, spoken, schema, dialect);
    note_spoken(&within, spoken, former_make(&within, schema, dialect, found), dialect);
    for (size_t i = 0; i < found->count; i++) {
        const catalog_object *right = &found->objects[i];
        const char *of = catalog_value(right, "of");
        bool is_spoken = of && map_get(spoken, name_from(cx->names, right->kind),
                                       name_from(cx->names, of), NO_NAME);
        if (!of || is_spoken) found->objects[kept++] = *right;
    }
    found->count = kept;
}

/* ---- drafts ---- */

bool right_is_apart(const Draft *draft)
{
    const char *of = catalog_value(draft->found, "of");
    return strcmp(of, of_public) == 0 || strncmp(of, "new ", strlen("new ")) == 0;
}

/* Behind the role, " on " and what it is of stands the column, in parentheses. */
static const char *column_of(Cx *cx, const Draft *draft)
{
    const char *at = draft->found->path;
    name_take(cx, &at, at + strlen(at));
    at += strlen(" on ") + strlen(catalog_value(draft->found, "of"));
    return *at ? at + strlen(" (") : NULL;
}

Draft *right_target(const Drafts *drafts, const Draft *draft)
{
    const char *of = catalog_value(draft->found, "of"), *column = column_of(drafts->cx, draft);
    const catalog_object *object = find_object(drafts->found, of);
    if (!object) object = find_identity(drafts->cx, drafts->found, of);
    bool has_objects = object && strcmp(object->kind, kind_info(KIND_TABLE)->word) == 0;
    if (!column || !has_objects) return object ? drafts->by_found[object - drafts->found->objects] : NULL;
    Text path = {0};
    text_printf(&path, "%s.%.*s", object->path, (int)(strlen(column) - 1), column);
    Draft *target = draft_find(drafts, 1u << KIND_COLUMN, text_string(&path), path.length);
    text_free(&path);
    return target;
}

static void add_privilege(Cx *cx, NameList *list, const char *word, size_t length)
{
    Name *items = arena_array(cx->arena, Name, list->count + 1);
    char *small = arena_copy(cx->arena, word, length);
    for (char *c = small; *c; c++)
        if (*c >= 'A' && *c <= 'Z') *c = (char)(*c - 'A' + 'a');
    for (size_t i = 0; i < list->count; i++) items[i] = list->items[i];
    items[list->count++] = name_of(cx->names, small, length);
    list->items = items;
}

static void read_privileges(const Drafts *drafts, const Draft *draft)
{
    Grant *grant = (Grant *)draft->object;
    const char *text = catalog_value(draft->found, "privileges");
    while (text && *text) {
        size_t length = strcspn(text, ",*");
        add_privilege(drafts->cx, &grant->privileges, text, length);
        if (text[length] == '*') add_privilege(drafts->cx, &grant->grantable, text, length);
        text += length;
        text += strspn(text, "*, ");
    }
}

static const Object *public_of(const Drafts *drafts)
{
    Name name = name_from(drafts->cx->names, "public");
    const Object *found = schema_find(drafts->schema, KIND_NAMESPACE, NO_NAME, name);
    return found ? found
                 : schema_add(drafts->cx, drafts->schema, NULL, KIND_NAMESPACE, NO_NAME, name);
}

void right_fill(const Drafts *drafts, const Draft *draft)
{
    Grant *grant = (Grant *)draft->object;
    Ownership *owner = (Ownership *)draft->object;
    Name what, role, in;
    const Object *on = draft->owner ? draft->owner->object : NULL;
    if (!on && read_new(drafts->cx, catalog_value(draft->found, "of"), &what, &role, &in))
        on = future_of(drafts->cx, drafts->schema, what, role, in);
    if (!on) on = public_of(drafts);
    const char *column = column_of(drafts->cx, draft);
    bool is_counted = on->kind == KIND_COLUMN && !column;
    if (is_counted) on = serial_of_identity(drafts->cx, drafts->schema, (const Column *)on);
    if (draft->kind == KIND_OWNER) owner->on = on;
    else grant->on = on;
    if (draft->kind != KIND_GRANT) return;
    if (column && on->kind != KIND_COLUMN) grant->column = name_take(drafts->cx, &column, column + strlen(column));
    read_privileges(drafts, draft);
}
