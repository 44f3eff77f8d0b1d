create table t (id int primary key, a int, u timestamp not null default current_timestamp on update current_timestamp);
