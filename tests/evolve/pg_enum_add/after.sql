INSERT INTO notes VALUES (2, 'editor');
SELECT id, role FROM notes ORDER BY role;
