INSERT INTO things (label, price, empty, fresh, k) VALUES ('three', 1, 1, 'x', 'x');
SELECT * FROM things ORDER BY id;
