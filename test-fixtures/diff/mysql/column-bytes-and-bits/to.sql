CREATE TABLE t (id int PRIMARY KEY, a varchar(10), b int, c varchar(10), d blob, e char(3), KEY a (a), KEY c (c));
