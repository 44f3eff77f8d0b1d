CREATE TABLE t (id int PRIMARY KEY, address inet6);
