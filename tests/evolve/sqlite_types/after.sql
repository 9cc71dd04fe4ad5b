SELECT rowid, total, typeof(total), is_paid, placed, status, rating, code FROM orders ORDER BY rowid;
