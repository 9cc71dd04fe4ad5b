/* SPDX-License-Identifier: MIT
 * Private to the commands. Apart from command.h, whose History is that of a chain. */
#ifndef COMMAND_ADOPT_H
#define COMMAND_ADOPT_H

#include "schemac.h"

/* Writes one row of the history if the database holds what version at_version holds, or, at -1,
 * what any version holds, the newest first; else DIFFERENT, with what differs from the newest. */
schemac_status adopt_database(schemac_db db, const schemac_schema *schema, int at_version,
                              const schemac_options *options, schemac_report *report);

#endif
