CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT NOT NULL, age INTEGER, email TEXT);
CREATE INDEX a ON users (name);
CREATE UNIQUE INDEX b ON users (id, email) WHERE age > 0;
CREATE INDEX c ON users (upper(email));
