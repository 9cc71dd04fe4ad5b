-- SPDX-License-Identifier: MIT
-- Something of everything that SQLite takes, and what the language cannot say.
CREATE TABLE a (id INT PRIMARY KEY, b, c VARCHAR(80) NOT NULL ON CONFLICT IGNORE, d DATETIME DEFAULT CURRENT_TIMESTAMP, e INT UNSIGNED, "order" TEXT CHECK ("order" <> 'x'), f NUMERIC(10,2) DEFAULT (1+1), g BOOLEAN DEFAULT FALSE, h LONGVARCHAR COLLATE NOCASE, i DOUBLE PRECISION, j TEXT DEFAULT "dq", k INTEGER DEFAULT +5);
CREATE TABLE p (a INTEGER, b TEXT, PRIMARY KEY (a DESC));
CREATE TABLE q (a INTEGER PRIMARY KEY AUTOINCREMENT, b TEXT REFERENCES a(c) DEFERRABLE INITIALLY DEFERRED, UNIQUE(b COLLATE NOCASE DESC) ON CONFLICT REPLACE);
CREATE TABLE w (a TEXT, b INT, PRIMARY KEY (a,b)) WITHOUT ROWID;
CREATE TABLE s (a ANY, b INT PRIMARY KEY, c BLOB) STRICT;
CREATE TABLE g (a INTEGER, b AS (a*2), c TEXT GENERATED ALWAYS AS (upper(a)) STORED, d GENERATED ALWAYS AS (a||'x') VIRTUAL);
CREATE VIRTUAL TABLE ft USING fts5(title, body, tokenize='porter ascii');
CREATE INDEX ix ON g(a COLLATE NOCASE DESC, lower(c), a+1) WHERE a > 5 AND c GLOB 'x*';
CREATE VIEW v(x,"select") AS SELECT a, "order" FROM a JOIN p USING (b) -- hello
 WHERE "order" LIKE '%x' /* c */;
CREATE TRIGGER t1 AFTER UPDATE OF c, "order" ON a WHEN NEW."order" IS NOT OLD."order" BEGIN UPDATE p SET b = NEW."order"; INSERT INTO w VALUES ('x', 1); END;
CREATE TRIGGER t2 INSTEAD OF DELETE ON v BEGIN DELETE FROM a; END;
CREATE TABLE "weird ""t" ("a b" TEXT DEFAULT 'it''s', [c d] INT, `e f` REAL, CHECK (length("a b") > 1 OR "c d" BETWEEN 1 AND 2 AND NOT "e f"));
CREATE TABLE n (id INTEGER PRIMARY KEY, x TEXT CHECK (x GLOB 'a*'), y TEXT CHECK (y NOT NULL), z CHECK (z ISNULL OR z == 3), u DEFAULT (datetime('now','localtime')), c2 TEXT DEFAULT NULL, c3 DEFAULT x'0aff', c4 DEFAULT -1.5e3, c5 INTEGER DEFAULT 0x10, c6 CHECK (c6 <<  2 | 1 & 3 > 4), c7 CHECK (CASE c7 WHEN 1 THEN 2 ELSE 3 END));
CREATE TABLE fk (a REFERENCES nowhere, b REFERENCES p(b), c INTEGER CONSTRAINT named REFERENCES q ON DELETE SET NULL ON UPDATE CASCADE MATCH FULL, CONSTRAINT ck CHECK (a>0), CONSTRAINT uq UNIQUE (a,b), FOREIGN KEY (a,b) REFERENCES w(a,b));
CREATE TABLE selfref (id INTEGER PRIMARY KEY, parent INTEGER REFERENCES selfref(id) ON DELETE CASCADE);
CREATE TABLE d1_migrations (id INTEGER PRIMARY KEY, name TEXT);
CREATE INDEX d1_names ON d1_migrations(name);

-- what SQLite takes without a word: references to what is no key, a view or nothing at all
CREATE TABLE loose (id INTEGER PRIMARY KEY NOT NULL, a TEXT NOT NULL ON CONFLICT IGNORE, b INT DEFAULT NULL, c INT NOT NULL DEFAULT NULL,
    d INT REFERENCES nowhere(id), e INT REFERENCES nowhere, f REFERENCES "no ""such" ON DELETE CASCADE,
    g REFERENCES q, h REFERENCES q(b), i TEXT REFERENCES loose(gone) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT of_nothing, FOREIGN KEY (b, c) REFERENCES q);
CREATE TABLE loose_too (id INTEGER CONSTRAINT same PRIMARY KEY, a TEXT CONSTRAINT other CONSTRAINT last UNIQUE);
CREATE TABLE loose_three (id INT, CONSTRAINT same PRIMARY KEY (id));

-- texts in double quotes, the table before its own columns, indexes on what is no column, rows that are another table's
CREATE TABLE doubled (id INTEGER PRIMARY KEY, kind TEXT CHECK (kind IN ("plain", "it's")), "Size" INT CHECK (doubled."SIZE" > 0 AND "doubled".kind <> 'Size'),
    "rowid" AS (kind || "x"), price DECIMAL(+10, -2), UNIQUE (kind, "size"));
CREATE INDEX doubled_mistyped ON doubled("knid");
CREATE INDEX doubled_constant ON doubled(1, kind || "a ""b""" DESC) WHERE "SIZE" <> "size of" AND doubled.kind IS NOT "none";
CREATE TRIGGER doubled_added AFTER INSERT ON doubled WHEN new."Kind" = "plain" BEGIN SELECT "not to be touched"; END;
CREATE TRIGGER doubled_moved AFTER UPDATE ON doubled WHEN (SELECT "size" FROM doubled WHERE "id" = new.id) BEGIN SELECT 1; END;
CREATE TABLE rows_of (a, b);
CREATE VIRTUAL TABLE content_of USING fts4(content="rows_of", a);
-- what cannot be said leaves the rest
CREATE TABLE nameless ("" TEXT, b TEXT CHECK (b IN ()), "1" INT);
CREATE TABLE key_twice (a, b, PRIMARY KEY (a, b, a));
-- parentheses that nobody needs, in expressions that a person would write so
CREATE TABLE grouped (a INT, b INT, c INT DEFAULT (1 + (2 * 3)), d AS (a + ((b))), CHECK ((a = 1) OR ((b = 2) AND (c > -(a)))));
CREATE INDEX grouped_some ON grouped ((a), (a + (b * 2))) WHERE (a > 1) AND (b > 1);
CREATE TRIGGER grouped_added AFTER INSERT ON grouped WHEN (new.a = 1) OR (new.b = 2 AND new.c = 3) BEGIN SELECT 1; END;
-- types that SQLite itself reads otherwise than they are written
CREATE TABLE forgotten (e int         Always default(5), f int always, x "", z timestampx_always, w "very long type always");
