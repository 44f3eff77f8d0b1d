CREATE TABLE users (id int PRIMARY KEY, name varchar(100), email varchar(100));
CREATE INDEX users_lower ON users ((lower(name)));
