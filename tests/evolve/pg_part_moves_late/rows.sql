INSERT INTO old VALUES ('here', 1, 3, 2), ('here', 2, NULL, 2);
INSERT INTO new VALUES ('there', 3, NULL, 4, 5);
INSERT INTO first VALUES (1, 'a');
INSERT INTO heir VALUES (2, 'b', 3, 4);
