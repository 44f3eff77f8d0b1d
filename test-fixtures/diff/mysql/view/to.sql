CREATE TABLE users (id int PRIMARY KEY, name varchar(100), email varchar(100));
CREATE VIEW names AS SELECT id, name, email FROM users WHERE id > 0;
CREATE VIEW more AS SELECT id FROM names;
