INSERT INTO notes VALUES (1, 1, 'a', 'x', 5);
