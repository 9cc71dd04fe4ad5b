SELECT id, a, b, c, d, e, f, g, h, i AT TIME ZONE 'UTC', j FROM notes;
