CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT NOT NULL, age INTEGER, email TEXT);
CREATE INDEX by_email ON users (email);
CREATE INDEX by_age ON users (age) WHERE email IS NOT NULL;
