/* SPDX-License-Identifier: MIT
 * Owners and privileges. What the engine gives to everyone of a new function or type is what a grant
 * starts from; a grant that goes leaves that behind. */
#include <string.h>

#include "dialect/postgres/change.h"
#include "model/grant.h"
#include "model/list.h"

static bool is_public(const Grant *grant)
{
    return name_equals(grant->object.name, "public");
}

static void add_role(Text *out, const Grant *grant)
{
    if (is_public(grant)) text_add(out, "PUBLIC");
    else postgres_identifier(out, grant->object.name);
}

static void add_target(Text *out, const Schema *schema, const Object *on)
{
    if (on->kind == KIND_COLUMN) on = on->parent;
    if (on->kind == KIND_FUTURE) {
        Name what = ((const Future *)on)->what;
        const char *word = name_equals(what, "namespaces")      ? "schemas"
                           : name_equals(what, "large_objects") ? "large objects"
                                                                : name_text(what);
        grant_word_upper(out, word);
        return;
    }
    const char *word = postgres_word(on);
    if (on->kind == KIND_VIEW || strcmp(word, "FOREIGN TABLE") == 0) word = "TABLE";
    if (on->kind == KIND_DOMAIN) word = "TYPE";
    if (strcmp(word, "AGGREGATE") == 0) word = "FUNCTION";
    bool is_server = strcmp(word, "SERVER") == 0;
    text_printf(out, is_server ? "FOREIGN %s " : "%s ", word);
    postgres_subject(out, schema, on);
}

static void add_privileges(Text *out, const NameList *privileges, Name column)
{
    for (size_t i = 0; i < privileges->count; i++) {
        if (i) text_add(out, ", ");
        grant_word_upper(out, name_text(privileges->items[i]));
        if (name_none(column)) continue;
        text_add(out, " (");
        postgres_identifier(out, column);
        text_add_char(out, ')');
    }
}

/* A default privilege is said of who will make it, and where. */
static void begin(Text *out, const Grant *of, const char *words)
{
    const Future *future = of->on->kind == KIND_FUTURE ? (const Future *)of->on : NULL;
    if (out->length) text_add(out, ";\n");
    if (future) text_add(out, "ALTER DEFAULT PRIVILEGES FOR ROLE ");
    if (future) postgres_identifier(out, future->role);
    if (future && !name_none(future->in)) {
        Name space = future->object.space;
        text_add(out, " IN SCHEMA ");
        postgres_identifier(out, name_none(space) ? future->in : space);
    }
    text_add(out, future ? " " : "");
    text_add(out, words);
}

static void grant(Text *out, const Schema *schema, const Grant *to, const NameList *privileges,
                  bool is_grantable)
{
    if (!privileges->count) return;
    begin(out, to, "GRANT ");
    add_privileges(out, privileges, grant_column(to));
    text_add(out, " ON ");
    add_target(out, schema, to->on);
    text_add(out, " TO ");
    add_role(out, to);
    if (is_grantable) text_add(out, " WITH GRANT OPTION");
}

static void revoke(Text *out, const Schema *schema, const Grant *from, const NameList *privileges,
                   const char *words)
{
    if (!privileges->count) return;
    begin(out, from, words);
    add_privileges(out, privileges, grant_column(from));
    text_add(out, " ON ");
    add_target(out, schema, from->on);
    text_add(out, " FROM ");
    add_role(out, from);
}

/* Those of a that are not in b. */
static NameList without(Cx *cx, const NameList *a, const NameList *b)
{
    Name *items = arena_array(cx->arena, Name, a->count);
    NameList list = {items, 0};
    for (size_t i = 0; i < a->count; i++)
        if (!names_have(b, a->items[i])) items[list.count++] = a->items[i];
    return list;
}

static NameList usual_of_public(Cx *cx, const Object *on)
{
    Name *items = arena_array(cx->arena, Name, 1);
    const char *usual = grant_usual(on);
    if (usual) items[0] = name_from(cx->names, usual);
    return (NameList){items, usual != NULL};
}

/* What everyone may do in the namespace public: it depends on the version of the server. */
static NameList all_of_public(Cx *cx)
{
    Name *items = arena_array(cx->arena, Name, 2);
    items[0] = name_from(cx->names, "create");
    items[1] = name_from(cx->names, "usage");
    return (NameList){items, 2};
}

/* Before 15 everyone may make things in the namespace public; that goes with its first grant, where none
 * says otherwise. */
static void close_public(Cx *cx, Text *out, const Schema *schema, const Grant *to)
{
    if (!object_is_public(to->on) || postgres_version(schema) >= 15) return;
    for (size_t i = 0; i < schema->objects.count; i++) {
        const Grant *other = (const Grant *)schema->objects.items[i];
        if (other->object.kind != KIND_GRANT || other->on != to->on) continue;
        if (is_public(other)) return;
    }
    Grant everyone = *to;
    NameList all = all_of_public(cx), create = {all.items, 1};
    everyone.object.name = name_from(cx->names, "public");
    revoke(out, schema, &everyone, &create, "REVOKE ");
}

