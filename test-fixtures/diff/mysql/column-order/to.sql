CREATE TABLE t (c int, id int PRIMARY KEY, b int, d int, a int);
