create table t (id int primary key, a text, b text, fulltext f1 (a));
