SELECT id, title, note, weight, shelf, grams, color, is_new, double FROM parts ORDER BY id;
SELECT * FROM named ORDER BY id;
SELECT * FROM noted ORDER BY id;
