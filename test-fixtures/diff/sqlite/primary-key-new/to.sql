CREATE TABLE t (a int NOT NULL, b int, PRIMARY KEY (a));
