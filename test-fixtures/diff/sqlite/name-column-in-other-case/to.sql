CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT, age TEXT);
CREATE INDEX i ON users (name);
