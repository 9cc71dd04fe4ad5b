/* SPDX-License-Identifier: MIT
 * The inspector of SQLite against SQLite's own pragmas, which know columns, keys, indexes and
 * foreign keys: on SQL in every spelling there is, and on real schemas. What pragmas do not know
 * (checks, collations, names) stands as expected text. */
#include <dirent.h>
#include <sqlite3.h>
#include <stdlib.h>

#include "base/text.h"
#include "engine.h"
#include "tests/unit/test.h"

#define SEEDS "../shared/seeds/workspace/states"

typedef struct Database {
    sqlite3 *db;
    memory memory;
    catalog list;
    size_t checked; /* objects that a pragma knew */
} Database;

static void inspect(Database *database)
{
    const char *error = NULL;
    memory_free(&database->memory);
    database->memory = (memory){0};
    catalog_init(&database->list, &database->memory);
    CHECK(schemac_sqlite_engine.inspect(database->db, NULL, &database->list, &error) ==
          SCHEMAC_OK);
    if (error) fprintf(stderr, "%s\n", error);
}

static Database made_of(const char *sql)
{
    Database made = {0};
    char *error = NULL;
    CHECK(sqlite3_open(":memory:", &made.db) == SQLITE_OK);
    CHECK(sqlite3_exec(made.db, sql, NULL, NULL, &error) == SQLITE_OK);
    if (error) fprintf(stderr, "%s\nin: %.200s\n", error, sql);
    sqlite3_free(error);
    inspect(&made);
    return made;
}

static void close_database(Database *database)
{
    memory_free(&database->memory);
    sqlite3_close(database->db);
}

/* ---- what the pragmas say ---- */

static sqlite3_stmt *ask(const Database *database, const char *sql, const char *argument)
{
    sqlite3_stmt *rows = NULL;
    CHECK(sqlite3_prepare_v2(database->db, sql, -1, &rows, NULL) == SQLITE_OK);
    if (argument) sqlite3_bind_text(rows, 1, argument, -1, SQLITE_TRANSIENT);
    return rows;
}

static const char *text(sqlite3_stmt *rows, int column)
{
    const char *value = (const char *)sqlite3_column_text(rows, column);
    return value ? value : "";
}

static const catalog_object *expect(Database *database, const char *kind, const char *path)
{
    const catalog_object *object = catalog_find(&database->list, kind, path, strlen(path));
    if (!object) {
        fprintf(stderr, "not in the catalog: %s %s\n", kind, path);
        test_ok = false;
        return NULL;
    }
    database->checked++;
    return object;
}

static void expect_value(const catalog_object *object, const char *word, const char *want)
{
    const char *value = object ? catalog_value(object, word) : NULL;
    if (!object || (!value && !want)) return;
    if (value && want && strcmp(value, want) == 0) return;
    fprintf(stderr, "%s %s: %s is %s, the pragma says %s\n", object->kind, object->path, word,
            value ? value : "(none)", want ? want : "(none)");
    test_ok = false;
}

static char *squeezed(memory *pool, const char *type)
{
    char *out = memory_take(pool, strlen(type) + 1), *to = out;
    for (; *type; type++) {
        char c = *type >= 'a' && *type <= 'z' ? (char)(*type - 32) : *type;
        bool is_inner = to > out && (to[-1] == ' ' || to[-1] == '(' || to[-1] == ',');
        if ((c == ' ' || c == '\n') && (is_inner || strchr("(),", type[1]))) continue;
        *to++ = c == '\n' ? ' ' : c;
    }
    return out;
}

