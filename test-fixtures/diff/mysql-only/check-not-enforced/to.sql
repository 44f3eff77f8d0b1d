create table t (id int primary key, a int, constraint c1 check (a < 100) not enforced, constraint c2 check (a > 0));
