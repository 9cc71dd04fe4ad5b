PRAGMA foreign_keys = OFF;

BEGIN;

-- 1. table search is of another module, or has other arguments; takes data away
CREATE VIRTUAL TABLE schemac_new_search USING fts5(words, tokenize = porter);

-- 2. its rows are copied; writes every row anew
INSERT INTO schemac_new_search (rowid, words)
SELECT rowid, words
FROM search;

-- 3. each row has to be there; reads every row
SELECT 'search: ' || (SELECT count(*) FROM schemac_new_search) || ' rows were copied of ' || (SELECT count(*) FROM search) AS violation
WHERE (SELECT count(*) FROM schemac_new_search) <> (SELECT count(*) FROM search);

-- 4. it takes the place of the old one
DROP TABLE search;
PRAGMA legacy_alter_table = ON;
ALTER TABLE schemac_new_search RENAME TO search;
PRAGMA legacy_alter_table = OFF;

COMMIT;

PRAGMA foreign_keys = ON;
