CREATE TABLE users (id INTEGER PRIMARY KEY, full_name TEXT NOT NULL, years INTEGER, email TEXT);
CREATE VIEW adults AS SELECT id, full_name FROM users WHERE years >= 18;
CREATE TRIGGER on_insert AFTER INSERT ON users BEGIN UPDATE users SET email = 'a;b' WHERE id = NEW.id; END;
