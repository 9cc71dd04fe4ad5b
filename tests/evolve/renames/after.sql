SELECT id, email, boss FROM users ORDER BY id;
SELECT * FROM letters;
SELECT * FROM senders;
