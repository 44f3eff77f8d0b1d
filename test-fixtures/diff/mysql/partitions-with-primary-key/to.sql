create table t (id int not null, d date not null, y bigint, primary key (id,d), key (y)) comment 'c' partition by linear hash (id) partitions 2;
