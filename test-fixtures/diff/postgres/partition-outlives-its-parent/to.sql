CREATE TABLE t_low (id int PRIMARY KEY, a text NOT NULL);
CREATE TABLE c (id int NOT NULL, a text NOT NULL, z int);
