SELECT * FROM boxes
