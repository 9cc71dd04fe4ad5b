INSERT INTO users VALUES (1, 'a', 20, NULL, 'x', 3), (2, 'b', NULL, 1, 'y', NULL);
DELETE FROM users;
