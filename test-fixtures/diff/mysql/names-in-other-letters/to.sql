create table t (id int primary key, name varchar(90) not null default 'x', key kn (name));
