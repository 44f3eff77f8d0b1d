CREATE TABLE a (id int, more text);
CREATE TABLE b (x int) INHERITS (a);
CREATE TABLE c () INHERITS (a);
