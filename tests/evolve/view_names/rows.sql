INSERT INTO songs VALUES (1, 'a'), (2, 'a');
