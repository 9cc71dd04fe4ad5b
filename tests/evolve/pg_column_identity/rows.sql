INSERT INTO notes (id, a, b) VALUES (10, 1, 1), (20, 2, 2);
INSERT INTO people (name) VALUES ('a'), ('b'), ('c');
INSERT INTO words (word) VALUES ('a'), ('b');
INSERT INTO counters (name) VALUES ('a'), ('b'), ('c');
