create table t (id int not null, d date not null, primary key (id,d));
