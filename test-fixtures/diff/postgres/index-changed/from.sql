CREATE TABLE users (id int PRIMARY KEY, name varchar(100), email varchar(100));
CREATE INDEX users_name ON users (name);
CREATE INDEX users_email ON users (email);
