PRAGMA foreign_keys = OFF;

BEGIN;

-- 1. each row has to pass the check state IN ('open', 'waiting', 'done'); reads every row; fails if a row does not fit
SELECT 'jobs: row with id = ' || quote(id) || ' breaks the check state IN (''open'', ''waiting'', ''done'')' AS violation
FROM jobs
WHERE NOT (state IN ('open', 'waiting', 'done'))
LIMIT 1;

-- 2. each row has to pass the check size BETWEEN 0 AND 100; reads every row; fails if a row does not fit
SELECT 'jobs: row with id = ' || quote(id) || ' breaks the check size BETWEEN 0 AND 100' AS violation
FROM jobs
WHERE NOT (size BETWEEN 0 AND 100)
LIMIT 1;

-- 3. table jobs is made anew: a check changes (expr), check size_limit changes (expr)
CREATE TABLE schemac_new_jobs (
    id INTEGER PRIMARY KEY,
    state TEXT NOT NULL CHECK (state IN ('open', 'waiting', 'done')),
    size INTEGER NOT NULL,
    CONSTRAINT size_limit CHECK (size BETWEEN 0 AND 100)
) STRICT;

-- 4. its rows are copied; writes every row anew
INSERT INTO schemac_new_jobs (id, state, size)
SELECT id, state, size
FROM jobs
ORDER BY rowid;

-- 5. each row has to be there; reads every row
SELECT 'jobs: ' || (SELECT count(*) FROM schemac_new_jobs) || ' rows were copied of ' || (SELECT count(*) FROM jobs) AS violation
WHERE (SELECT count(*) FROM schemac_new_jobs) <> (SELECT count(*) FROM jobs);

-- 6. it takes the place of the old one
DROP TABLE jobs;
PRAGMA legacy_alter_table = ON;
ALTER TABLE schemac_new_jobs RENAME TO jobs;
PRAGMA legacy_alter_table = OFF;

COMMIT;

PRAGMA foreign_keys = ON;
