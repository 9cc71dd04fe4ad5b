BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL check_function_bodies = off;
SET LOCAL search_path = public;

-- 1. view albums is new
CREATE VIEW public.albums AS
SELECT album, count(*) AS artists FROM songs GROUP BY album;

-- 2. view artists is new
CREATE VIEW public.artists AS
SELECT id, album AS albums FROM songs;

COMMIT;
