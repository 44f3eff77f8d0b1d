CREATE TABLE t (a int PRIMARY KEY, b int, CONSTRAINT t_b CHECK (b > 0 AND b < 500), CONSTRAINT t_new CHECK (a < b + 10));
