CREATE TABLE t (id int PRIMARY KEY, at varchar(200), label text) CHARSET=latin1;
