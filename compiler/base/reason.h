/* SPDX-License-Identifier: MIT
 * Why a system call failed, worded for a message: lower case, no full stop. */
#ifndef BASE_REASON_H
#define BASE_REASON_H

#include "base/arena.h"

const char *reason_of(Arena *arena, int error_number);

#endif
