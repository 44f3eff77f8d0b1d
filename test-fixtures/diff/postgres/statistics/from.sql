CREATE TABLE t (a int, b int, c int);
CREATE STATISTICS s ON a, b FROM t;
