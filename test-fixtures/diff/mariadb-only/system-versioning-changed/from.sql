create table t (id int primary key, a int) with system versioning;
