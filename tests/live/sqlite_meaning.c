/* SPDX-License-Identifier: MIT
 * A portable expression means the same on both engines: each one is lowered to both dialects and
 * evaluated by PostgreSQL and by SQLite over the same rows, and the values are compared. What
 * cannot mean the same is refused. Needs PGHOST (tests/pgtmp); without it only the rest is run. */
#include <libpq-fe.h>
#include <sqlite3.h>
#include <stdlib.h>

#include "dialect/dialect.h"
#include "resolve/resolve.h"
#include "syntax/parse.h"
#include "tests/unit/test.h"

static const char declarations[] =
    "schema t;\ntarget postgres, sqlite 3.38;\n"
    "enum mood { sad, 'so so', happy }\n"
    "table t {\n"
    "  id int primary key; i int?; j bigint; k smallint; r double?; d decimal(10,2)?; s text?;\n"
    "  v varchar(30); b bool?; c bool; da date?; db date; ts timestamp?; tz timestamptz?;\n"
    "  m mood?; n mood; y bytes?; z uuid?; js jsonb?; w timestamptz;\n";

/* Both engines read these rows; booleans are 0 and 1 in SQLite, which postgres_rows undoes. */
static const char rows[] =
    "INSERT INTO t (id, i, j, k, r, d, s, v, b, c, da, db, ts, tz, m, n, y, z, js, w) VALUES\n"
    "(1, 5, 7, 1, 2.5, '10.50', 'Abc', 'abc', TRUE, FALSE, '2024-02-29', '2024-01-01',"
    " '2024-02-29T13:14:15.123456', '2024-02-29T13:14:15.123456Z', 'happy', 'sad', $00ff$,"
    " '0f0e0d0c-0b0a-0908-0706-050403020100', '{\"a\": \"x\", \"b\": [\"y\", \"z\"]}',"
    " '2024-01-01T00:00:00.000000Z'),\n"
    "(2, -5, 3, -2, -0.5, '-0.01', 'a%c_d', 'A%C', FALSE, TRUE, '1999-12-31', '2024-01-01',"
    " '1999-12-31T23:59:59.999999', '1999-12-31T23:59:59.999999Z', 'so so', 'so so', $$,"
    " 'ffffffff-ffff-ffff-ffff-ffffffffffff', '{}', '2024-01-01T00:00:00.000000Z'),\n"
    "(3, NULL, 0, 0, NULL, NULL, NULL, '', NULL, TRUE, NULL, '2024-01-01', NULL, NULL, NULL,"
    " 'happy', NULL, NULL, NULL, '2030-01-01T00:00:00.000000Z'),\n"
    "(4, 0, -9, 3, 0, '0.00', '', '  pad  ', TRUE, TRUE, '2024-01-01', '2024-01-01',"
    " '2024-01-01T00:00:00.000000', '2024-01-01T00:00:00.000000Z', 'sad', 'sad', $616263$,"
    " '00000000-0000-4000-8000-000000000000', '{\"a\": null}', '2024-01-01T00:00:00.000000Z'),\n"
    "(5, 17, 100, 4, 1e10, '99999999.99', 'gr\xc3\xb6\xc3\x9f" "e [x]*?', 'back\\slash', FALSE,"
    " FALSE, '2024-12-31', '2024-01-01', '2024-12-31T00:00:00.000001',"
    " '2024-12-31T00:00:00.000001Z', 'happy', 'happy', $5c$, NULL, '{\"a\": \"$\"}',"
    " '2024-01-01T00:00:00.000000Z')";

typedef struct Case {
    const char *type, *expr;
} Case;