static void check_columns(Database *database, const char *table, bool is_strict, bool has_rowid)
{
    sqlite3_stmt *rows = ask(database,
        "SELECT name, type, \"notnull\", dflt_value, pk, hidden,"
        " (SELECT count(*) FROM pragma_index_list(?1) WHERE origin = 'pk')"
        " FROM pragma_table_xinfo(?1)", table);
    while (sqlite3_step(rows) == SQLITE_ROW) {
        memory *pool = &database->memory;
        const char *type = squeezed(pool, text(rows, 1)), *initial = text(rows, 3);
        const catalog_object *column =
            expect(database, "column", catalog_path(pool, table, text(rows, 0), NULL));
        bool is_key = sqlite3_column_int(rows, 4) > 0;
        bool is_rowid = is_key && has_rowid && sqlite3_column_int(rows, 6) == 0;
        bool is_null = !sqlite3_column_int(rows, 2) &&
                       !(is_key && (is_strict || !has_rowid || is_rowid));
        int hidden = sqlite3_column_int(rows, 5);
        char *normal = catalog_normalize(pool, initial, strlen(initial));
        bool has_none = !*normal || strcmp(normal, "null") == 0;
        if (*normal == '"' || (*normal >= 'a' && *normal <= 'z' && !strpbrk(normal, "(' ") &&
                               !strstr("true false current_timestamp current_date", normal)))
            normal = NULL; /* DEFAULT word: a text, which the pragma writes as it stands */
        expect_value(column, "type", *type ? type : NULL);
        expect_value(column, "null", is_null ? "yes" : NULL);
        if (normal) expect_value(column, "default", has_none ? NULL : normal);
        expect_value(column, "storage", hidden == 2 ? "virtual" : hidden == 3 ? "stored" : NULL);
    }
    sqlite3_finalize(rows);
}

/* The columns of an index as the catalog lists them; expressions as "?". */
static char *index_columns(Database *database, const char *index, bool *has_expression)
{
    Text out = {0};
    sqlite3_stmt *rows = ask(database, "SELECT name, cid, \"desc\" FROM pragma_index_xinfo(?1)"
                                       " WHERE key ORDER BY seqno", index);
    while (sqlite3_step(rows) == SQLITE_ROW) {
        if (sqlite3_column_int(rows, 1) < 0) *has_expression = true;
        text_printf(&out, "%s%s%s", out.length ? ", " : "",
                    catalog_path(&database->memory, text(rows, 0), NULL, NULL),
                    sqlite3_column_int(rows, 2) ? " desc" : "");
    }
    sqlite3_finalize(rows);
    char *kept = memory_copy(&database->memory, text_string(&out), out.length);
    text_free(&out);
    return kept;
}

static char *without_collations(memory *pool, const char *elements)
{
    char *out = memory_take(pool, strlen(elements) + 1), *to = out;
    while (*elements) {
        if (strncmp(elements, " collate ", 9) != 0) {
            *to++ = *elements++;
            continue;
        }
        elements += 9;
        elements += strcspn(elements, ", ");
    }
    return out;
}

static void check_index(Database *database, const char *table, sqlite3_stmt *row)
{
    memory *pool = &database->memory;
    const char *name = text(row, 0), *origin = text(row, 2);
    bool has_expression = false;
    char *columns = index_columns(database, name, &has_expression);
    const catalog_object *index = NULL;
    if (*origin == 'c') {
        index = expect(database, "index", catalog_path(pool, table, name, NULL));
        expect_value(index, "unique", sqlite3_column_int(row, 1) ? "yes" : NULL);
        if (index) CHECK((catalog_value(index, "where") != NULL) == sqlite3_column_int(row, 3));
    } else if (*origin == 'p') {
        index = expect(database, "primary key", catalog_path(pool, table, NULL, NULL));
    }
    const char *found = index ? catalog_value(index, *origin == 'c' ? "on" : "columns") : NULL;
    if (found && *origin == 'p' && catalog_value(index, "desc"))
        found = memory_printf(pool, "%s desc", found);
    if (found && !has_expression) CHECK_STRING(without_collations(pool, found), columns);
    if (*origin != 'u') return;
    bool is_there = false;
    for (size_t i = 0; i < database->list.count; i++) {
        const catalog_object *each = &database->list.objects[i];
        const char *value = catalog_value(each, "columns");
        size_t length;
        const char *owner = catalog_owner(each, &length);
        is_there |= strcmp(each->kind, "unique") == 0 && owner &&
                    strlen(catalog_path(pool, table, NULL, NULL)) == length &&
                    strncmp(owner, catalog_path(pool, table, NULL, NULL), length) == 0 &&
                    strcmp(without_collations(pool, value), columns) == 0;
    }
    if (!is_there) fprintf(stderr, "not in the catalog: unique %s (%s)\n", table, columns);
    CHECK(is_there);
    database->checked++;
}

