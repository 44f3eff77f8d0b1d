create table c (id int primary key, b_id int, key b_id (b_id));
