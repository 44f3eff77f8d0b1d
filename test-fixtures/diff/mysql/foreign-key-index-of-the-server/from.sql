create table p (id int primary key);
create table c (id int primary key, p_id int, z int, constraint fk foreign key (p_id) references p (id));