static void check_indexes(Database *database, const char *table)
{
    sqlite3_stmt *rows = ask(database, "SELECT name, \"unique\", origin, partial"
                                       " FROM pragma_index_list(?1)", table);
    while (sqlite3_step(rows) == SQLITE_ROW) check_index(database, table, rows);
    sqlite3_finalize(rows);
}

typedef struct Key {
    Text columns, target_columns;
    const char *target, *on_delete, *on_update;
} Key;

static void add_name(Database *database, Text *list, const char *name)
{
    text_printf(list, "%s%s", list->length ? ", " : "",
                catalog_path(&database->memory, name, NULL, NULL));
}

static void check_foreign_key(Database *database, const char *table, Key *key)
{
    memory *pool = &database->memory;
    if (!key->target) return;
    const catalog_object *found = expect(database, "foreign key",
        memory_printf(pool, "%s(%s) -> %s", catalog_path(pool, table, NULL, NULL),
                      text_string(&key->columns), catalog_path(pool, key->target, NULL, NULL)));
    expect_value(found, "target columns", text_string(&key->target_columns));
    expect_value(found, "on delete", strcmp(key->on_delete, "no action") ? key->on_delete : NULL);
    expect_value(found, "on update", strcmp(key->on_update, "no action") ? key->on_update : NULL);
    text_free(&key->columns);
    text_free(&key->target_columns);
}

/* The names of a foreign key as the tables declare them; without target columns, the n-th of the
 * primary key. */
static void check_foreign_keys(Database *database, const char *table)
{
    memory *pool = &database->memory;
    Key key = {.target = NULL};
    sqlite3_stmt *rows = ask(database,
        "SELECT seq, c.name, m.name, t.name, lower(on_delete), lower(on_update)"
        " FROM pragma_foreign_key_list(?1) f, pragma_table_xinfo(?1) c, sqlite_schema m,"
        " pragma_table_xinfo(m.name) t WHERE m.type = 'table'"
        " AND m.name = f.\"table\" COLLATE nocase AND c.name = f.\"from\" COLLATE nocase"
        " AND iif(f.\"to\" IS NULL, t.pk = seq + 1, t.name = f.\"to\" COLLATE nocase)"
        " ORDER BY id, seq", table);
    while (sqlite3_step(rows) == SQLITE_ROW) {
        if (sqlite3_column_int(rows, 0) == 0) {
            check_foreign_key(database, table, &key);
            key = (Key){.target = memory_printf(pool, "%s", text(rows, 2)),
                        .on_delete = memory_printf(pool, "%s", text(rows, 4)),
                        .on_update = memory_printf(pool, "%s", text(rows, 5))};
        }
        add_name(database, &key.columns, text(rows, 1));
        add_name(database, &key.target_columns, text(rows, 3));
    }
    check_foreign_key(database, table, &key);
    sqlite3_finalize(rows);
}

static void cross_check(Database *database)
{
    sqlite3_stmt *rows = ask(database, "SELECT name, wr, strict FROM pragma_table_list"
        " WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite_%'"
        " AND name <> 'schemac_history'", NULL);
    while (sqlite3_step(rows) == SQLITE_ROW) {
        const char *table = text(rows, 0);
        bool is_strict = sqlite3_column_int(rows, 2), has_rowid = !sqlite3_column_int(rows, 1);
        const catalog_object *found =
            expect(database, "table", catalog_path(&database->memory, table, NULL, NULL));
        expect_value(found, "strict off", is_strict ? NULL : "yes");
        expect_value(found, "without rowid", has_rowid ? NULL : "yes");
        check_columns(database, table, is_strict, has_rowid);
        check_indexes(database, table);
        check_foreign_keys(database, table);
    }
    sqlite3_finalize(rows);
}

/* Objects of the kinds that cross_check looks at, without keys that are the rowid. */
static size_t count_objects(const Database *database)
{
    static const char *const kinds[] = {"table", "column", "index", "unique", "foreign key"};
    size_t count = 0;
    for (size_t i = 0; i < database->list.count; i++)
        for (size_t j = 0; j < sizeof kinds / sizeof *kinds; j++)
            count += strcmp(database->list.objects[i].kind, kinds[j]) == 0;
    return count;
}

