INSERT INTO people VALUES (1, 'a@b', NULL), (2, 'c@d', 1);
INSERT INTO letters VALUES (1, 2);
