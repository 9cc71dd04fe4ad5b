BEGIN;

-- 1. view albums is new
CREATE VIEW albums AS
SELECT album, count(*) AS artists FROM songs GROUP BY album;

-- 2. view artists is new
CREATE VIEW artists AS
SELECT id, album AS albums FROM songs;

-- 3. view first is new
CREATE VIEW "first" AS
WITH second(id) AS (SELECT id FROM songs) SELECT id FROM second;

-- 4. view second is new
CREATE VIEW second AS
WITH first(id) AS (SELECT id FROM songs) SELECT id FROM first;

COMMIT;
