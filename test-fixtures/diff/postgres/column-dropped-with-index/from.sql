CREATE TABLE users (id int PRIMARY KEY, name varchar(100), email varchar(100));
CREATE INDEX users_email ON users (email);
CREATE INDEX users_both ON users (name, email);
