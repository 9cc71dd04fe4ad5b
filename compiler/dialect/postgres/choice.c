/* SPDX-License-Identifier: MIT
 * What an index is told once it is there: how much ANALYZE is to know of its expressions, and that it is
 * the index or key that its table uses: by which replication tells its rows apart, and in whose
 * order CLUSTER puts them. There is one of each at most, so a statement for the new one is enough. */
#include <string.h>

#include "dialect/postgres/change.h"
#include "model/heritage.h"

/* ---- which it is ---- */

static bool is_identity(const Object *member)
{
    bool is_key = member->kind == KIND_PRIMARY_KEY || member->kind == KIND_UNIQUE;
    if (is_key) return ((const Key *)member)->is_replica_identity;
    return member->kind == KIND_INDEX && ((const Index *)member)->is_replica_identity;
}

static bool is_clustered(const Object *member)
{
    bool is_key = member->kind == KIND_PRIMARY_KEY || member->kind == KIND_UNIQUE;
    if (is_key) return ((const Key *)member)->is_clustered;
    bool is_index = member->kind == KIND_INDEX || member->kind == KIND_EXCLUDE;
    return is_index && ((const Index *)member)->is_clustered;
}

typedef bool Choice(const Object *member);

static const Object *chosen(const Object *owner, Choice *is_it)
{
    for (size_t i = 0; i < owner->members.count; i++)
        if (is_it(owner->members.items[i])) return owner->members.items[i];
    return NULL;
}

/* ---- statements ---- */

static void begin(Text *out, const Schema *schema, const Object *owner, const char *words)
{
    if (out->length) text_add(out, ";\n");
    text_add(out, owner->kind == KIND_VIEW ? "ALTER MATERIALIZED VIEW " : "ALTER TABLE ");
    postgres_path(out, schema, owner);
    text_add(out, words);
}

/* What is said of the index behind a key or an exclusion; NULL: nothing. */
static const char *index_comment(const Object *member)
{
    bool is_key = member->kind == KIND_PRIMARY_KEY || member->kind == KIND_UNIQUE;
    if (is_key) return ((const Key *)member)->index_comment;
    return member->kind == KIND_EXCLUDE ? ((const Index *)member)->index_comment : NULL;
}

static void add_index_comment(Text *out, const Schema *schema, const Object *member)
{
    const char *words = index_comment(member);
    if (out->length) text_add(out, ";\n");
    text_add(out, "COMMENT ON INDEX ");
    postgres_qualified(out, postgres_space(schema, member->parent), member->name);
    text_add(out, " IS ");
    if (words) postgres_literal(out, words, strlen(words));
    else text_add(out, "NULL");
}

static const char *statistics_of(const Object *member)
{
    bool is_index = member->kind == KIND_INDEX || member->kind == KIND_EXCLUDE;
    return is_index ? ((const Index *)member)->statistics : NULL;
}

static const char alter_index[] = "ALTER INDEX ";

/* "2=100, 3=50": a statement for each; target NULL: as told there. start: ALTER INDEX, or with words. */
static void add_statistics(Text *out, const Schema *schema, const Object *member,
                           const char *statistics, const char *target, const char *start)
{
    while (statistics && *statistics) {
        size_t number = strspn(statistics, "0123456789");
        size_t length = strcspn(statistics, ",");
        if (out->length) text_add(out, ";\n");
        text_add(out, start);
        postgres_qualified(out, postgres_space(schema, member->parent), member->name);
        text_printf(out, " ALTER COLUMN %.*s SET STATISTICS ", (int)number, statistics);
        if (target) text_add(out, target);
        else text_add_bytes(out, statistics + number + 1, length - number - 1);
        statistics += length;
        statistics += strspn(statistics, ", ");
    }
}

static void add_chosen(Text *out, const Schema *schema, const Object *member)
{
    add_statistics(out, schema, member, statistics_of(member), NULL, alter_index);
    if (is_identity(member)) {
        begin(out, schema, member->parent, " REPLICA IDENTITY USING INDEX ");
        postgres_identifier(out, member->name);
    }
    if (is_clustered(member)) {
        begin(out, schema, member->parent, " CLUSTER ON ");
        postgres_identifier(out, member->name);
    }
    if (index_comment(member)) add_index_comment(out, schema, member);
}

void postgres_add_choices(Text *out, const Schema *schema, const Object *member)
{
    add_chosen(out, schema, member);
    postgres_add_extensions(out, schema, member);
}

void postgres_add_replica_identity(Text *out, const Schema *schema, const Table *table)
{
    if (name_none(table->replica_identity)) return;
    begin(out, schema, &table->object, " REPLICA IDENTITY ");
    postgres_words(out, name_text(table->replica_identity));
}

