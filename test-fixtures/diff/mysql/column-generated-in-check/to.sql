create table t (id int primary key, a int, g int as (a+1) stored, constraint c check (g > 0));
