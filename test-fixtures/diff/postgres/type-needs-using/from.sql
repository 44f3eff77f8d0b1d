CREATE TABLE t (id int PRIMARY KEY, a text DEFAULT '1', b varchar(10), c int);
