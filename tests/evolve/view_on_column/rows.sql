INSERT INTO items VALUES (1, 3, 'pen'), (2, 7, 'book'), (3, 70, 'lamp');
