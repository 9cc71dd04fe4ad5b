SELECT id, price FROM cheap ORDER BY id;
SELECT id FROM cheaper;
SELECT name FROM names ORDER BY name;
