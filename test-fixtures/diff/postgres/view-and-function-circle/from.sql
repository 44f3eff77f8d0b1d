CREATE TABLE t (id int);
CREATE VIEW stays AS SELECT id, NULL::int AS n FROM t;
