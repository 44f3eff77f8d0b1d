CREATE TABLE users (id int PRIMARY KEY, name varchar(100) NOT NULL, at timestamp NOT NULL, big bigint NOT NULL);
