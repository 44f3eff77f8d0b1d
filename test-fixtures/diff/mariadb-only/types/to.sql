create table t (id int primary key, a uuid, b inet6, c inet4 not null default '1.2.3.4');
