INSERT INTO notes VALUES (2);
SELECT id, a, b, c FROM notes ORDER BY id;
SELECT * FROM fs ORDER BY x;
