CREATE TABLE users (id int PRIMARY KEY, email varchar(100));
