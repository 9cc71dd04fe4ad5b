INSERT INTO orders VALUES (1, 'a', 'b', 'c', 1), (2, 'd', 'e', 'f', 2), (4, 'g', 'h', 'i', 4);
INSERT INTO alone VALUES (3, 'j', 'k', 'l', 3);
INSERT INTO staff VALUES (1, 'm', 'n', 'o');
