INSERT INTO parcels (zone) VALUES (1), (2), (3);
INSERT INTO crates (id, name) VALUES (1, 'c'); INSERT INTO small_crates (id, name) VALUES (2, 's');
INSERT INTO things (x) VALUES (5);
