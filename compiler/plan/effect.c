/* SPDX-License-Identifier: MIT
 * The words for locks and effects. */
#include "plan/effect.h"

typedef struct LockWords {
    const char *name, *words;
} LockWords;

static const LockWords locks[] = {
    [LOCK_NONE] = {"", "nobody waits"},
    [LOCK_SHARE_UPDATE_EXCLUSIVE] = {"SHARE UPDATE EXCLUSIVE", "readers and writers go on"},
    [LOCK_SHARE] = {"SHARE", "writers wait, readers go on"},
    [LOCK_SHARE_ROW_EXCLUSIVE] = {"SHARE ROW EXCLUSIVE", "writers wait, readers go on"},
    [LOCK_ACCESS_EXCLUSIVE] = {"ACCESS EXCLUSIVE", "readers and writers wait"},
    [LOCK_DATABASE] = {"the writer of the file", "writers wait, readers go on"},
};

const char *lock_name(Lock lock)
{
    return locks[lock].name;
}

const char *lock_words(Lock lock)
{
    return locks[lock].words;
}

static const struct {
    unsigned bit;
    const char *words;
} effects[] = {{STEP_SCANS, "reads every row"},
               {STEP_REWRITES, "writes every row anew"},
               {STEP_LOSES, "takes data away"},
               {STEP_REJECTS, "fails if a row does not fit"}};

const char *effect_words(unsigned effect)
{
    for (size_t i = 0; i < sizeof effects / sizeof *effects; i++)
        if (effects[i].bit == effect) return effects[i].words;
    return "";
}

void effects_print(Text *out, const Dialect *dialect, const Step *step, const char *before)
{
    if (step->lock > dialect->least_lock) {
        text_printf(out, "%s%s", before, lock_name(step->lock));
        if (step->on) text_add(out, " on ");
        if (step->on) object_path(out, NULL, step->on);
    }
    for (size_t i = 0; i < sizeof effects / sizeof *effects; i++)
        if (step->effects & effects[i].bit) text_printf(out, "%s%s", before, effects[i].words);
}
