INSERT INTO orders SELECT n, '2025-12-30'::date + n, n FROM generate_series(1, 3) n;
INSERT INTO lines VALUES (1, 1), (2, 3);
