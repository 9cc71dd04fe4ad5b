/* SPDX-License-Identifier: MIT
 * schemac check: every stage up to the plans, nothing written. */
#include "command/command.h"

int run_check(Cx *cx, const Options *options)
{
    Loaded loaded = {0};
    return load_with_chain(cx, options, &loaded);
}
