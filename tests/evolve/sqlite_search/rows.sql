INSERT INTO notes VALUES (7, 'green apple'), (9, 'red cherry');
