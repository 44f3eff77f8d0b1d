create table a (id int primary key);
create table b (id int primary key, a_id int, foreign key (a_id) references a (id));
create table c (id int primary key, b_id int, foreign key (b_id) references b (id));
