INSERT INTO notes (kind) VALUES ('a');
