create function f() returns int deterministic return 1;
set sql_mode='ANSI_QUOTES,PIPES_AS_CONCAT';
create function g() returns varchar(20) deterministic return 'a' || 'b';
set sql_mode=default;
create table t (id int primary key);
set sql_mode='ANSI';
create trigger tr before insert on t for each row set new.id = 1;
set sql_mode=default;
