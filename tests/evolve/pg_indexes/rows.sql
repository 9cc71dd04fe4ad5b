INSERT INTO notes VALUES (1, 1, 'b', '{x,y}');