/* ---- tables that are there ---- */

static void step(Alter *alter, Text *sql, const Object *member, Phase phase, bool is_heavy,
                 const char *words)
{
    if (sql->length)
        alter_step(alter, sql,
                   (Step){.on = member->parent,
                          .lock = is_heavy ? LOCK_ACCESS_EXCLUSIVE : LOCK_SHARE_UPDATE_EXCLUSIVE,
                          .phase = phase,
                          .why = postgres_why(alter, member, words)});
    text_free(sql);
}

void postgres_bring_choices(Alter *alter, const Object *to, Phase phase)
{
    Text sql = {0};
    add_chosen(&sql, alter->changes->to, to);
    step(alter, &sql, to, phase, is_identity(to), "is what its table goes by");
    postgres_add_extensions(&sql, alter->changes->to, to);
    step(alter, &sql, to, phase, true, "is dropped with what it depends on");
}

/* What is no longer chosen, where nothing else is. */
static void release(Alter *alter, const Object *from, const Object *owner, bool was_identity,
                    bool was_clustered)
{
    Text sql = {0};
    const Schema *schema = alter->changes->to;
    if (was_identity && !chosen(owner, is_identity)) {
        bool has_own = owner->kind == KIND_TABLE && !name_none(((const Table *)owner)->replica_identity);
        if (has_own) postgres_add_replica_identity(&sql, schema, (const Table *)owner);
        else begin(&sql, schema, owner, " REPLICA IDENTITY DEFAULT");
    }
    if (was_clustered && !chosen(owner, is_clustered))
        begin(&sql, schema, owner, " SET WITHOUT CLUSTER");
    step(alter, &sql, from, PHASE_MAIN, is_identity(from), "is no longer what its table goes by");
}

void postgres_release_choices(Alter *alter, const Object *from)
{
    const Object *owner = alter->changes->partner_of_from[from->parent->id];
    if (owner) release(alter, from, owner, is_identity(from), is_clustered(from));
}

void postgres_alter_choices(Alter *alter, const Change *change)
{
    bool was_identity = is_identity(change->from) && !is_identity(change->to);
    bool was_clustered = is_clustered(change->from) && !is_clustered(change->to);
    release(alter, change->from, change->to->parent, was_identity, was_clustered);
    postgres_bring_choices(alter, change->to, PHASE_FINISH);
}

void postgres_alter_index_comment(Alter *alter, const Change *change)
{
    Text sql = {0};
    add_index_comment(&sql, alter->changes->to, change->to);
    postgres_step(alter, &sql, NULL, LOCK_NONE,
                  postgres_why(alter, change->to, "says something else of its index"));
    text_free(&sql);
}

void postgres_alter_statistics(Alter *alter, const Change *change)
{
    Text sql = {0};
    add_statistics(&sql, alter->changes->to, change->to, statistics_of(change->from), "-1",
                   alter_index);
    add_statistics(&sql, alter->changes->to, change->to, statistics_of(change->to), NULL, alter_index);
    step(alter, &sql, change->to, PHASE_MAIN, is_identity(change->to), "has other statistics");
}

/* An index that is made anew in the plan is not there, or has its own already. */
void postgres_statistics_again(const Alter *alter, Text *sql, const Object *table)
{
    const Schema *to = alter->changes->to;
    for (size_t i = 0; i < to->objects.count; i++) {
        const Object *object = to->objects.items[i];
        bool is_here = object == table || (object->kind == KIND_TABLE && table_is_made_of(object, table));
        for (size_t j = 0; is_here && j < object->members.count; j++) {
            const Object *member = object->members.items[j];
            if (!postgres_is_unchanged(alter, member)) continue;
            add_statistics(sql, to, member, statistics_of(member), NULL, "ALTER INDEX IF EXISTS ");
            postgres_extensions_again(sql, to, member);
        }
    }
}

void postgres_alter_replica_identity(Alter *alter, const Change *change)
{
    Text sql = {0};
    const Table *table = (const Table *)change->to;
    if (chosen(change->to, is_identity)) return; /* which says so itself */
    if (name_none(table->replica_identity))
        begin(&sql, alter->changes->to, change->to, " REPLICA IDENTITY DEFAULT");
    else postgres_add_replica_identity(&sql, alter->changes->to, table);
    postgres_step(alter, &sql, change->to, LOCK_ACCESS_EXCLUSIVE,
                  postgres_why(alter, change->to, "tells replication its rows otherwise"));
    text_free(&sql);
}
