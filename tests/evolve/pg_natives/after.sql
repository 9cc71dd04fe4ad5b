SELECT * FROM sums;
SELECT id, words FROM notes ORDER BY id;
DELETE FROM notes;
SELECT count(*) FROM notes;
SELECT found(a) FROM notes;
