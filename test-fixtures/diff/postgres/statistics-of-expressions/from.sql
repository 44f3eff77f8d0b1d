-- since 14
CREATE TABLE t (a int, b int);
