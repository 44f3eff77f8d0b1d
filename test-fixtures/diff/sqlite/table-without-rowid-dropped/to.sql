CREATE TABLE users (a INT, b INT, c TEXT, PRIMARY KEY (a, b));
