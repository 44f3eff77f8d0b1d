CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT NOT NULL, age INTEGER, email TEXT);
CREATE INDEX a ON users (name);
CREATE UNIQUE INDEX b ON users (id, email DESC);
CREATE INDEX c ON users (lower(name), age + 1) WHERE age > 3 AND email IS NOT NULL;
CREATE INDEX d ON users (name COLLATE NOCASE);
