/* SPDX-License-Identifier: MIT
 * One migration of the chain as a subject: on rows that are made up as for its proof. */
#ifndef TORTURE_MIGRATION_H
#define TORTURE_MIGRATION_H

#include "chain/prove.h"
#include "torture/torture.h"

/* name: for outcomes; kept as long as they are. server: where the dialect is PostgreSQL. */
void torture_migration(Torture *torture, Cx *cx, const char *name, const Lemma *lemma,
                       DialectId dialect, Server *server);

#endif
