/* SPDX-License-Identifier: MIT
 * The words of what tables are made from: namespaces, extensions, enums, domains, sequences. */
#include "resolve/resolver.h"

static const ClauseRule namespace_rules[] = {
    {HANDLE("default", clause_ignored)}, /* header.c has read it */
    {HANDLE("was", clause_was)},
};
const ClauseTable namespace_clauses = {namespace_rules, rule_count(namespace_rules)};

static const ClauseRule extension_rules[] = {
    {STORE("in", NAME, Extension, in)},
    {STORE("version", STRING, Extension, version)},
};
const ClauseTable extension_clauses = {extension_rules, rule_count(extension_rules)};

static const ClauseRule enum_rules[] = {{HANDLE("was", clause_was)}};
const ClauseTable enum_clauses = {enum_rules, rule_count(enum_rules)};
const ClauseTable value_clauses = {enum_rules, rule_count(enum_rules)};

static const ClauseRule domain_rules[] = {
    {STORE("not null", FLAG, Domain, is_not_null)},
    {STORE("default", EXPR, Domain, initial)},
    {STORE("collate", NAME, Domain, collation)},
    {HANDLE("check", clause_add_check), .repeats = true, .takes_mark = true},
    {HANDLE("was", clause_was)},
};
const ClauseTable domain_clauses = {domain_rules, rule_count(domain_rules)};

static void sequence_owned_by(ClauseRun *run, const Clause *clause)
{
    run->item->target = clause;
}

static const ClauseRule sequence_rules[] = {
    {STORE("start", NUMBER, Sequence, start)},
    {STORE("increment", NUMBER, Sequence, increment)},
    {STORE("minimum", NUMBER, Sequence, minimum)},
    {STORE("maximum", NUMBER, Sequence, maximum)},
    {STORE("cache", NUMBER, Sequence, cache)},
    {STORE("cycle", FLAG, Sequence, cycle)},
    {HANDLE("owned by", sequence_owned_by)},
    {HANDLE("was", clause_was)},
};
const ClauseTable sequence_clauses = {sequence_rules, rule_count(sequence_rules)};
