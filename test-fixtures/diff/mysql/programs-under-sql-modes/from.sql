set sql_mode='ANSI_QUOTES';
create function f() returns int deterministic return 1;
set sql_mode=default;
create table t (id int primary key);
