BEGIN;

-- 1. table search is of another module, or has other arguments; takes data away
DROP TABLE search;
CREATE VIRTUAL TABLE search USING fts5(words, tokenize = porter);

COMMIT;
