INSERT INTO notes (a, b) VALUES (3, 3);
INSERT INTO people (name) VALUES ('d');
INSERT INTO words (word) VALUES ('c');
SELECT id, a, b, c FROM notes ORDER BY id;
SELECT id, name FROM people ORDER BY id;
SELECT * FROM words ORDER BY id;
