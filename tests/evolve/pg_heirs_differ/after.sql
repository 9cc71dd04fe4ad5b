INSERT INTO parcels_a1 (zone) VALUES (1);
INSERT INTO parcels_b (zone) VALUES (2);
INSERT INTO parcels_c (zone) VALUES (3);
SELECT * FROM parcels ORDER BY zone, code;
INSERT INTO things (x) VALUES (6);
SELECT count(*), count(DISTINCT kind), max(x) FROM things;
SELECT * FROM boxes ORDER BY id;
SELECT attrelid::regclass, attname, attstorage, attcompression FROM pg_attribute
    WHERE attrelid::regclass::text LIKE '%notes' AND attname IN ('note', 'more') ORDER BY attrelid::regclass::text, 2;
