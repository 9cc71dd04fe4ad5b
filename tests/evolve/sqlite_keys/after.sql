SELECT * FROM tags ORDER BY name;
SELECT id, a, b, note FROM pairs ORDER BY id;
SELECT * FROM "order" ORDER BY 1;
