PRAGMA foreign_keys = OFF;

BEGIN;

-- 1. each row has to pass the check m IN ('sad', 'ok', 'glad'); reads every row; fails if a row does not fit
SELECT 't: row with id = ' || quote(id) || ' breaks the check m IN (''sad'', ''ok'', ''glad'')' AS violation
FROM t
WHERE NOT (m IN ('sad', 'ok', 'glad'))
LIMIT 1;

-- 2. table t is made anew: column m changes (default), column other is new, column m takes other values
CREATE TABLE schemac_new_t (
    id INTEGER PRIMARY KEY,
    m TEXT NOT NULL DEFAULT 'glad' CHECK (m IN ('sad', 'ok', 'glad')),
    other TEXT NOT NULL DEFAULT 'glad' CHECK (other IN ('sad', 'ok', 'glad'))
) STRICT;

-- 3. its rows are copied; writes every row anew
INSERT INTO schemac_new_t (id, m)
SELECT id, m
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

-- 6. index t.t_m_idx is new; reads every row
CREATE INDEX t_m_idx ON t (m) WHERE m = 'glad';

COMMIT;

PRAGMA foreign_keys = ON;
