CREATE TABLE t (id int PRIMARY KEY, a text) WITH (fillfactor = 80);
CREATE UNLOGGED TABLE u (id int PRIMARY KEY);
