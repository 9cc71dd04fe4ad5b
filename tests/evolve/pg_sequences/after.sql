INSERT INTO notes (id) VALUES (2);
SELECT n FROM notes ORDER BY id;
SELECT nextval('small');
