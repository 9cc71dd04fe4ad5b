/* SPDX-License-Identifier: MIT
 * Private. Time that only goes forward, and pauses between tries. */
#ifndef SCHEMAC_CLOCK_H
#define SCHEMAC_CLOCK_H

#include <stdint.h>

int64_t clock_us(void);
int64_t clock_ms(void);
/* Sleeps between half of most_ms and most_ms, so that processes that wait do not try in step. */
void clock_pause(int64_t most_ms);

#endif
