SELECT id, c FROM keep;
SELECT count(*) FROM c;