static void check_whole(const char *sql)
{
    Database made = made_of(sql);
    cross_check(&made);
    for (size_t i = 0; i < made.list.count; i++) {
        const catalog_object *object = &made.list.objects[i];
        if (catalog_value(object, "unread"))
            fprintf(stderr, "unread in %s: %s\n", object->path, catalog_value(object, "unread"));
        CHECK(!catalog_value(object, "unread"));
    }
    close_database(&made);
}

/* ---- spellings ---- */

static void check_text(const char *sql, const char *want)
{
    Database made = made_of(sql);
    char *found = catalog_text(&made.list, &made.memory, NULL);
    CHECK_STRING(found, want);
    close_database(&made);
    check_whole(sql);
}

TEST(names_in_every_quote)
{
    check_text("CREATE TABLE \"a b\"([id] INTEGER PRIMARY KEY, `c``d` TEXT, 'e' INT, \"f\"\"g\");",
               "column\t\"a b\".\"c`d\"\tnull=yes\ttype=TEXT\n"
               "column\t\"a b\".\"f\"\"g\"\tnull=yes\n"
               "column\t\"a b\".e\tnull=yes\ttype=INT\n"
               "column\t\"a b\".id\ttype=INTEGER\n"
               "primary key\t\"a b\"\tcolumns=id\n"
               "table\t\"a b\"\tstrict off=yes\n");
}

TEST(types_of_any_words)
{
    check_text("CREATE TABLE t(a unsigned  big\nint, b varchar ( 80 ), c decimal(10 , -2),"
               " d \"long text\", e, f native character(70) not null);",
               "column\tt.a\tnull=yes\ttype=UNSIGNED BIG INT\n"
               "column\tt.b\tnull=yes\ttype=VARCHAR(80)\n"
               "column\tt.c\tnull=yes\ttype=DECIMAL(10,-2)\n"
               "column\tt.d\tnull=yes\ttype=LONG TEXT\n"
               "column\tt.e\tnull=yes\n"
               "column\tt.f\ttype=NATIVE CHARACTER(70)\n"
               "table\tt\tstrict off=yes\n");
}

TEST(defaults_in_every_form)
{
    check_text("CREATE TABLE t(a DEFAULT 1, b DEFAULT -1.5, c DEFAULT + 2, d DEFAULT (1 + 2),"
               " e DEFAULT 'it''s', f DEFAULT \"x y\", g DEFAULT word, h DEFAULT NULL,"
               " i DEFAULT (NULL), j DEFAULT true, k DEFAULT CURRENT_TIMESTAMP, l DEFAULT X'0A',"
               " m DEFAULT (((datetime('now')))));",
               "column\tt.a\tdefault=1\tnull=yes\n"
               "column\tt.b\tdefault=-1.5\tnull=yes\n"
               "column\tt.c\tdefault=+2\tnull=yes\n"
               "column\tt.d\tdefault=1 + 2\tnull=yes\n"
               "column\tt.e\tdefault='it''s'\tnull=yes\n"
               "column\tt.f\tdefault='x y'\tnull=yes\n"
               "column\tt.g\tdefault='word'\tnull=yes\n"
               "column\tt.h\tdefault=null\tnull=yes\n"
               "column\tt.i\tdefault=null\tnull=yes\n"
               "column\tt.j\tdefault=true\tnull=yes\n"
               "column\tt.k\tdefault=current_timestamp\tnull=yes\n"
               "column\tt.l\tdefault=x'0a'\tnull=yes\n"
               "column\tt.m\tdefault=datetime('now')\tnull=yes\n"
               "table\tt\tstrict off=yes\n");
}

TEST(constraints_in_any_order)
{
    check_text("CREATE TABLE t(a TEXT CONSTRAINT x NOT NULL ON CONFLICT REPLACE COLLATE NOCASE"
               " CONSTRAINT y UNIQUE ON CONFLICT IGNORE CHECK (a != '') DEFAULT 'z'"
               " CONSTRAINT z CHECK ( LENGTH(a)==1 /* one */ ),"
               " b INTEGER NULL PRIMARY KEY ASC ON CONFLICT ABORT AUTOINCREMENT,"
               " CONSTRAINT p UNIQUE (b, a COLLATE RTRIM) ON CONFLICT FAIL, CHECK((a>b))"
               " CHECK(b IN(1,2)));",
               "check\tt: a <> ''\n"
               "check\tt: a > b\n"
               "check\tt: b in (1, 2)\n"
               "check\tt: length(a) = 1\tname=z\n"
               "column\tt.a\tcollate=nocase\tdefault='z'\ton conflict=replace\ttype=TEXT\n"
               "column\tt.b\ttype=INTEGER\n"
               "primary key\tt\tautoincrement=yes\tcolumns=b\n"
               "table\tt\tstrict off=yes\n"
               "unique\tt(a)\tcolumns=a\tname=y\ton conflict=ignore\n"
               "unique\tt(b, a collate rtrim)\tcolumns=b, a collate rtrim\tname=p\t"
               "on conflict=fail\n");
}

