/* SPDX-License-Identifier: MIT
 * Texts as the runtime takes them from a compiled-in schema: arrays of pieces, ended by NULL. */
#ifndef CHAIN_PIECES_H
#define CHAIN_PIECES_H

#include "chain/script.h"
#include "plan/half.h"

const char *const *pieces_of_baseline(Cx *cx, const Half *half);
const char *const *pieces_of_script(Cx *cx, const Script *script);
const char *const *pieces_of_text(Cx *cx, const char *text); /* NULL, "": none */
/* The texts of names; NULL: there are none. */
const char *const *pieces_of_names(Cx *cx, const Name *names, size_t count);

#endif