void postgres_create_grant(Cx *cx, Text *out, const Schema *schema, const Object *object)
{
    const Grant *to = (const Grant *)object;
    bool is_shared = object_is_public(to->on);
    NameList usual = is_shared ? all_of_public(cx) : usual_of_public(cx, to->on);
    NameList plain = without(cx, &to->privileges, &to->grantable);
    bool has_more = !to->privileges.count || is_shared;
    close_public(cx, out, schema, to);
    if (is_public(to) && has_more) revoke(out, schema, to, &usual, "REVOKE ");
    grant(out, schema, to, &plain, false);
    grant(out, schema, to, &to->grantable, true);
}

/* ---- what others have passed on ---- */

/* A privilege that somebody else has given is not the owner's to take: it goes with the right to pass it
 * on, in a chain. Who keeps it by the schema is given it again, by the owner. */

static NameList common(Cx *cx, const NameList *a, const NameList *b)
{
    Name *items = arena_array(cx->arena, Name, a->count);
    NameList list = {items, 0};
    for (size_t i = 0; i < a->count; i++)
        if (names_have(b, a->items[i])) items[list.count++] = a->items[i];
    return list;
}

static const Object *place_of(const Object *on)
{
    return on->kind == KIND_COLUMN ? on->parent : on;
}

static const Grant *grant_at(const Schema *schema, size_t i, const Object *place)
{
    const Grant *other = (const Grant *)schema->objects.items[i];
    bool is_there = place && other->object.kind == KIND_GRANT && other->on->kind != KIND_FUTURE &&
                    place_of(other->on) == place;
    return is_there ? other : NULL;
}

/* Of another column it can have passed on nothing. */
static bool is_beside(const Grant *from, const Grant *other)
{
    Name mine = grant_column(from), its = grant_column(other);
    return !name_none(mine) && !name_none(its) && !name_is(mine, its);
}

/* Adds that what others have passed on goes. Returns what of it may have been passed on. */
static NameList cut_others(const Alter *alter, Text *sql, const Grant *from, const NameList *taken)
{
    Cx *cx = alter->cx;
    const Schema *schema = alter->changes->from;
    NameList whole = common(cx, &from->grantable, taken), left = without(cx, taken, &whole);
    for (size_t i = 0; i < schema->objects.count; i++) {
        const Grant *other = grant_at(schema, i, place_of(from->on));
        NameList passed = {0};
        if (other && other != from && !is_beside(from, other)) passed = common(cx, &other->grantable, taken);
        if (!passed.count) continue;
        revoke(sql, schema, other, &passed, "REVOKE GRANT OPTION FOR ");
        text_add(sql, " CASCADE");
        left = without(cx, &left, &passed);
    }
    return without(cx, taken, &left);
}

/* What a role may do with a table it may no longer do with any column of that. */
static bool is_of_taken_column(const Grant *from, const Grant *other)
{
    return name_none(grant_column(from)) && !name_none(grant_column(other)) &&
           name_is(from->object.name, other->object.name);
}

static void give_again(const Alter *alter, Text *sql, const Grant *from, const NameList *taken,
                       const NameList *cut)
{
    Cx *cx = alter->cx;
    const Schema *schema = alter->changes->to;
    const Object *place = alter->changes->partner_of_from[place_of(from->on)->id];
    for (size_t i = 0; i < schema->objects.count; i++) {
        const Grant *other = grant_at(schema, i, place);
        const Object *before = other ? alter->changes->partner_of_to[other->object.id] : NULL;
        if (!before || is_beside(from, (const Grant *)before)) continue;
        const NameList *lost = is_of_taken_column(from, other) ? taken : cut;
        NameList kept = common(cx, &other->privileges, lost);
        NameList passed = common(cx, &other->grantable, lost);
        NameList plain = without(cx, &kept, &passed);
        grant(sql, schema, other, &plain, false);
        grant(sql, schema, other, &passed, true);
    }
}

static void take_some(const Alter *alter, Text *sql, const Grant *from, const NameList *taken,
                      const char *words)
{
    NameList cut = {0};
    bool is_future = from->on->kind == KIND_FUTURE;
    if (!is_future) cut = cut_others(alter, sql, from, taken);
    revoke(sql, alter->changes->from, from, taken, words);
    bool has_passed = common(alter->cx, &from->grantable, taken).count && !is_future;
    if (has_passed) text_add(sql, " CASCADE");
    if (!is_future) give_again(alter, sql, from, taken, &cut);
}

