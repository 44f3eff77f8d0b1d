SET foreign_key_checks = 0;
CREATE TABLE a (id bigint PRIMARY KEY, y bigint, CONSTRAINT f1 FOREIGN KEY (y) REFERENCES gone (id) ON DELETE CASCADE);
CREATE TABLE c (id int PRIMARY KEY, y int, z bigint, CONSTRAINT f2 FOREIGN KEY (z) REFERENCES a (id), CONSTRAINT f3 FOREIGN KEY (y) REFERENCES other (id));
CREATE TABLE d (id int PRIMARY KEY, y int, CONSTRAINT f4 FOREIGN KEY (y) REFERENCES other (id));
CREATE TABLE e (id int PRIMARY KEY, y int, a int, CONSTRAINT f5 FOREIGN KEY (y) REFERENCES no_such_database.gone (id));
