SELECT id, n, s, c, number FROM base.papers;
