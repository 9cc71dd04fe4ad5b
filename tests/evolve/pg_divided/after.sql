INSERT INTO orders SELECT * FROM orders_before;
INSERT INTO orders VALUES (4, '2026-06-01', 9);
SELECT tableoid::regclass, * FROM orders ORDER BY id;
SELECT * FROM totals ORDER BY day;
SELECT o.relname, c.relname FROM pg_constraint JOIN pg_class o ON o.oid = conrelid JOIN pg_class c ON c.oid = confrelid WHERE contype = 'f';
