SELECT id, title FROM notes ORDER BY id;
