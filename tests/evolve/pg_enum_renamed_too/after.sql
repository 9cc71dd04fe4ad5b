INSERT INTO t (id, c) VALUES (2, 'good');
SELECT id, m, b, c FROM t ORDER BY id;
