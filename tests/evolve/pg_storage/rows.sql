INSERT INTO sums VALUES (1, 2, 3); INSERT INTO years VALUES (1, 'x'); INSERT INTO homes VALUES ('a', 'b');
