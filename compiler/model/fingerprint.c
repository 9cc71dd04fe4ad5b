/* SPDX-License-Identifier: MIT
 * What the author meant, as 64 hex digits. */
#include "model/print.h"
#include "sha256.h"

void schema_fingerprint(Cx *cx, const Schema *schema, char out[65])
{
    (void)cx; /* what is laid out here is thrown away */
    Text text = {0};
    Printer printer = {.out = &text, .schema = schema, .arena = arena_new(), .is_canonical = true};
    schemac_sha256 sum;
    printer_run(&printer);
    arena_free(printer.arena);
    schemac_sha256_init(&sum);
    schemac_sha256_add(&sum, text_string(&text), text.length);
    schemac_sha256_hex(&sum, out);
    text_free(&text);
}
