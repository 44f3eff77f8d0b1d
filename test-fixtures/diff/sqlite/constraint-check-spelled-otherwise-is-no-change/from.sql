CREATE TABLE users (id INTEGER PRIMARY KEY, a INT, CHECK (a>1 and "a"<>3));
