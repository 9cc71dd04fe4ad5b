INSERT INTO parts VALUES (1, 'bolt', NULL, 2, 'x'), (2, 'nut', 'small', 1, NULL);
