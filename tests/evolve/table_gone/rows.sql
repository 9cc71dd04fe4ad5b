INSERT INTO users VALUES (1, 'Ann');
INSERT INTO notes VALUES (1, 1, 'x');
