create table t (id int primary key, a bigint, c int) with system versioning;
