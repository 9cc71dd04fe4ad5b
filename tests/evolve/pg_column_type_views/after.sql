SELECT * FROM upper_codes;
SELECT * FROM counted;
SELECT * FROM others;
