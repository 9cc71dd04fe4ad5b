INSERT INTO users (id, "Mail", boss) VALUES (1, 'a', NULL), (2, 'b', 1);
INSERT INTO letters (id, sender) VALUES (1, 2), (2, 1);
