ALTER TABLE orders DISABLE TRIGGER USER;
INSERT INTO orders (day, total) SELECT '2025-12-30'::date + n, n FROM generate_series(1, 3) n;
ALTER TABLE orders ENABLE TRIGGER USER;
INSERT INTO lines VALUES (1, 1), (2, 3);
