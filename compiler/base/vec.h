/* SPDX-License-Identifier: MIT
 * Typed growing arrays in an arena: VEC(T) declares { T *items; size_t count, room; }.
 * vec_push copies to double the room; the old room goes back if it is large. */
#ifndef BASE_VEC_H
#define BASE_VEC_H

#include <string.h>

#include "base/arena.h"

#define VEC(T)                                                                                     \
    struct {                                                                                       \
        T *items;                                                                                  \
        size_t count, room;                                                                        \
    }

/* Room for exactly that many items in an array that holds none yet. */
#define vec_reserve(arena, vec, count_)                                                            \
    ((vec)->items = arena_alloc((arena), (count_) * sizeof *(vec)->items), (vec)->room = (count_))

#define vec_push(arena, vec, item)                                                                 \
    do {                                                                                           \
        if ((vec)->count == (vec)->room) {                                                         \
            size_t room_ = (vec)->room ? (vec)->room * 2 : 4;                                      \
            void *grown_ = arena_alloc((arena), room_ * sizeof *(vec)->items);                     \
            if ((vec)->count) memcpy(grown_, (vec)->items, (vec)->count * sizeof *(vec)->items);   \
            arena_discard((vec)->items, (vec)->room * sizeof *(vec)->items);                       \
            (vec)->items = grown_;                                                                 \
            (vec)->room = room_;                                                                   \
        }                                                                                          \
        (vec)->items[(vec)->count++] = (item);                                                     \
    } while (0)

#endif
