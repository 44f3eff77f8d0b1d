CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT NOT NULL, age INTEGER, email TEXT);
CREATE INDEX a ON users (name DESC);
CREATE INDEX b ON users (age) WHERE age > 4;
CREATE INDEX c ON users (upper(email));
CREATE INDEX d ON users (email COLLATE NOCASE);
