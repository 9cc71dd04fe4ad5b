BEGIN;

-- 1. table notes is new
CREATE TABLE notes (
    id INTEGER PRIMARY KEY,
    author INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    words TEXT NOT NULL
) STRICT;

-- 2. index notes.notes_by_author is new
CREATE INDEX notes_by_author ON notes (author);

-- 3. view written is new
CREATE VIEW written AS
select u.name, n.words from users u join notes n on n.author = u.id;

COMMIT;