TEST(primary_keys_and_null)
{
    check_text("CREATE TABLE a(x INT PRIMARY KEY);"
               "CREATE TABLE b(x INTEGER PRIMARY KEY DESC);"
               "CREATE TABLE c(x TEXT, y integer, PRIMARY KEY(y AUTOINCREMENT));"
               "CREATE TABLE d(x TEXT PRIMARY KEY) WITHOUT ROWID;"
               "CREATE TABLE e(x TEXT, y INT NOT NULL, PRIMARY KEY (Y, X DESC)) STRICT;",
               "column\ta.x\tnull=yes\ttype=INT\n"
               "column\tb.x\tnull=yes\ttype=INTEGER\n"
               "column\tc.x\tnull=yes\ttype=TEXT\n"
               "column\tc.y\ttype=INTEGER\n"
               "column\td.x\ttype=TEXT\n"
               "column\te.x\ttype=TEXT\n"
               "column\te.y\ttype=INT\n"
               "primary key\ta\tcolumns=x\n"
               "primary key\tb\tcolumns=x\tdesc=yes\n"
               "primary key\tc\tautoincrement=yes\tcolumns=y\n"
               "primary key\td\tcolumns=x\n"
               "primary key\te\tcolumns=y, x desc\n"
               "table\ta\tstrict off=yes\n"
               "table\tb\tstrict off=yes\n"
               "table\tc\tstrict off=yes\n"
               "table\td\tstrict off=yes\twithout rowid=yes\n"
               "table\te\n");
}

TEST(foreign_keys_in_every_form)
{
    check_text("CREATE TABLE p(a INT, b INT, PRIMARY KEY (b, a)) STRICT;"
               "CREATE TABLE c(x INT REFERENCES Q ON DELETE SET NULL ON UPDATE NO ACTION,"
               " y INT CONSTRAINT f REFERENCES c(X) MATCH FULL ON UPDATE CASCADE NOT DEFERRABLE,"
               " z INT REFERENCES gone DEFERRABLE INITIALLY DEFERRED,"
               " FOREIGN KEY (X, \"y\") REFERENCES p ON DELETE RESTRICT,"
               " FOREIGN KEY(z) REFERENCES p(B) ON DELETE SET DEFAULT DEFERRABLE INITIALLY "
               "IMMEDIATE"
               ") STRICT; CREATE TABLE q(k INT PRIMARY KEY) STRICT;",
               "column\tc.x\tnull=yes\ttype=INT\n"
               "column\tc.y\tnull=yes\ttype=INT\n"
               "column\tc.z\tnull=yes\ttype=INT\n"
               "column\tp.a\ttype=INT\n"
               "column\tp.b\ttype=INT\n"
               "column\tq.k\ttype=INT\n"
               "foreign key\tc(x) -> q\tcolumns=x\timplied=yes\ton delete=set null\ttarget=q\t"
               "target columns=k\n"
               "foreign key\tc(x, y) -> p\tcolumns=x, y\timplied=yes\ton delete=restrict\ttarget=p\t"
               "target columns=b, a\n"
               "foreign key\tc(y) -> c\tcolumns=y\tname=f\ton update=cascade\ttarget=c\t"
               "target columns=x\n"
               "foreign key\tc(z) -> gone\tcolumns=z\tdeferrable=yes\timplied=yes\t"
               "initially deferred=yes\t"
               "target=gone\n"
               "foreign key\tc(z) -> p\tcolumns=z\tdeferrable=yes\ton delete=set "
               "default\ttarget=p\t"
               "target columns=b\n"
               "primary key\tp\tcolumns=b, a\n"
               "primary key\tq\tcolumns=k\n"
               "table\tc\n"
               "table\tp\n"
               "table\tq\n");
}

