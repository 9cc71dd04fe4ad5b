-- SPDX-License-Identifier: MIT
-- Prints the statements that make a database of hard names and texts: one of every kind for each.
WITH names (n) AS (VALUES ('a"b'), ('c.d'), ('e f'), ('new' || char(10) || 'line'), ('😀é'), ('select'), ('UPPER'), ('it''s'),
    ('back\slash'), ('$$'), ('*/'), ('--x'), ('//y'), (replace(hex(zeroblob(100)), '00', 'xy')), (char(1) || 'ctl'), ('tab' || char(9)),
    (' lead'), ('trail '), ('1st'), ('%s%n'), ('[b]'), ('`c`'), ('a;drop table q;'), ('/*'), ('"'), ('rowid'), ('new'), ('begin'))
SELECT printf('CREATE TABLE "t%w" ("%w" INTEGER PRIMARY KEY, b TEXT DEFAULT %Q CHECK (b <> %Q), "c%w" AS (b || %Q), '
        || 'od "order", lt "Left", up "odd type" REFERENCES "t%w"("%w"), CONSTRAINT "k%w" UNIQUE (b COLLATE nocase)); -- %s', n, n, n, n, n, n, n, n, n,
        hex(n))
    || char(10) || printf('CREATE INDEX "i%w" ON "t%w" ("%w" DESC, lower(b || %Q)) WHERE b <> %Q;', n, n, n, n, n)
    || char(10) || printf('CREATE VIEW "v%w" ("%w") AS SELECT b /* %s */ FROM "t%w" WHERE b <> %Q;', n, n, hex(n), n, n)
    || char(10) || printf('CREATE TRIGGER "r%w" AFTER UPDATE OF "%w" ON "t%w" WHEN new.b <> %Q BEGIN SELECT %Q; END;', n, n, n, n, n)
    || char(10) || printf('CREATE TRIGGER "o%w" INSTEAD OF DELETE ON "v%w" BEGIN SELECT old."%w"; END;', n, n, n)
    || char(10) || printf('CREATE VIRTUAL TABLE "f%w" USING fts5("x%w", content=%Q);', n, n, 't' || n)
FROM names;
