create table t (id int not null, d date not null, x int, primary key (id));
