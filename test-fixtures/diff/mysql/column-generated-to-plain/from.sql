create table t (id int primary key, a int, g int as (a+1) virtual, s varchar(9) as (a) stored, key (g));
