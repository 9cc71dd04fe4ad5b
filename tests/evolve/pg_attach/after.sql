SELECT 'orders', id, note, amount, user_id, word FROM orders UNION ALL SELECT 'orders_2', id, note, amount, user_id, '' FROM orders_2 ORDER BY 1, 2;
SELECT tableoid::regclass, * FROM wholes;
SELECT id, kind, x, y FROM lowest;
