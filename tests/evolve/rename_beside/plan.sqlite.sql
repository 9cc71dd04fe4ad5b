BEGIN;

-- 1. table orders is called orders_before now
ALTER TABLE orders RENAME TO orders_before;

-- 2. trigger lines.noted changes and is made again
DROP TRIGGER noted;

-- 3. view totals changes and is made again
DROP VIEW totals;

-- 4. index orders_before.orders_before_total_idx changes and is made again
DROP INDEX orders_total_idx;

-- 5. table orders is new
CREATE TABLE orders (
    id INTEGER PRIMARY KEY,
    total INTEGER NOT NULL
) STRICT;

-- 6. index orders.orders_total_idx is new
CREATE INDEX orders_total_idx ON orders (total);

-- 7. index orders_before.orders_before_total_idx is made again; reads every row
CREATE INDEX orders_before_total_idx ON orders_before (total);

-- 8. view totals is made again as it is now
CREATE VIEW totals AS
select sum(total) as total from orders;

-- 9. trigger lines.noted is made again as it is now
CREATE TRIGGER noted
    AFTER INSERT ON lines FOR EACH ROW
begin update orders set total = 0 where id = new.id; end;

COMMIT;
