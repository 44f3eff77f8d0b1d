create table t (id int primary key, e enum('a','b','c','d') not null);
