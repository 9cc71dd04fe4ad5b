SELECT id, home, other, size, days, many, price, parcels, sent, kinds FROM shops ORDER BY id;
SELECT * FROM streets ORDER BY id;
