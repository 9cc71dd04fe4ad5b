INSERT INTO notes (id) VALUES (3);
SELECT id, role, roles, main, was, label FROM notes ORDER BY id;
SELECT id FROM members ORDER BY id;
