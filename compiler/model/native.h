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
    bool is_apart;        /* few have it, so it is read with the details (docs/catalog.md) */
    bool is_needed;       /* others can speak of it by its name */
    const char *after;    /* made after all objects of that word; "": after everything; NULL: none */
} NativeWord;
enum { NATIVE_WORDS = 24 };
extern const NativeWord native_words[NATIVE_WORDS];
const NativeWord *native_word(const Object *object); /* NULL: it is of another kind */
const NativeWord *native_word_find(const char *word); /* NULL: there is no such word */
/* NULL: none. */
const Object *native_find(const Schema *schema, const char *word, Name space, Name name);
/* A base type or a shell of one; NULL: none. */
const Object *native_type_find(const Schema *schema, Name space, Name name);
/* A base type is made after the functions that it is made of, and these know it as a shell: the first
 * of them makes that. NULL: it is no base type, or the function is none of these. */
const Object *native_opener(const Object *type, const Object *function);
/* The base type that the function is a part of; NULL: none. */
const Object *native_opened(const Schema *schema, const Object *function);

#endif
