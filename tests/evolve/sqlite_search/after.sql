INSERT INTO notes VALUES (11, 'blue plum', 'sour');
SELECT rowid FROM notes_search WHERE notes_search MATCH 'cherry OR sour' ORDER BY rowid;
SELECT rowid FROM notes_search WHERE notes_search MATCH 'body' ORDER BY rowid;
