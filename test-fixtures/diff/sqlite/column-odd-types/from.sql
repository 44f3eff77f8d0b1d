CREATE TABLE users (id INTEGER PRIMARY KEY, a unsigned big int, b double precision, c decimal(10, 5), d "foo-bar");