static const Case same[] = {
    {"bool", "i > 3"}, {"bool", "i = 5 or b"}, {"bool", "not b and c"}, {"bool", "b = true"},
    {"bool", "b is true"}, {"bool", "b is not false"}, {"bool", "b is unknown"},
    {"bool", "b is not unknown"}, {"bool", "(i > 3) = (j > 3)"}, {"bool", "i is distinct from j"},
    {"bool", "i is not distinct from null"}, {"bool", "i between 0 and 10"},
    {"bool", "i not between k and j"}, {"bool", "i in (1, 5, 17)"}, {"bool", "i not in (1, 5)"},
    {"bool", "i = any (array[5, 17])"}, {"bool", "i <> all (array[5, 17])"},
    {"bool", "s in ('Abc', '')"}, {"bool", "m = 'happy'"}, {"bool", "m in ('sad', 'so so')"},
    {"bool", "m is distinct from n"}, {"bool", "m::mood = 'sad'::mood"},
    {"bigint", "i + j * 2 - k"}, {"bigint", "-i"}, {"bigint", "+j"}, {"bigint", "i / 2"},
    {"bigint", "i % 3"}, {"bigint", "mod(i, 3)"}, {"bigint", "(i + 1) * (j - 1)"},
    {"bigint", "i & 3"}, {"bigint", "i | 8"}, {"bigint", "k << 2"}, {"bigint", "j >> 1"},
    {"bigint", "~i"}, {"bigint", "abs(i)"}, {"bigint", "sign(i)::bigint"},
    {"bigint", "coalesce(i, 0)"}, {"bigint", "coalesce(i, j, k)"}, {"bigint", "nullif(i, 5)"},
    {"bigint", "greatest(j, k, 2)"}, {"bigint", "least(j, k)"}, {"bigint", "b::int"},
    {"bool", "i::bool"}, {"bigint", "case when i > 0 then 1 when i < 0 then -1 else 0 end"},
    {"bigint", "case i when 5 then 50 end"}, {"bigint", "'12'::int + 1"},
    {"bigint", "length(s)"}, {"bigint", "char_length(v)"}, {"bigint", "octet_length(s)"},
    {"bigint", "octet_length(y)"}, {"bigint", "length(y)"}, {"bigint", "strpos(s, 'c')"},
    {"bool", "b = 'true'"}, {"bool", "i + 1 = '6'"},
    {"text", "s || v"}, {"text", "s || '!' || v"}, {"text", "lower(v)"}, {"text", "upper(v)"},
    {"text", "trim(v)"}, {"text", "btrim(v)"}, {"text", "ltrim(v)"}, {"text", "rtrim(v)"},
    {"text", "btrim(s, 'Ac')"}, {"text", "ltrim(s, 'A')"}, {"text", "replace(s, 'b', 'XX')"},
    {"text", "substr(s, 2)"}, {"text", "substring(s, 2, 3)"}, {"text", "substr(s, 1, 1) || 'z'"},
    {"bool", "concat(s, '-', v) = 'Abc-abc'"}, {"text", "i::text"}, {"text", "v::text"}, {"text", "z::text"},
    {"text", "coalesce(s, v)"}, {"text", "case when b then s else v end"},
    {"text", "coalesce(s, 'it''s')"},
    {"bool", "s like 'A%'"}, {"bool", "s like '%c'"}, {"bool", "s like '_b_'"},
    {"bool", "s like 'a\\%c\\_d'"}, {"bool", "s like '%[x]%'"}, {"bool", "s like '%*?'"},
    {"bool", "s not like '%b%'"}, {"bool", "v like '%\\\\%'"}, {"bool", "s ilike 'ABC'"},
    {"bool", "s ilike v"}, {"bool", "v not ilike 'a\\%%'"}, {"bool", "s like ''"},
    {"bool", "d >= 0"}, {"bool", "d < 10.5"}, {"bool", "d = 99999999.99"}, {"bool", "d <> -0.01"},
    {"bool", "d between -1 and 11"}, {"bool", "d in (10.50, 0)"}, {"bool", "d is null"},
    {"bool", "0 < d"},
    {"double", "r * 2"}, {"double", "r + i"}, {"double", "i::double / 2"}, {"double", "floor(r)"},
    {"double", "ceil(r)"}, {"double", "sqrt(r * r)"}, {"double", "i::double ^ 2"},
    {"double", "power(r, 2)"}, {"double", "'1.5'::double"},
    {"bool", "da = '2024-02-29'"}, {"bool", "da < date '2024-06-01'"}, {"bool", "da >= db"},
    {"bool", "da between '2024-01-01' and '2024-12-31'"}, {"bool", "ts > '2024-01-01'"},
    {"bool", "ts = timestamp '2024-01-01 00:00:00'"}, {"bool", "tz >= '2024-01-01 00:00:00+00'"},
    {"bool", "tz < w"}, {"bool", "tz in ('2024-01-01 01:00:00+01', '1999-12-31 "
     "23:59:59.999999+00')"},
    {"bool", "tz is distinct from w"}, {"bool", "ts < '2024-02-29 13:14:15.2'"},
    {"date", "ts::date"}, {"timestamp", "da::timestamp"}, {"timestamp", "tz at time zone 'utc'"},
    {"bool", "ts at time zone 'utc' = tz"}, {"bigint", "extract(year from da)::bigint"},
    {"bigint", "extract(month from ts)::bigint"}, {"bigint", "extract(hour from ts)::bigint"},
    {"bool", "extract(day from da) = 29"},
    {"bool", "z = '0F0E0D0C-0B0A-0908-0706-050403020100'"},
    {"bool", "z < 'ffffffff-ffff-ffff-ffff-ffffffffffff'"},
    {"bool", "y = '\\x00ff'"}, {"bool", "y = x'616263'"}, {"bool", "y > x'00'"},
    {"bool", "js->>'a' = 'x'"}, {"bool", "js->>'a' in ('x', 'y')"}, {"bool", "js->>'b' <> 'x'"},
    {"bool", "js is null"}, {"bool", "s collate \"C\" < 'a'"},
    {"bool", "not (i = 5) is true"}, {"bool", "(i = 5) is null"}, {"bool", "i = 5 is true"},
};

