create table t (id int primary key, a int not null, b date not null, u timestamp not null default current_timestamp on update current_timestamp);
