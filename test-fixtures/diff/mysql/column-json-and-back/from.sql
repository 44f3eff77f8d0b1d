CREATE TABLE t (id int PRIMARY KEY, at json, label json) CHARSET=latin1;
