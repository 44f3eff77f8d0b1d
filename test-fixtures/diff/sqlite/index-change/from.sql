CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT NOT NULL, age INTEGER, email TEXT);
CREATE INDEX a ON users (name);
CREATE INDEX b ON users (age) WHERE age > 3;
CREATE INDEX c ON users (lower(email));
CREATE INDEX d ON users (email);
