create table t (id int not null, x int, primary key (id));
