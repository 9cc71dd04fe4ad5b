SELECT total FROM totals;
INSERT INTO orders SELECT id, total + 1 FROM orders_before;
SELECT total FROM totals;
INSERT INTO lines VALUES (2, 2);
SELECT * FROM orders;
