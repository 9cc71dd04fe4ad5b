INSERT INTO notes (id, a, d) VALUES (1, 10, 4), (2, 20, 5);
