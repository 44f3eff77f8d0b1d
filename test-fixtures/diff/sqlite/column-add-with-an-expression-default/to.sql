CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT NOT NULL, age INTEGER, email TEXT, token TEXT NOT NULL DEFAULT (lower(hex(randomblob(4)))));
