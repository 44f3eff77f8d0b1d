create table t (id int primary key, a int, b varchar(20));
create view z1 as select id, a, b from t;
create view a2 as select id, b from z1 where b is not null;
create view a1 as select * from a2;
create view b as select count(*) n from a1;
