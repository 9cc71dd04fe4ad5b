INSERT INTO bookings VALUES (1, 1, 'a'), (2, 2, 'b'); INSERT INTO cars VALUES (1, 'X');
