INSERT INTO notes VALUES (1, 'a'), (2, 'b');
INSERT INTO items VALUES (7, 'Seven', '2001-01-01', 1), (8, 'Eight', '2001-01-02', 2);
