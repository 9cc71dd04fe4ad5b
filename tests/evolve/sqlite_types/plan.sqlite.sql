PRAGMA foreign_keys = OFF;

BEGIN;

-- 1. each value of orders.total has to be an integer; reads every row; fails if a row does not fit
SELECT 'orders.total: row with id = ' || quote(id) || ' holds ' || substr(quote(total), 1, 80) || ', not an integer' AS violation
FROM orders
WHERE total IS NOT NULL AND NOT (CAST(CAST(total AS INTEGER) AS TEXT) = total)
LIMIT 1;

-- 2. each value of orders.is_paid has to be 0 or 1; reads every row; fails if a row does not fit
SELECT 'orders.is_paid: row with id = ' || quote(id) || ' holds ' || substr(quote(is_paid), 1, 80) || ', not 0 or 1' AS violation
FROM orders
WHERE is_paid IS NOT NULL AND NOT (is_paid IN (0, 1))
LIMIT 1;

-- 3. each row has to pass the check status IN ('open', 'finished'); reads every row; fails if a row does not fit
SELECT 'orders: row with id = ' || quote(id) || ' breaks the check status IN (''open'', ''finished'')' AS violation
FROM (SELECT id, CAST(total AS INTEGER) AS total, is_paid, substr(placed, 1, 10) AS placed, CASE status WHEN 'done' THEN 'finished' ELSE status END AS status, CASE rating WHEN 'good' THEN 1 WHEN 'bad' THEN 0 END AS rating, code FROM orders)
WHERE NOT (status IN ('open', 'finished'))
LIMIT 1;

-- 4. each row has to pass the check length(code) <= 8; reads every row; fails if a row does not fit
SELECT 'orders: row with id = ' || quote(id) || ' breaks the check length(code) <= 8' AS violation
FROM orders
WHERE NOT (length(code) <= 8)
LIMIT 1;

-- 5. table orders is made anew: column total changes (type), column placed changes (meaning), column rating changes (type), column is_paid takes other values, column status takes other values, column code takes other values
CREATE TABLE schemac_new_orders (
    id TEXT NOT NULL PRIMARY KEY,
    total INTEGER NOT NULL,
    is_paid INTEGER NOT NULL CHECK (is_paid IN (0, 1)),
    placed TEXT NOT NULL,
    status TEXT NOT NULL DEFAULT 'open' CHECK (status IN ('open', 'finished')),
    rating INTEGER,
    code TEXT NOT NULL CHECK (length(code) <= 8)
) STRICT;

-- 6. its rows are copied; writes every row anew
INSERT INTO schemac_new_orders (rowid, id, total, is_paid, placed, status, rating, code)
SELECT rowid, id, CAST(total AS INTEGER), is_paid, substr(placed, 1, 10), CASE status WHEN 'done' THEN 'finished' ELSE status END, CASE rating WHEN 'good' THEN 1 WHEN 'bad' THEN 0 END, code
FROM orders
ORDER BY rowid;

-- 7. each row has to be there; reads every row
SELECT 'orders: ' || (SELECT count(*) FROM schemac_new_orders) || ' rows were copied of ' || (SELECT count(*) FROM orders) AS violation
WHERE (SELECT count(*) FROM schemac_new_orders) <> (SELECT count(*) FROM orders);

-- 8. it takes the place of the old one
DROP TABLE orders;
PRAGMA legacy_alter_table = ON;
ALTER TABLE schemac_new_orders RENAME TO orders;
PRAGMA legacy_alter_table = OFF;

COMMIT;

PRAGMA foreign_keys = ON;
