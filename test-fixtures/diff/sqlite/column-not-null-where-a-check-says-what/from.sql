CREATE TABLE users (id INTEGER PRIMARY KEY, kind TEXT CHECK (kind <> ''), n INT CHECK (n <> 0));
