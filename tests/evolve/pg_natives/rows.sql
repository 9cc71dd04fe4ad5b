INSERT INTO notes (id, a, title, body) VALUES (1, 1, 'x', 'The dogs'), (2, 5, 'y', 'bark'); INSERT INTO pairs VALUES (1, 2);