static const Case refused[] = {
    {"bool", "s ~ '^a'"}, {"bool", "s similar to 'a%'"}, {"bool", "s like v"}, {"bool", "d > j"},
    {"bigint", "greatest(i, j)"}, {"text", "s::varchar(2)"}, {"bigint", "s::int"},
    {"bigint", "d::bigint"}, {"text", "b::text"}, {"text", "ts::text"}, {"bool", "js @> '{}'"},
    {"jsonb", "js || '{}'"}, {"text", "md5(s)"}, {"text", "js->>s"}, {"text", "js->>'a'"}, {"text", "js->'b'->>0"},
    {"bool", "js->>'a' = '1'"}, {"bool", "js->>'a' = 'true'"}, {"bool", "js->>'a' > 'x'"}, {"text", "substr(s, i)"},
    {"decimal(10,2)", "d + 1"}, {"decimal(10,2)", "d * i"}, {"text", "d::text"},
    {"bool", "m < 'happy'"}, {"bool", "s < v"}, {"bool", "s between 'a' and 'b'"},
    {"bool", "js = '{}'"}, {"bool", "js in ('{}', '[]')"},
    {"timestamp", "ts + interval '1 day'"}, {"bool", "tz = 'yesterday'"},
    {"timestamp", "date_trunc('day', ts)"}, {"bigint", "extract(epoch from ts)::bigint"},
    {"timestamp", "tz at time zone 'europe/berlin'"}, {"text", "s collate \"de_DE\""},
    {"bigint", "(array[1, 2])[1]"}, {"text", "left(s, 2)"}, {"text", "concat_ws('-', s, v)"},
};

/* ---- lowering one expression to both ---- */

typedef struct Lowered {
    Cx cx;
    char *sql[DIALECT_COUNT]; /* NULL: there were errors */
} Lowered;

static void end(Lowered *lowered)
{
    arena_free(lowered->cx.arena);
}

