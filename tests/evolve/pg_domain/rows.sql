INSERT INTO notes VALUES (1, 'a', 5, 'w', '{v}');
