CREATE TABLE users (id int PRIMARY KEY, name varchar(100), email varchar(100));
CREATE TABLE old_logs (id int PRIMARY KEY, line text NOT NULL);
