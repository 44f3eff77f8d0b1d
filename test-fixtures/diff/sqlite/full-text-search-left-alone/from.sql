CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT NOT NULL, age INTEGER, email TEXT);
CREATE VIRTUAL TABLE search USING fts5(name, content=users, content_rowid=id);
CREATE TRIGGER s AFTER INSERT ON users BEGIN INSERT INTO search (rowid, name) VALUES (NEW.id, NEW.name); END;
