/* SPDX-License-Identifier: MIT
 * The command's own libpq: loaded when the first of its functions is called. Most commands speak to
 * no server, and to load libpq with all that it needs takes longer than they do. Programs that use
 * the runtime link libpq itself; a function that the runtime calls newly needs a row here, which the
 * linker asks for. The prototypes are libpq's own, so that a row which differs does not compile. */
#include <dlfcn.h>
#include <libpq-fe.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "command/command.h"

static void *load_library(void)
{
    static const char *const names[] = {"libpq.so.5", "libpq.5.dylib", "libpq.so"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        void *library = dlopen(names[i], RTLD_NOW | RTLD_LOCAL);
        if (library) return library;
    }
    return NULL;
}

/* Without its library no command that speaks to PostgreSQL can go on. */
static void find(const char *name, void *function)
{
    static void *library;
    if (!library) library = load_library();
    void *found = library ? dlsym(library, name) : NULL;
    if (!found) {
        fprintf(stderr, "schemac: PostgreSQL needs libpq: %s\n", dlerror());
        exit(EXIT_DATABASE);
    }
    memcpy(function, &found, sizeof found);
}

#define GIVES(Type, name, parameters, arguments)                                                   \
    Type name parameters                                                                           \
    {                                                                                              \
        static Type(*function) parameters;                                                         \
        if (!function) find(#name, &function);                                                     \
        return function arguments;                                                                 \
    }
#define DOES(name, Type)                                                                           \
    void name(Type a)                                                                              \
    {                                                                                              \
        static void (*function)(Type);                                                             \
        if (!function) find(#name, &function);                                                     \
        function(a);                                                                               \
    }

/* ---- connections ---- */

GIVES(PGconn *, PQconnectdb, (const char *a), (a))
GIVES(PGconn *, PQconnectdbParams, (const char *const *a, const char *const *b, int c), (a, b, c))
GIVES(PQconninfoOption *, PQconninfo, (PGconn *a), (a))
GIVES(PQconninfoOption *, PQconninfoParse, (const char *a, char **b), (a, b))
DOES(PQconninfoFree, PQconninfoOption *)
DOES(PQfinish, PGconn *)
DOES(PQreset, PGconn *)
DOES(PQfreemem, void *)
GIVES(ConnStatusType, PQstatus, (const PGconn *a), (a))
GIVES(PGTransactionStatusType, PQtransactionStatus, (const PGconn *a), (a))
GIVES(int, PQserverVersion, (const PGconn *a), (a))
GIVES(int, PQbackendPID, (const PGconn *a), (a))
GIVES(char *, PQdb, (const PGconn *a), (a))
GIVES(char *, PQhost, (const PGconn *a), (a))
GIVES(const char *, PQparameterStatus, (const PGconn *a, const char *b), (a, b))
GIVES(char *, PQport, (const PGconn *a), (a))
GIVES(char *, PQerrorMessage, (const PGconn *a), (a))
GIVES(PQnoticeReceiver, PQsetNoticeReceiver, (PGconn *a, PQnoticeReceiver b, void *c), (a, b, c))
GIVES(char *, PQescapeIdentifier, (PGconn *a, const char *b, size_t c), (a, b, c))

/* ---- statements ---- */

GIVES(PGresult *, PQexec, (PGconn *a, const char *b), (a, b))
GIVES(PGresult *, PQexecParams,
      (PGconn *a, const char *b, int c, const Oid *d, const char *const *e, const int *f,
       const int *g, int h),
      (a, b, c, d, e, f, g, h))
GIVES(int, PQsendQuery, (PGconn *a, const char *b), (a, b))
GIVES(PGresult *, PQgetResult, (PGconn *a), (a))

/* ---- results ---- */

DOES(PQclear, PGresult *)
GIVES(ExecStatusType, PQresultStatus, (const PGresult *a), (a))
GIVES(char *, PQresultErrorMessage, (const PGresult *a), (a))
GIVES(char *, PQresultErrorField, (const PGresult *a, int b), (a, b))
GIVES(char *, PQcmdStatus, (PGresult *a), (a))
GIVES(char *, PQcmdTuples, (PGresult *a), (a))
GIVES(int, PQntuples, (const PGresult *a), (a))
GIVES(int, PQnfields, (const PGresult *a), (a))
GIVES(int, PQfformat, (const PGresult *a, int b), (a, b))
GIVES(char *, PQfname, (const PGresult *a, int b), (a, b))
GIVES(int, PQfnumber, (const PGresult *a, const char *b), (a, b))
GIVES(Oid, PQftype, (const PGresult *a, int b), (a, b))
GIVES(int, PQgetisnull, (const PGresult *a, int b, int c), (a, b, c))
GIVES(int, PQgetlength, (const PGresult *a, int b, int c), (a, b, c))
GIVES(char *, PQgetvalue, (const PGresult *a, int b, int c), (a, b, c))
