SELECT id, title, token IS NOT NULL, rank FROM notes ORDER BY id;
SELECT id, name, changed_at, slug, kind, made IS NOT NULL FROM items ORDER BY id;
