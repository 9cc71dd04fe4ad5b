SELECT * FROM boxes;
