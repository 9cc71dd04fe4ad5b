/* SPDX-License-Identifier: MIT
 * Private. SHA-256 (FIPS 180-4); the compiler uses it too, so both sides compute the same. */
#ifndef SCHEMAC_SHA256_H
#define SCHEMAC_SHA256_H

#include <stddef.h>
#include <stdint.h>

typedef struct schemac_sha256 {
    uint32_t state[8];
    uint64_t length;
    uint8_t block[64];
} schemac_sha256;

void schemac_sha256_init(schemac_sha256 *sum);
void schemac_sha256_add(schemac_sha256 *sum, const void *bytes, size_t length);
void schemac_sha256_hex(schemac_sha256 *sum, char out[65]);

#endif
