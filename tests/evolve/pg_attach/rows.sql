INSERT INTO users VALUES (1);
INSERT INTO archive VALUES (1, 'a', 'o', 3, 'x', 1);
INSERT INTO orders VALUES (1500, 'b', 'o', 4, 1);
INSERT INTO parts VALUES (2, 'x');
INSERT INTO lowest (id, kind, x, y) VALUES (7, 1, 2, 3);
