/* SPDX-License-Identifier: MIT
 * Private. The SQL of a migration as statements, and which of them stand together in a transaction.
 * A baseline is a script as well: one transaction. */
#ifndef SCHEMAC_BLOCKS_H
#define SCHEMAC_BLOCKS_H

#include "memory.h"

typedef struct Part {
    size_t first, end; /* of the statements; BEGIN and COMMIT are left out */
    bool is_block;     /* a transaction; else each statement runs alone */
    bool is_setting;   /* alone: nothing but settings of the connection */
} Part;

typedef struct Blocks {
    const char **statements;
    Part *parts;
    size_t statement_count, part_count, block_count;
} Blocks;

/* NULL, or the statement that cannot stand where it does: it would end the transaction, reach beyond
 * the database, or change what is not the script's. */
const char *blocks_read(Blocks *script, const char *const *pieces, memory *pool);

#endif