/* A condition stands in a check, which may hold more; any other value in a generated column. */
static const Expr *probe(Cx *cx, const Schema *schema, bool is_condition)
{
    Name probe = name_from(cx->names, "probe");
    const Object *table = schema_find(schema, KIND_TABLE, NO_NAME, name_from(cx->names, "t"));
    const Object *found = object_member(table, is_condition ? KIND_CHECK : KIND_COLUMN, probe);
    return is_condition ? ((const Check *)found)->expr.any : ((const Column *)found)->generated.any;
}

static Lowered lower(const Case *each)
{
    Lowered made = {.cx = {.arena = arena_new()}};
    Cx *cx = &made.cx;
    cx->names = names_new(cx->arena);
    cx->sources = sources_new(cx->arena);
    cx->diag = diag_new(cx->arena, cx->sources);
    bool is_condition = strcmp(each->type, "bool") == 0;
    char *text = is_condition
        ? arena_printf(cx->arena, "%s  check probe (%s);\n}\n", declarations, each->expr)
        : arena_printf(cx->arena, "%s  probe %s? generated always as (%s);\n}\n", declarations,
                       each->type, each->expr);
    const Schema *logical = resolve(cx, parse_text(cx, "t.schema", text, strlen(text)));
    for (DialectId id = 0; id < DIALECT_COUNT && diag_errors(cx->diag) == 0; id++) {
        const Schema *own = dialects[id]->lower(cx, logical);
        Text out = {0};
        dialects[id]->expr(cx, &out, own, probe(cx, own, is_condition));
        made.sql[id] = text_keep(&out, cx->arena);
    }
    if (diag_errors(cx->diag) > 0) made.sql[0] = made.sql[1] = NULL;
    return made;
}

/* ---- the two engines ---- */

static char *create_statement(Cx *cx, DialectId id)
{
    char *text = arena_printf(cx->arena, "%s}\n", declarations);
    const Schema *logical = resolve(cx, parse_text(cx, "t.schema", text, strlen(text)));
    const Schema *own = dialects[id]->lower(cx, logical);
    Text out = {0};
    for (size_t i = 0; i < own->objects.count; i++) {
        const Object *object = own->objects.items[i];
        dialects[id]->kinds[object->kind].create(cx, &out, own, object);
        text_add(&out, ";\n");
    }
    return text_keep(&out, cx->arena);
}

/* Bytes are written $0aff$ in the rows. */
static char *rows_for(Cx *cx, const char *before, const char *after)
{
    Text out = {0};
    bool is_open = false;
    for (const char *c = rows; *c; c++) {
        if (*c != '$' || c[1] == '"') text_add_char(&out, *c);
        else text_add(&out, (is_open = !is_open) ? before : after);
    }
    return text_keep(&out, cx->arena);
}

static sqlite3 *open_sqlite(Cx *cx)
{
    sqlite3 *db = NULL;
    char *error = NULL;
    CHECK(sqlite3_open(":memory:", &db) == SQLITE_OK);
    CHECK(sqlite3_exec(db, create_statement(cx, DIALECT_SQLITE), NULL, NULL, &error) == SQLITE_OK);
    if (!error) sqlite3_exec(db, rows_for(cx, "x'", "'"), NULL, NULL, &error);
    if (error) fprintf(stderr, "%s\n", error);
    CHECK(error == NULL);
    return db;
}

static PGconn *open_postgres(Cx *cx)
{
    PGconn *connection = PQconnectdb("options='-c client_min_messages=warning -c timezone=UTC'");
    CHECK(PQstatus(connection) == CONNECTION_OK);
    const char *const statements[] = {"DROP SCHEMA public CASCADE; CREATE SCHEMA public",
                                      create_statement(cx, DIALECT_POSTGRES),
                                      rows_for(cx, "'\\x", "'")};
    for (size_t i = 0; i < sizeof statements / sizeof *statements; i++) {
        PGresult *result = PQexec(connection, statements[i]);
        CHECK(PQresultStatus(result) == PGRES_COMMAND_OK);
        if (PQresultStatus(result) != PGRES_COMMAND_OK)
            fprintf(stderr, "%s\n", PQerrorMessage(connection));
        PQclear(result);
    }
    return connection;
}