TEST(generated_columns_in_every_form)
{
    check_text("CREATE TABLE t(a INT, b INT GENERATED ALWAYS AS (a * 2), c AS (a+1) STORED,"
               " d text AS (a||'x') VIRTUAL NOT NULL, generated INT, e generated always as (1));",
               "column\tt.a\tnull=yes\ttype=INT\n"
               "column\tt.b\tgenerated=a * 2\tnull=yes\tstorage=virtual\ttype=INT\n"
               "column\tt.c\tgenerated=a + 1\tnull=yes\tstorage=stored\n"
               "column\tt.d\tgenerated=a || 'x'\tstorage=virtual\ttype=TEXT\n"
               "column\tt.e\tgenerated=1\tnull=yes\tstorage=virtual\n"
               "column\tt.generated\tnull=yes\ttype=INT\n"
               "table\tt\tstrict off=yes\n");
}

TEST(indexes_in_every_form)
{
    check_text("CREATE TABLE t(a TEXT COLLATE NOCASE, b INT, c);"
               "CREATE INDEX IF NOT EXISTS main.i1 ON t(A, b DESC);"
               "CREATE UNIQUE INDEX \"i 2\" ON \"t\" (lower(a) DESC, b COLLATE BINARY ASC)"
               " WHERE b IS NOT NULL AND (c);"
               "CREATE INDEX i3 ON t(a COLLATE binary, 'b', (c), a COLLATE nocase, b+c COLLATE "
               "rtrim)"
               " -- end\n;",
               "column\tt.a\tcollate=nocase\tnull=yes\ttype=TEXT\n"
               "column\tt.b\tnull=yes\ttype=INT\n"
               "column\tt.c\tnull=yes\n"
               "index\tt.\"i 2\"\ton=lower(a) desc, b\tunique=yes\twhere=b is not null and (c)\n"
               "index\tt.i1\ton=a, b desc\n"
               "index\tt.i3\ton=a collate binary, b, c, a, b + c collate rtrim\n"
               "table\tt\tstrict off=yes\n");
}

TEST(views_and_triggers_in_every_form)
{
    check_text("CREATE TABLE t(a INT, begin INT); CREATE VIEW IF NOT EXISTS v(\"X\", y) AS\n"
               " SELECT a , COUNT(*) FROM t -- all\n GROUP BY a;"
               "CREATE TRIGGER one DELETE ON t BEGIN SELECT 1; END;"
               "CREATE TRIGGER IF NOT EXISTS two AFTER UPDATE OF a,\"begin\" ON t FOR EACH ROW"
               " WHEN new.begin > 0 AND old.a IN (SELECT begin FROM t) BEGIN"
               " UPDATE t SET a = CASE WHEN a > 0 THEN 1 ELSE 2 END; SELECT 'BEGIN'; END;"
               "CREATE TRIGGER three INSTEAD OF INSERT ON v BEGIN SELECT 1;END;",
               "column\tt.a\tnull=yes\ttype=INT\n"
               "column\tt.begin\tnull=yes\ttype=INT\n"
               "table\tt\tstrict off=yes\n"
               "trigger\tt.one\tbody=begin select 1; end\tevents=delete\ttiming=before\n"
               "trigger\tt.two\tbody=begin update t set a = case when a > 0 then 1 else 2 end; "
               "select 'BEGIN'; end\tevents=update\ttiming=after\tupdate of=a, begin\t"
               "when=new.begin > 0 and old.a in (select begin from t)\n"
               "trigger\tv.three\tbody=begin select 1; end\tevents=insert\ttiming=instead of\n"
               "view\tv\tbody=select a, count(*) from t group by a\tcolumns=\"X\", y\n");
}

TEST(virtual_tables_hide_their_shadows)
{
    check_text("CREATE VIRTUAL TABLE f USING fts5(a, b, content='');"
               "CREATE VIRTUAL TABLE IF NOT EXISTS r USING rtree(id, x0, x1);"
               "CREATE TABLE f_other(a);",
               "column\tf_other.a\tnull=yes\n"
               "table\tf\tvirtual using=fts5(a, b, content = '')\n"
               "table\tf_other\tstrict off=yes\n"
               "table\tr\tvirtual using=rtree(id, x0, x1)\n");
}

