create table p (id int primary key);
create table c (id int primary key, p_id int, constraint fk foreign key (p_id) references p (id));
create table g (id int primary key, c_id int, constraint fg foreign key (c_id) references c (id));
