SELECT id, a, b, c, d FROM notes ORDER BY id;
