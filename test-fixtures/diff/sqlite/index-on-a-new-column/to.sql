CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT NOT NULL, age INTEGER, email TEXT, tag TEXT);
CREATE INDEX i ON users (tag, name);
