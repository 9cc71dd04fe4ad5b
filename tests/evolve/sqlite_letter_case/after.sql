SELECT id, mail, boss FROM "Users" ORDER BY id;
SELECT id, "Sender" FROM letters ORDER BY id;
