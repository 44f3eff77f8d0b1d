CREATE TABLE users (id int PRIMARY KEY, phone varchar(20), name varchar(100), email varchar(100));
