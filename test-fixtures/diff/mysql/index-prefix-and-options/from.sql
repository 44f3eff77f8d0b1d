CREATE TABLE t (id int PRIMARY KEY, a varchar(200), b text, KEY k (a(10)));
