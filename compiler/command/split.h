/* SPDX-License-Identifier: MIT
 * A pulled schema as several files. */
#ifndef COMMAND_SPLIT_H
#define COMMAND_SPLIT_H

#include "base/cx.h"
#include "model/model.h"

/* Writes `entry`, which includes a file beside it for each namespace. NULL: done; else why not. */
const char *split_write(Cx *cx, const char *entry, const Schema *schema);

#endif
