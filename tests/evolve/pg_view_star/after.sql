SELECT count(b), count(id) FROM numbers;
