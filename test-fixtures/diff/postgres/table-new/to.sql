CREATE TABLE users (id int PRIMARY KEY, name varchar(100), email varchar(100));
CREATE TABLE orders (id int PRIMARY KEY, user_id int NOT NULL REFERENCES users (id), total numeric(10,2) DEFAULT 0);
