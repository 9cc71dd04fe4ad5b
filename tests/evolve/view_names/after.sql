SELECT artists FROM albums;
