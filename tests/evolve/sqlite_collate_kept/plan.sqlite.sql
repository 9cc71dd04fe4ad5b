PRAGMA foreign_keys = OFF;

BEGIN;

-- 1. no two rows may hold the same from now on; reads every row; fails if a row does not fit
SELECT 't (c): ' || count(*) || ' rows hold ' || substr(quote(c), 1, 80) AS violation
FROM t
WHERE c IS NOT NULL
GROUP BY c COLLATE NOCASE
HAVING count(*) > 1
LIMIT 1;

-- 2. no two rows may hold the same from now on; reads every row; fails if a row does not fit
SELECT 't (b): ' || count(*) || ' rows hold ' || substr(quote(b), 1, 80) AS violation
FROM t
WHERE b IS NOT NULL
GROUP BY b COLLATE RTRIM
HAVING count(*) > 1
LIMIT 1;

-- 3. table t is made anew: column a changes (collate), column b changes (collate), column c changes (collate)
CREATE TABLE schemac_new_t (
    id INTEGER PRIMARY KEY,
    a TEXT NOT NULL COLLATE NOCASE CHECK (a <> 'x'),
    b TEXT NOT NULL COLLATE RTRIM,
    c TEXT NOT NULL COLLATE NOCASE UNIQUE
) STRICT;

-- 4. its rows are copied; writes every row anew; fails if a row does not fit
INSERT INTO schemac_new_t (id, a, b, c)
SELECT id, a, b, c
FROM t
ORDER BY rowid;

-- 5. each row has to be there; reads every row
SELECT 't: ' || (SELECT count(*) FROM schemac_new_t) || ' rows were copied of ' || (SELECT count(*) FROM t) AS violation
WHERE (SELECT count(*) FROM schemac_new_t) <> (SELECT count(*) FROM t);

-- 6. it takes the place of the old one
DROP TABLE t;
PRAGMA legacy_alter_table = ON;
ALTER TABLE schemac_new_t RENAME TO t;
PRAGMA legacy_alter_table = OFF;

-- 7. index t.on_a is made again; reads every row
CREATE INDEX on_a ON t (a);

-- 8. index t.on_b is made again; reads every row
CREATE UNIQUE INDEX on_b ON t (b);

COMMIT;

PRAGMA foreign_keys = ON;
