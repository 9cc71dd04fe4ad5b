INSERT INTO notes VALUES (2);
SELECT id, role FROM notes ORDER BY id;
