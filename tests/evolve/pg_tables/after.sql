SELECT * FROM cache;
