create table t (id int primary key, e enum('b','a') not null);
