INSERT INTO notes VALUES (1, 1, 1, 1), (2, 1, 2, 2);
INSERT INTO parts VALUES (1, 1, 2);
INSERT INTO links VALUES (1, 2, 2);
