/* SPDX-License-Identifier: MIT
 * The words of what tables are made from: namespaces, extensions, enums, domains, composite and
 * range types, sequences; and of native objects. */
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

static const ClauseRule value_rules[] = {{HANDLE("was", clause_was)}};
const ClauseTable value_clauses = {value_rules, rule_count(value_rules)};

static const ClauseRule enum_rules[] = {
    {STORE("comments", OPTIONS, Enum, part_comments)},
    {HANDLE("was", clause_was)},
};
const ClauseTable enum_clauses = {enum_rules, rule_count(enum_rules)};

static const ClauseRule type_rules[] = {
    {STORE("comments", OPTIONS, Composite, part_comments)},
    {HANDLE("was", clause_was)},
};
const ClauseTable type_clauses = {type_rules, rule_count(type_rules)};

static const ClauseRule domain_rules[] = {
    {STORE("not null", FLAG, Domain, is_not_null)},
    {STORE("default", EXPR, Domain, initial)},
    {STORE("collate", QUALIFIED, Domain, collation_space)},
    {STORE("comments", OPTIONS, Domain, part_comments)},
    {HANDLE("check", clause_add_check), .repeats = true, .takes_mark = true},
    {HANDLE("was", clause_was)},
};
const ClauseTable domain_clauses = {domain_rules, rule_count(domain_rules)};

static const ClauseRule attribute_rules[] = {
    {STORE("collate", QUALIFIED, Attribute, collation_space)},
    {HANDLE("was", clause_was)},
};
const ClauseTable attribute_clauses = {attribute_rules, rule_count(attribute_rules)};

static const ClauseRule range_rules[] = {
    {STORE("opclass", QUALIFIED, Range, opclass_space)},
    {STORE("collate", QUALIFIED, Range, collation_space)},
    {STORE("canonical", QUALIFIED, Range, canonical_space)},
    {STORE("subtype_diff", QUALIFIED, Range, difference_space)},
    {STORE("multirange", WORD, Range, multirange)},
    {STORE("comments", OPTIONS, Range, part_comments)},
    {HANDLE("was", clause_was)},
};
const ClauseTable range_clauses = {range_rules, rule_count(range_rules)};

static const ClauseRule native_rules[] = {
    {HANDLE("on", clause_on)},
    {STORE("using", NAME, Native, method)},
    {STORE("as", BODY, Native, body)},
    {HANDLE("was", clause_was)},
};
const ClauseTable native_clauses = {native_rules, rule_count(native_rules)};

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
    {STORE("unlogged", FLAG, Sequence, is_unlogged)},
    {HANDLE("owned by", sequence_owned_by)},
    {HANDLE("was", clause_was)},
};
const ClauseTable sequence_clauses = {sequence_rules, rule_count(sequence_rules)};
