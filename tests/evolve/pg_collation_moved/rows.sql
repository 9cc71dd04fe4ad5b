INSERT INTO notes (a,b) VALUES ('x','y'); INSERT INTO users VALUES ('x');
