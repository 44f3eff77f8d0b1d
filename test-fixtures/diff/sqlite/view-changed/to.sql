CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT NOT NULL, age INTEGER, email TEXT);
CREATE VIEW adults (number, called) AS SELECT id, name FROM users WHERE age >= 21;
