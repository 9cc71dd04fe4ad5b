INSERT INTO users (name, email) VALUES ('Ann', 'ann@x'), (NULL, 'bob@x'), ('Cyd', 'cyd@x');
DELETE FROM users WHERE id = 3;
INSERT INTO notes VALUES (1, 1, NULL, 'a'), (2, 1, 1, 'b'), (3, 2, NULL, 'c');
DELETE FROM log;
