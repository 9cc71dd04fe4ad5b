PRAGMA foreign_keys = OFF;

BEGIN;

-- 1. no two rows may hold the same from now on; reads every row; fails if a row does not fit
SELECT 't (name): ' || count(*) || ' rows hold ' || substr(quote(name), 1, 80) AS violation
FROM t
WHERE name IS NOT NULL
GROUP BY name
HAVING count(*) > 1
LIMIT 1;

-- 2. table t is made anew: a unique is new, column price is new, column ratio is new
CREATE TABLE schemac_new_t (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    price REAL NOT NULL DEFAULT 7,
    ratio REAL NOT NULL DEFAULT (1 + 1)
) STRICT;

-- 3. its rows are copied; writes every row anew
INSERT INTO schemac_new_t (id, name, price, ratio)
SELECT id, name, 7, 1 + 1
FROM t
ORDER BY rowid;

-- 4. each row has to be there; reads every row
SELECT 't: ' || (SELECT count(*) FROM schemac_new_t) || ' rows were copied of ' || (SELECT count(*) FROM t) AS violation
WHERE (SELECT count(*) FROM schemac_new_t) <> (SELECT count(*) FROM t);

-- 5. it takes the place of the old one
DROP TABLE t;
PRAGMA legacy_alter_table = ON;
ALTER TABLE schemac_new_t RENAME TO t;
PRAGMA legacy_alter_table = OFF;

COMMIT;

PRAGMA foreign_keys = ON;
