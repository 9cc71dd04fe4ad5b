-- SPDX-License-Identifier: MIT
-- Tables in all their forms: exclusions, rules that are not valid, partitions, heirs.
create extension btree_gist;
create table b (id int primary key, room int not null, during tsrange not null, off bool, label text,
 exclude using gist (room with =, during with &&) where (not off),
 constraint "My name" exclude using gist (int4range(room, room+1) with &&, lower(label) collate "C" with <>) include (id) with (fillfactor=80) deferrable initially deferred,
 exclude (room with =) deferrable,
 exclude using hash (lower(label) with =));
comment on constraint b_room_excl on b is 'hallo';
create table exclude (exclude int primary key, circle circle, exclude using gist (circle with &&));
create domain d as int;
alter domain d add constraint pos check (value > 0) not valid;
alter domain d add constraint nz check (value <> 0);
create table nv_a (id int primary key, x d, y int check (y > 0) no inherit);
create table nv_b (id int primary key, a_id int not null);
alter table nv_b add foreign key (a_id) references nv_a on delete cascade not valid;
alter table nv_b add constraint c1 check (a_id > 7) not valid;
alter table nv_b add check (a_id > 8 and id > 3) no inherit not valid;
comment on constraint c1 on nv_b is 'open';
create schema kb;
create table m (id int not null, day date not null default current_date, note text default 'x', primary key (id, day), check (id > 0)) partition by range (day);
create index m_note_idx on m (note);
create index on m (lower(note));
create table m_2024 partition of m for values from ('2024-01-01') to ('2025-01-01');
create table m_2025 partition of m (check (id < 1000), note default 'y') for values from ('2025-01-01') to ('2026-01-01') with (fillfactor=70);
create table kb.m_rest partition of m default partition by hash (id);
create table kb.m_rest0 partition of kb.m_rest for values with (modulus 2, remainder 0);
create table kb.m_rest1 partition of kb.m_rest for values with (modulus 2, remainder 1);
create table m_2023 (id int not null, day date not null default current_date, note text default 'x', constraint own_pkey primary key (id, day), constraint m_id_check check (id > 0));
create index own_note on m_2023 (note);
create index only_own on m_2023 (id desc);
alter table m attach partition m_2023 for values from (minvalue) to ('2024-01-01');
create table l (k text, n numeric) partition by list (lower(k) collate "C");
create table l_a partition of l for values in ('A', 'it''s', null);
create table l_d partition of l default;
create table h (a int, "B" text) partition by hash ("B" text_pattern_ops, a);
create table ref (id int primary key, m_id int, m_day date, foreign key (m_id, m_day) references m);
alter table m add column other int references ref;
create table base (id int primary key, name text not null default 'n', check (length(name) > 0));
create table base2 (x int, tags text[]);
create table heir (more text, name text not null default 'n', primary key (id)) inherits (base, base2);
create table heir2 () inherits (base);
alter table heir2 alter name set default 'q';
alter table heir2 alter id set default 7;
create table heir3 (extra int) inherits (heir);
comment on column m_2024.note is 'hey';
create function tf() returns trigger language plpgsql as 'begin return new; end';
create trigger tr after insert on m for each row execute function tf();
create trigger tr2 after insert on m_2024 for each row execute function tf();

CREATE ACCESS METHOD pile TYPE TABLE HANDLER heap_tableam_handler;
CREATE TABLE piled (a int, b int, c int UNIQUE WITH (fillfactor = 30), PRIMARY KEY (a) WITH (deduplicate_items = off, fillfactor = 40)) USING pile WITH (parallel_workers = 2, fillfactor = 50);
CREATE INDEX piled_sums ON piled ((a + c), b, (c * 2)) WITH (fillfactor = 50, deduplicate_items = off); ALTER INDEX piled_sums ALTER COLUMN 1 SET STATISTICS 77, ALTER COLUMN 3 SET STATISTICS 100;
CREATE MATERIALIZED VIEW piles USING pile AS SELECT a FROM piled;
CREATE TYPE place AS (street text, city varchar(20) COLLATE "C");
CREATE TABLE places OF place (street WITH OPTIONS NOT NULL, city WITH OPTIONS DEFAULT 'here' CHECK (city <> ''), PRIMARY KEY (street));
CREATE TABLE years (id int, day date NOT NULL, note text DEFAULT 'n', half int GENERATED ALWAYS AS (id / 2) STORED, CHECK (id > 0)) PARTITION BY RANGE (day); CREATE INDEX ON years (half, note);
CREATE TABLE years_1 (half int GENERATED ALWAYS AS (id / 2) STORED, note text DEFAULT 'other', id int NOT NULL CHECK (id < 9), gone int, day date NOT NULL, CONSTRAINT years_id_check CHECK (id > 0)) PARTITION BY LIST (note);
ALTER TABLE years_1 DROP COLUMN gone; ALTER TABLE years ATTACH PARTITION years_1 FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
CREATE TABLE years_1_a PARTITION OF years_1 FOR VALUES IN ('a');
CREATE TABLE years_1_b (id int NOT NULL, day date NOT NULL, note text, half int GENERATED ALWAYS AS (id / 2) STORED, CONSTRAINT years_id_check CHECK (id > 0), CONSTRAINT years_1_id_check CHECK (id < 9));
ALTER TABLE years_1 ATTACH PARTITION years_1_b DEFAULT;
CREATE TABLE forms (a int, b text CHECK (b <> '')); CREATE TABLE turned (x int, b text CONSTRAINT forms_b_check CHECK (b <> ''), a int); ALTER TABLE turned INHERIT forms;
CREATE TABLE kept (a int PRIMARY KEY WITH (fillfactor = 60), b int) PARTITION BY RANGE (a); CREATE INDEX kept_b ON kept (b) WITH (fillfactor = 70);
CREATE TABLE kept_1 PARTITION OF kept FOR VALUES FROM (1) TO (2); CREATE TABLE kept_2 PARTITION OF kept FOR VALUES FROM (2) TO (3);
ALTER INDEX kept_1_pkey SET (fillfactor = 50); ALTER INDEX kept_2_b_idx RESET (fillfactor);
CREATE TABLE excluded (a int, EXCLUDE (a WITH =), EXCLUDE (a WITH =) WITH (fillfactor = 50), CONSTRAINT named EXCLUDE (a WITH =)); ALTER TABLE excluded ADD CONSTRAINT later EXCLUDE (a WITH =);

-- Indexes of partitions whose names differ by a number only.
create table numbered (a int, b int, doc jsonb) partition by range (a);
create table numbered_1 partition of numbered for values from (0) to (10);
create table numbered_2 partition of numbered for values from (10) to (20) partition by list (a);
create table numbered_21 partition of numbered_2 for values in (10, 11);
create index z_first on numbered (b);
create index a_second on numbered using hash (b);
create index m_third on numbered using gin (doc jsonb_path_ops);
create index b_fourth on numbered using gin (doc);
create index c_fifth on numbered (b);
create index y_sixth on numbered (b desc);
drop index z_first;
alter index numbered_21_b_idx1 rename to "numbered_21_b_idx1x";
create unique index on numbered (a, b);
create unique index on numbered (a, b) include (a);

-- With a gap in the numbers, and the first one made last.
create table gap (a int, b int) partition by range (a);
create table gap_1 partition of gap for values from (0) to (10);
create index z_kept on gap (b);
create index m_gone on gap using hash (b);
create index a_last on gap (b desc);
drop index m_gone;
