create table p (id bigint primary key);
create table c (id bigint primary key, p_id bigint, constraint fk foreign key (p_id) references p (id));
create table g (id int primary key, c_id bigint not null, constraint fg foreign key (c_id) references c (id));
