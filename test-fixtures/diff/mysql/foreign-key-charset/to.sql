create table p (id varchar(20) primary key) charset utf8mb4;
create table c (id int primary key, p_id varchar(20), constraint fk foreign key (p_id) references p (id)) charset utf8mb4;
