CREATE TABLE users (id int PRIMARY KEY, name varchar(100), email varchar(100), phone varchar(20) NOT NULL, born date NOT NULL, score int NOT NULL);
