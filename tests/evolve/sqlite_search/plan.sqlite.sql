PRAGMA foreign_keys = OFF;

BEGIN;

-- 1. table notes is made anew: column body is new
CREATE TABLE schemac_new_notes (
    id INTEGER PRIMARY KEY,
    title TEXT NOT NULL,
    body TEXT NOT NULL
) STRICT;

-- 2. its rows are copied; writes every row anew
INSERT INTO schemac_new_notes (id, title, body)
SELECT id, title, 'body of ' || title
FROM notes
ORDER BY rowid;

-- 3. each row has to be there; reads every row
SELECT 'notes: ' || (SELECT count(*) FROM schemac_new_notes) || ' rows were copied of ' || (SELECT count(*) FROM notes) AS violation
WHERE (SELECT count(*) FROM schemac_new_notes) <> (SELECT count(*) FROM notes);

-- 4. it takes the place of the old one
DROP TABLE notes;
PRAGMA legacy_alter_table = ON;
ALTER TABLE schemac_new_notes RENAME TO notes;
PRAGMA legacy_alter_table = OFF;

-- 5. table notes_search is of another module, or has other arguments
DROP TABLE notes_search;
CREATE VIRTUAL TABLE notes_search USING fts5(title, body, content = 'notes', content_rowid = 'id');

-- 6. it is filled from the table that has its contents; writes every row anew
INSERT INTO notes_search (notes_search) VALUES ('rebuild');

-- 7. trigger notes.found is made again as it is now
CREATE TRIGGER found
    AFTER INSERT ON notes FOR EACH ROW
begin
    insert into notes_search (rowid, title, body) values (new.id, new.title, new.body);
end;

COMMIT;

PRAGMA foreign_keys = ON;