/* gone: what the role may no longer do; bound: what it may no longer pass on. */
static void take(const Alter *alter, Text *sql, const Grant *from, const NameList *gone,
                 const NameList *bound)
{
    if (gone->count) take_some(alter, sql, from, gone, "REVOKE ");
    if (bound->count) take_some(alter, sql, from, bound, "REVOKE GRANT OPTION FOR ");
}

static bool goes_with_namespace(const Alter *alter, const Object *on)
{
    Name space = on->kind == KIND_FUTURE ? on->space : NO_NAME;
    const Object *namespace = name_none(space) ? NULL
        : schema_find(alter->changes->from, KIND_NAMESPACE, NO_NAME, space);
    return namespace && !alter->changes->partner_of_from[namespace->id];
}

/* Nobody knows which columns a view or foreign table is made again with. */
static void revoke_if_there(Text *sql)
{
    Text words = *sql;
    *sql = (Text){0};
    text_printf(sql, "DO $revoke$\nBEGIN\n    %s;\nEXCEPTION WHEN undefined_column THEN\n"
                     "    NULL; -- it went with the column\nEND $revoke$", words.data);
    text_free(&words);
}

/* What the schema no longer speaks of is as new ones are. */
void postgres_remove_grant(Alter *alter, const Object *object)
{
    Text sql = {0};
    const Grant *from = (const Grant *)object;
    NameList usual = usual_of_public(alter->cx, from->on), none = {0};
    const NameList *kept = is_public(from) ? &usual : &none;
    NameList gone = without(alter->cx, &from->privileges, kept);
    NameList back = without(alter->cx, kept, &from->privileges);
    if (goes_with_namespace(alter, from->on)) return;
    take(alter, &sql, from, &gone, &none);
    grant(&sql, alter->changes->from, from, &back, false);
    if (sql.length && !name_none(from->column)) revoke_if_there(&sql);
    if (sql.length)
        postgres_step(alter, &sql, NULL, LOCK_NONE,
                      postgres_why(alter, object, "is no longer in the schema"));
    text_free(&sql);
}

static void alter_grant(Alter *alter, const Change *change)
{
    Text sql = {0};
    Cx *cx = alter->cx;
    const Schema *schema = alter->changes->to;
    const Grant *from = (const Grant *)change->from, *to = (const Grant *)change->to;
    NameList gone = without(cx, &from->privileges, &to->privileges);
    NameList bound = without(cx, &from->grantable, &to->grantable);
    NameList plain = without(cx, &to->privileges, &to->grantable);
    NameList fresh = without(cx, &plain, &from->privileges);
    NameList passed = without(cx, &to->grantable, &from->grantable);
    bound = without(cx, &bound, &gone);
    take(alter, &sql, from, &gone, &bound);
    grant(&sql, schema, to, &fresh, false);
    grant(&sql, schema, to, &passed, true);
    postgres_step(alter, &sql, NULL, LOCK_NONE,
                  postgres_why(alter, change->to, "allows other things"));
    text_free(&sql);
}

static const Answer grant_rows[] = {
    {"on", TREAT_RECREATE, NULL, NULL},
    {"column", TREAT_RECREATE, NULL, NULL},
    {"privileges", TREAT_ALTER, alter_grant, NULL},
    {"grantable", TREAT_ALTER, alter_grant, NULL},
};
const Answers postgres_grant_answers = {grant_rows, sizeof grant_rows / sizeof *grant_rows};

/* ---- owners ---- */

void postgres_create_owner(Cx *cx, Text *out, const Schema *schema, const Object *object)
{
    (void)cx;
    const Object *on = ((const Ownership *)object)->on;
    text_printf(out, "ALTER %s ", postgres_word(on));
    postgres_subject(out, schema, on);
    text_add(out, " OWNER TO ");
    postgres_identifier(out, object->name);
}

void postgres_bring_owner(Alter *alter, const Object *to)
{
    Text sql = {0};
    const Object *on = ((const Ownership *)to)->on;
    bool is_relation = on->kind == KIND_TABLE || on->kind == KIND_VIEW;
    postgres_create_owner(alter->cx, &sql, alter->changes->to, to);
    postgres_step(alter, &sql, is_relation ? on : NULL,
                  is_relation ? LOCK_ACCESS_EXCLUSIVE : LOCK_NONE,
                  postgres_why(alter, on, "belongs to another role"));
    text_free(&sql);
}

/* It stays with whom it belongs to. */
void postgres_remove_owner(Alter *alter, const Object *from)
{
    (void)alter, (void)from;
}

static const Answer owner_rows[] = {
    {"on", TREAT_RECREATE, NULL, NULL},
};
const Answers postgres_owner_answers = {owner_rows, sizeof owner_rows / sizeof *owner_rows};
