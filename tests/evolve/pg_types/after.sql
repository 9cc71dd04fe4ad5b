SELECT id, home, other, size, days, many, price FROM shops ORDER BY id;
SELECT * FROM streets ORDER BY id;
