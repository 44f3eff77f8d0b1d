CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT NOT NULL, age INTEGER, email TEXT);
CREATE VIEW adults AS SELECT id, name FROM users WHERE age >= 18;
CREATE TRIGGER on_insert AFTER INSERT ON users BEGIN UPDATE users SET email = 'a;b' WHERE id = NEW.id; END;
