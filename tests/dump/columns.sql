-- SPDX-License-Identifier: MIT
-- since 14
-- How columns are kept: storage, compression, what ANALYZE looks at.
create domain note as text;
create table k (id int primary key, a text default 'x' not null, b numeric, c text[], d note, e jsonb, f int, "G h" varchar(9));
alter table k alter a set storage external, alter a set statistics 500, alter b set storage plain, alter c set storage main;
alter table k alter a set compression pglz, alter d set storage main, alter e set compression pglz;
alter table k alter f set statistics 0, alter f set (n_distinct = -0.25, n_distinct_inherited = 100);
alter table k alter "G h" set (n_distinct = 12), alter "G h" set storage plain;
create table parts (id int, a text, b text) partition by range (id);
alter table parts alter a set storage external, alter b set compression pglz;
create table parts_1 partition of parts for values from (1) to (10);
create table above (a text, b bytea);
alter table above alter a set storage main;
create table heir (c text) inherits (above);
alter table heir alter c set storage external;
