create table t (id int primary key, a int, g int, s varchar(9), key (g));
