PRAGMA foreign_keys = OFF;

BEGIN;

-- 1. each row has to pass the check "größe" > 0; reads every row; fails if a row does not fit
SELECT 'order: row with select = ' || quote("select") || ' breaks the check "größe" > 0' AS violation
FROM "order"
WHERE NOT ("größe" > 0)
LIMIT 1;

-- 2. table order is made anew: column a "b" changes (null), a check is new, column from is new, a foreign key is new
CREATE TABLE schemac_new_order (
    "select" INTEGER PRIMARY KEY,
    "a ""b""" TEXT NOT NULL,
    "größe" INTEGER CHECK ("größe" > 0),
    "from" INTEGER REFERENCES "order" ("select") ON DELETE CASCADE
) STRICT;

-- 3. its rows are copied; writes every row anew
INSERT INTO schemac_new_order ("select", "a ""b""", "größe")
SELECT "select", coalesce("a ""b""", 'it''s'), "größe"
FROM "order"
ORDER BY rowid;

-- 4. each row has to be there; reads every row
SELECT 'order: ' || (SELECT count(*) FROM schemac_new_order) || ' rows were copied of ' || (SELECT count(*) FROM "order") AS violation
WHERE (SELECT count(*) FROM schemac_new_order) <> (SELECT count(*) FROM "order");

-- 5. it takes the place of the old one
DROP TABLE "order";
PRAGMA legacy_alter_table = ON;
ALTER TABLE schemac_new_order RENAME TO "order";
PRAGMA legacy_alter_table = OFF;

-- 6. table pairs is made anew: column id is new, a primary key changes (columns), a unique is new
CREATE TABLE schemac_new_pairs (
    id INTEGER PRIMARY KEY,
    a INTEGER NOT NULL,
    b INTEGER NOT NULL,
    note TEXT,
    UNIQUE (a, b)
) STRICT;

-- 7. its rows are copied; writes every row anew
INSERT INTO schemac_new_pairs (id, a, b, note)
SELECT rowid, a, b, note
FROM pairs
ORDER BY rowid;

-- 8. each row has to be there; reads every row
SELECT 'pairs: ' || (SELECT count(*) FROM schemac_new_pairs) || ' rows were copied of ' || (SELECT count(*) FROM pairs) AS violation
WHERE (SELECT count(*) FROM schemac_new_pairs) <> (SELECT count(*) FROM pairs);

-- 9. it takes the place of the old one
DROP TABLE pairs;
PRAGMA legacy_alter_table = ON;
ALTER TABLE schemac_new_pairs RENAME TO pairs;
PRAGMA legacy_alter_table = OFF;

-- 10. each value of tags.name has to be of type text; reads every row; fails if a row does not fit
SELECT 'tags.name: row ' || rowid || ' holds ' || substr(quote(name), 1, 80) || ', not of type text' AS violation
FROM tags
WHERE name IS NOT NULL AND NOT (typeof(name) = 'text')
LIMIT 1;

-- 11. no two rows may hold the same from now on; reads every row; fails if a row does not fit
SELECT 'tags (name): ' || count(*) || ' rows hold ' || substr(quote(name), 1, 80) AS violation
FROM tags
WHERE name IS NOT NULL
GROUP BY name COLLATE NOCASE
HAVING count(*) > 1
LIMIT 1;

-- 12. table tags is made anew: table tags changes (without rowid, strict off), a primary key is new, column hits changes (null, default)
CREATE TABLE schemac_new_tags (
    name TEXT NOT NULL COLLATE NOCASE PRIMARY KEY,
    hits INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID, STRICT;

-- 13. its rows are copied; writes every row anew
INSERT INTO schemac_new_tags (name, hits)
SELECT name, coalesce(hits, 0)
FROM tags
ORDER BY rowid;

-- 14. each row has to be there; reads every row
SELECT 'tags: ' || (SELECT count(*) FROM schemac_new_tags) || ' rows were copied of ' || (SELECT count(*) FROM tags) AS violation
WHERE (SELECT count(*) FROM schemac_new_tags) <> (SELECT count(*) FROM tags);

-- 15. it takes the place of the old one
DROP TABLE tags;
PRAGMA legacy_alter_table = ON;
ALTER TABLE schemac_new_tags RENAME TO tags;
PRAGMA legacy_alter_table = OFF;

-- 16. index order."by size" is new; reads every row
CREATE INDEX "by size" ON "order" ("größe");

PRAGMA foreign_key_check("order");
COMMIT;

PRAGMA foreign_keys = ON;
