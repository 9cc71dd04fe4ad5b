INSERT INTO notes VALUES (1, 'a', 7), (2, NULL, NULL);
