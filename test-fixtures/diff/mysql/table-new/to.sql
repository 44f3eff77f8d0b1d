CREATE TABLE users (id int PRIMARY KEY, name varchar(100), email varchar(100));
CREATE TABLE orders (id int PRIMARY KEY, user_id int NOT NULL, total decimal(10,2) DEFAULT 0, CONSTRAINT orders_user FOREIGN KEY (user_id) REFERENCES users (id));