TEST(capitals_are_spelt_as_declared)
{
    check_text("CREATE TABLE Album(AlbumId INTEGER PRIMARY KEY, [Title] TEXT CHECK (TITLE <> ''),"
               " ArtistID INT REFERENCES album, CHECK (albumid > 0 AND \"artistid\" > "
               "lower(title)));"
               "CREATE INDEX byTitle ON ALBUM(title) WHERE ARTISTID > 1;",
               "check\t\"Album\": \"AlbumId\" > 0 and \"ArtistID\" > lower(\"Title\")\n"
               "check\t\"Album\": \"Title\" <> ''\n"
               "column\t\"Album\".\"AlbumId\"\ttype=INTEGER\n"
               "column\t\"Album\".\"ArtistID\"\tnull=yes\ttype=INT\n"
               "column\t\"Album\".\"Title\"\tnull=yes\ttype=TEXT\n"
               "foreign key\t\"Album\"(\"ArtistID\") -> \"Album\"\tcolumns=\"ArtistID\"\t"
               "implied=yes\ttarget=\"Album\"\ttarget columns=\"AlbumId\"\n"
               "index\t\"Album\".\"byTitle\"\ton=\"Title\"\twhere=\"ArtistID\" > 1\n"
               "primary key\t\"Album\"\tcolumns=\"AlbumId\"\n"
               "table\t\"Album\"\tstrict off=yes\n");
}

TEST(altered_and_copied_tables)
{
    check_text("CREATE TABLE a(x INT, y INT -- last\n);"
               "ALTER TABLE a ADD COLUMN z TEXT NOT NULL DEFAULT '' CHECK (z <> 'q') /* new */;"
               "ALTER TABLE a RENAME COLUMN x TO w; ALTER TABLE a RENAME TO b;"
               "CREATE INDEX i ON b(w); ALTER TABLE b DROP COLUMN y;"
               "CREATE TABLE c AS SELECT w, z, 1.5 AS f FROM b; CREATE TEMP TABLE d(x);"
               "CREATE TEMP TRIGGER t DELETE ON b BEGIN SELECT 1; END;"
               "CREATE TABLE schemac_history(x); CREATE INDEX h ON schemac_history(x);",
               "check\tb: z <> 'q'\n"
               "column\tb.w\tnull=yes\ttype=INT\n"
               "column\tb.z\tdefault=''\ttype=TEXT\n"
               "column\tc.f\tnull=yes\n"
               "column\tc.w\tnull=yes\ttype=INT\n"
               "column\tc.z\tnull=yes\ttype=TEXT\n"
               "index\tb.i\ton=w\n"
               "table\tb\tstrict off=yes\n"
               "table\tc\tstrict off=yes\n");
}

/* ---- real schemas ---- */

static char *read_file(const char *path)
{
    FILE *file = fopen(path, "rb");
    if (!file) return NULL;
    Text out = {0};
    char block[65536];
    for (size_t got; (got = fread(block, 1, sizeof block, file)) > 0;)
        text_add_bytes(&out, block, got);
    fclose(file);
    return out.data;
}

TEST(real_schemas)
{
    DIR *folder = opendir(SEEDS);
    size_t states = 0;
    if (!folder) fprintf(stderr, "skipped: %s is not here\n", SEEDS);
    for (struct dirent *entry; folder && (entry = readdir(folder)) && test_ok;) {
        char path[512];
        if (!strstr(entry->d_name, ".sql")) continue;
        snprintf(path, sizeof path, "%s/%s", SEEDS, entry->d_name);
        char *sql = read_file(path);
        Database made = made_of(sql ? sql : "");
        cross_check(&made);
        size_t rowid_keys = 0;
        for (size_t i = 0; i < made.list.count; i++)
            rowid_keys += strcmp(made.list.objects[i].kind, "primary key") == 0;
        CHECK(made.checked >= count_objects(&made));
        CHECK(made.checked <= count_objects(&made) + rowid_keys);
        if (!test_ok) fprintf(stderr, "in %s\n", path);
        close_database(&made);
        free(sql);
        states++;
    }
    if (folder) {
        CHECK(states > 70);
        closedir(folder);
    }
}
