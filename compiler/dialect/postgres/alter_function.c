/* SPDX-License-Identifier: MIT
 * Functions and procedures that are there: replaced where callers cannot tell, else dropped and
 * made again. Defaults of columns call functions, too, and let go of them meanwhile. */
#include <string.h>

#include "dialect/postgres/change.h"
#include "model/native.h"

static bool is_same_parameter(const Parameter *a, const Parameter *b)
{
    bool is_same_name = name_is(a->name, b->name) || name_none(a->name);
    bool is_gone = a->initial && !b->initial;
    return name_is(a->mode, b->mode) && is_same_name && !is_gone && type_same(a->type, b->type);
}

static bool is_same_type(const Type *a, const Type *b)
{
    return a && b ? type_same(a, b) : a == b;
}

/* CREATE OR REPLACE keeps result, names of parameters, and refuses to take a default away. */
bool postgres_is_other_function(const Object *from, const Object *to)
{
    const Function *a = (const Function *)from, *b = (const Function *)to;
    if (a->is_procedure != b->is_procedure || a->returns_set != b->returns_set) return true;
    if (a->is_window != b->is_window || !is_same_type(a->returns, b->returns)) return true;
    if (a->parameters.count != b->parameters.count) return true;
    for (size_t i = 0; i < a->parameters.count; i++)
        if (!is_same_parameter(&a->parameters.items[i], &b->parameters.items[i])) return true;
    return false;
}

/* ---- defaults that call it ---- */

static bool is_not_called(void *state, const Expr *expr)
{
    return !postgres_may_mean(expr, state);
}

bool postgres_calls(const Object *object, const Object *function)
{
    const Expr *initial = NULL;
    if (object->kind == KIND_COLUMN) initial = postgres_value(&((const Column *)object)->initial);
    if (object->kind == KIND_DOMAIN) initial = postgres_value(&((const Domain *)object)->initial);
    return initial && !expr_walk(initial, is_not_called, (void *)function);
}

typedef struct Callers {
    Alter *alter;
    const Object *function; /* of from */
    bool is_again;          /* SET DEFAULT, else DROP DEFAULT */
    Phase phase;
} Callers;

static void begin(const Alter *alter, Text *sql, const Object *to)
{
    if (to->kind == KIND_COLUMN) {
        postgres_alter_column(sql, alter->changes->to, to);
    } else {
        text_add(sql, "ALTER DOMAIN ");
        postgres_path(sql, alter->changes->to, to);
    }
}

static bool visit_caller(void *state, const Object *object)
{
    Text sql = {0};
    const Callers *callers = state;
    Alter *alter = callers->alter;
    const Object *to = alter->changes->partner_of_from[object->id];
    if (!to || !postgres_calls(object, callers->function)) return true;
    bool is_column = to->kind == KIND_COLUMN;
    const Expr *initial = is_column ? postgres_value(&((const Column *)to)->initial)
                                    : postgres_value(&((const Domain *)to)->initial);
    if (callers->is_again && !initial) return true;
    begin(alter, &sql, to);
    text_add(&sql, callers->is_again ? " SET DEFAULT " : " DROP DEFAULT");
    if (callers->is_again) postgres_default(alter->cx, &sql, alter->changes->to, initial);
    if (is_column)
        postgres_defaults_again(alter, &sql, to, callers->is_again ? NULL : callers->function);
    const char *words =
        callers->is_again ? "has its default again" : "lets go of a function that is dropped";
    alter_step(alter, &sql,
               (Step){.on = is_column ? to->parent : NULL,
                      .lock = is_column ? LOCK_ACCESS_EXCLUSIVE : LOCK_NONE,
                      .phase = callers->phase,
                      .why = postgres_why(alter, to, words)});
    text_free(&sql);
    return true;
}

static void write_callers(Alter *alter, const Object *function, bool is_again, Phase phase)
{
    Callers callers = {alter, function, is_again, phase};
    schema_walk(alter->changes->from, visit_caller, &callers);
}

static void drop(Alter *alter, const Object *from, const char *words)
{
    Text sql = {0};
    postgres_drop(alter->cx, &sql, alter->changes->from, from);
    postgres_step(alter, &sql, NULL, LOCK_NONE, postgres_why(alter, from, words));
    text_free(&sql);
}

