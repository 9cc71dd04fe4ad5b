INSERT INTO customers VALUES (1, 'ann@example.org');
INSERT INTO orders VALUES (1, 5, 1);
INSERT INTO tags VALUES (1, 'red');
INSERT INTO small VALUES (1, 5);
