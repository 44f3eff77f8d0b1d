CREATE TABLE users (c INT, d INT);