/* A base type goes with the functions that it is made of, and its columns with it. */
static bool refuse_part(Alter *alter, const Object *from)
{
    const Object *type = native_opened(alter->changes->from, from);
    const Object *to = type ? alter->changes->partner_of_from[type->id] : NULL;
    if (!to) return false;
    diag_error(alter->cx->diag, to->span, "type-in-type",
               "%s is made of %s, which PostgreSQL can neither drop nor make again meanwhile",
               object_describe(alter->cx, to), object_describe(alter->cx, from));
    diag_hint(alter->cx->diag,
              "make a type of another name, of functions of its own, and give the columns to it "
              "('using EXPR')");
    return true;
}

/* A default that says the same as before calls another function of the name from now on. */
void postgres_remove_function(Alter *alter, const Object *from)
{
    bool is_again = alter->changes->partner_of_from[from->id] != NULL;
    if (refuse_part(alter, from) || native_opened(alter->changes->from, from)) return; /* with its type */
    write_callers(alter, from, false, PHASE_MAIN);
    drop(alter, from, is_again ? "is in the way of a change and is made again"
                               : "is no longer in the schema");
    if (!is_again) write_callers(alter, from, true, PHASE_FINISH);
}

void postgres_restore_function(Alter *alter, const Object *from)
{
    write_callers(alter, from, true, PHASE_MAIN);
}

/* ---- functions that change ---- */

static void create(Alter *alter, const Object *to, bool is_replaced)
{
    Text sql = {0}, text = {0};
    postgres_create_function(alter->cx, &text, alter->changes->to, to);
    text_add(&sql, is_replaced ? "CREATE OR REPLACE" : "CREATE");
    text_add(&sql, text.data + strlen("CREATE"));
    postgres_step(alter, &sql, NULL, LOCK_NONE, postgres_why(alter, to, "has changed"));
    text_free(&text);
    text_free(&sql);
}

static void alter_function(Alter *alter, const Change *change)
{
    if (!postgres_is_other_function(change->from, change->to)) {
        create(alter, change->to, true);
        return;
    }
    if (refuse_part(alter, change->from)) return;
    write_callers(alter, change->from, false, PHASE_MAIN);
    alter_keep(alter, change->from, change->to);
    drop(alter, change->from, "is called in another way: it makes room for what it becomes");
    create(alter, change->to, false);
    write_callers(alter, change->from, true, PHASE_MAIN);
    postgres_comment_again(alter, change);
}

/* There is no statement that takes it away. */
static void alter_support(Alter *alter, const Change *change)
{
    const Function *to = (const Function *)change->to;
    bool is_gone = name_none(to->support) && !postgres_is_other_function(change->from, change->to);
    if (!is_gone) {
        alter_function(alter, change);
        return;
    }
    if (refuse_part(alter, change->from)) return;
    alter_keep(alter, change->from, change->to);
    drop(alter, change->from, "has no support function any more and is made again");
    create(alter, change->to, false);
    postgres_comment_again(alter, change);
}

static const Answer rows[] = {
    {"procedure", TREAT_ALTER, alter_function, NULL},
    {"arguments", TREAT_ALTER, alter_function, NULL},
    {"returns", TREAT_ALTER, alter_function, NULL},
    {"returns set", TREAT_ALTER, alter_function, NULL},
    {"language", TREAT_ALTER, alter_function, NULL},
    {"volatility", TREAT_ALTER, alter_function, NULL},
    {"strict", TREAT_ALTER, alter_function, NULL},
    {"security definer", TREAT_ALTER, alter_function, NULL},
    {"leakproof", TREAT_ALTER, alter_function, NULL},
    {"window", TREAT_ALTER, alter_function, NULL},
    {"parallel", TREAT_ALTER, alter_function, NULL},
    {"cost", TREAT_ALTER, alter_function, NULL},
    {"rows", TREAT_ALTER, alter_function, NULL},
    {"support", TREAT_ALTER, alter_support, NULL},
    {"settings", TREAT_ALTER, alter_function, NULL},
    {"extensions", TREAT_ALTER, alter_function, NULL},
    {"body", TREAT_ALTER, alter_function, NULL},
};

const Answers postgres_function_answers = {rows, sizeof rows / sizeof *rows};
