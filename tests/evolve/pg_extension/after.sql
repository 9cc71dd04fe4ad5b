SELECT b FROM notes;
