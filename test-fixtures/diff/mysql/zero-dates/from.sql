set sql_mode='';
create table t (id int primary key, d datetime not null default '0000-00-00 00:00:00');
set sql_mode=default;
