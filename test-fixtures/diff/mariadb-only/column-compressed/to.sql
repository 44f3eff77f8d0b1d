create table t (id int primary key, a text compressed, b varchar(100) compressed);
