/* SPDX-License-Identifier: MIT
 * A hash map from up to three names to a pointer. Order of iteration is not offered on purpose:
 * no output may depend on hashing. */
#ifndef BASE_MAP_H
#define BASE_MAP_H

#include "base/name.h"

typedef struct Map Map;

Map *map_new(Arena *arena);
/* Sets key (a, b, c) to value; returns the value that was there before, or NULL. */
void *map_set(Map *map, Name a, Name b, Name c, void *value);
/* Sets the key unless it is there; returns what is there in that case, or NULL. */
void *map_add(Map *map, Name a, Name b, Name c, void *value);
void *map_get(const Map *map, Name a, Name b, Name c);
size_t map_count(const Map *map);

#endif
