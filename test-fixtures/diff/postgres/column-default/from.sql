CREATE TABLE t (id int PRIMARY KEY, a int DEFAULT 1, b varchar(10) DEFAULT 'x', c int, d timestamp NULL);
