CREATE TABLE t (a int, b int);
CREATE STATISTICS e ON (a + b) FROM t;
