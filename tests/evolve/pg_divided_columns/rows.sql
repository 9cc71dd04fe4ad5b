INSERT INTO items (at, name, gone, m, ms, price, empty, k) VALUES ('2025-01-01', 'one', 'x', 'a', '{a,b}', '10', NULL, 'x'), (NULL, 'two', 'x', 'c', NULL, '20', 3, 'y');
