CREATE TABLE users (id int PRIMARY KEY, name varchar(100), email varchar(100));
CREATE VIEW names AS SELECT id, name FROM users;
CREATE VIEW both_names AS SELECT name FROM names;
