SELECT * FROM "Users"; SELECT * FROM letters; SELECT * FROM "Senders";
