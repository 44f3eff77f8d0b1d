CREATE TABLE users (id int PRIMARY KEY, name varchar(100), email varchar(100));
CREATE INDEX by_name ON users (name);
