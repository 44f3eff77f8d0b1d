create table t (id int primary key, a int, b varchar(20));
create view z1 as select id, a from t;
create view a2 as select * from z1 where a > 1;