/* PostgreSQL's value as SQLite keeps it. */
static const char *postgres_form(const char *type)
{
    if (strcmp(type, "bool") == 0) return "SELECT (%s)::int::text FROM t ORDER BY id";
    if (strcmp(type, "timestamp") == 0)
        return "SELECT to_char(%s, 'YYYY-MM-DD\"T\"HH24:MI:SS.US') FROM t ORDER BY id";
    return "SELECT (%s)::text FROM t ORDER BY id";
}

static bool is_same(const char *type, const char *a, const char *b)
{
    if (!a || !b) return a == b;
    if (strcmp(type, "double") == 0) return strtod(a, NULL) == strtod(b, NULL);
    return strcmp(a, b) == 0;
}

static void compare(const Case *each, const Lowered *lowered, sqlite3 *db, PGconn *connection)
{
    Text sql = {0};
    sqlite3_stmt *ours = NULL;
    text_printf(&sql, "SELECT %s FROM t ORDER BY id", lowered->sql[DIALECT_SQLITE]);
    if (sqlite3_prepare_v2(db, sql.data, -1, &ours, NULL) != SQLITE_OK) {
        fprintf(stderr, "%s: %s\n", sql.data, sqlite3_errmsg(db));
        test_ok = false;
    }
    text_clear(&sql);
    const char *form = postgres_form(each->type), *place = strstr(form, "%s");
    text_add_bytes(&sql, form, (size_t)(place - form));
    text_printf(&sql, "%s%s", lowered->sql[DIALECT_POSTGRES], place + 2);
    PGresult *theirs = PQexec(connection, sql.data);
    if (PQresultStatus(theirs) != PGRES_TUPLES_OK) {
        fprintf(stderr, "%s: %s\n", sql.data, PQerrorMessage(connection));
        test_ok = false;
    }
    for (int i = 0; i < PQntuples(theirs) && sqlite3_step(ours) == SQLITE_ROW; i++) {
        const char *a = PQgetisnull(theirs, i, 0) ? NULL : PQgetvalue(theirs, i, 0);
        const char *b = (const char *)sqlite3_column_text(ours, 0);
        if (is_same(each->type, a, b)) continue;
        fprintf(stderr, "%s of row %d: PostgreSQL says %s, SQLite %s\n    %s\n", each->expr, i + 1,
                a ? a : "NULL", b ? b : "NULL", lowered->sql[DIALECT_SQLITE]);
        test_ok = false;
    }
    PQclear(theirs);
    sqlite3_finalize(ours);
    text_free(&sql);
}

TEST(the_same_on_both)
{
    if (!getenv("PGHOST")) {
        fprintf(stderr, "skipped: no PGHOST\n");
        return;
    }
    Lowered shared = lower(&same[0]);
    sqlite3 *db = open_sqlite(&shared.cx);
    PGconn *connection = open_postgres(&shared.cx);
    for (size_t i = 0; i < sizeof same / sizeof *same; i++) {
        Lowered lowered = lower(&same[i]);
        if (lowered.sql[0]) compare(&same[i], &lowered, db, connection);
        else {
            fprintf(stderr, "refused: %s\n", same[i].expr);
            diag_print(lowered.cx.diag, stderr, DIAG_TEXT, 0);
            test_ok = false;
        }
        end(&lowered);
    }
    PQfinish(connection);
    sqlite3_close(db);
    end(&shared);
}

TEST(refused_where_it_would_differ)
{
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
        Lowered lowered = lower(&refused[i]);
        if (lowered.sql[0]) fprintf(stderr, "not refused: %s\n", refused[i].expr);
        CHECK(lowered.sql[0] == NULL);
        end(&lowered);
    }
}
