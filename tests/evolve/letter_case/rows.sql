INSERT INTO users (id, mail, boss) VALUES (1, 'a', NULL), (2, 'b', 1); INSERT INTO letters (id, sender) VALUES (1, 2);
