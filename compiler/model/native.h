/* SPDX-License-Identifier: MIT
 * A part of model.h: the words of native objects. */
#ifndef MODEL_NATIVE_H
#define MODEL_NATIVE_H

#include "model/model.h"

/* What holds for all of a word; NULL: there is no such word. */
typedef struct NativeWord {
    const char *word;     /* "text search configuration" */
    bool has_namespace;
    bool has_arguments;   /* told apart by them */
    const char *after;    /* made after all objects of that word; "": after everything; NULL: none */
} NativeWord;
enum { NATIVE_WORDS = 21 };
extern const NativeWord native_words[NATIVE_WORDS];
const NativeWord *native_word(const Object *object); /* NULL: it is of another kind */
const NativeWord *native_word_find(const char *word); /* NULL: there is no such word */
/* NULL: none. */
const Object *native_find(const Schema *schema, const char *word, Name space, Name name);

#endif
