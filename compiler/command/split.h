/* SPDX-License-Identifier: MIT
 * A pulled schema as several files. */
#ifndef COMMAND_SPLIT_H
#define COMMAND_SPLIT_H

#include "base/cx.h"
#include "model/model.h"

/* The text of a schema with a further line below its targets; "": none. */
void split_add_head(Text *out, const char *text, size_t length, const char *line);

/* Writes `entry`, which includes a file beside it for each namespace. NULL: done; else why not. A file
 * that is there and that no `entry` of before includes is somebody else's: then nothing is written. */
const char *split_write(Cx *cx, const char *entry, const Schema *schema, const char *head_line);

#endif
