CREATE TYPE person AS (id int, name varchar(20));
CREATE TABLE members OF person (PRIMARY KEY (id));
CREATE TABLE guests (id int, name varchar(20), since date);
