/* SPDX-License-Identifier: MIT
 * Tree -> logical Schema: declares every object, expands mixins, binds every name, fills implicit
 * names (as PostgreSQL would choose them), checks types and rules. Reports through cx->diag;
 * always returns a schema, which is complete only if no error was reported. */
#ifndef RESOLVE_RESOLVE_H
#define RESOLVE_RESOLVE_H

#include "model/model.h"
#include "syntax/ast.h"

const Schema *resolve(Cx *cx, const Tree *tree);

#endif
