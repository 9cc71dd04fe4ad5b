INSERT INTO animals VALUES (1, 'a'); INSERT INTO dogs VALUES (2, 'b', 3); INSERT INTO cats VALUES (3, 'c', 'me', 9); INSERT INTO birds VALUES (4, 'd', 2); INSERT INTO fish VALUES (5, 'e');
