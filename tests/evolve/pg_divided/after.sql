ALTER TABLE orders DISABLE TRIGGER USER;
INSERT INTO orders (day, total) VALUES ('2027-01-01', 9);
SELECT tableoid::regclass, * FROM orders ORDER BY id;
SELECT * FROM totals ORDER BY day;
SELECT count(*) FROM pg_namespace WHERE nspname LIKE '%old';
