CREATE TABLE t (a int PRIMARY KEY, b int, c int, CONSTRAINT t_b UNIQUE (b, c), CONSTRAINT t_c UNIQUE (c));
