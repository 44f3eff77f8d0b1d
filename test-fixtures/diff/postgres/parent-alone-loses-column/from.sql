CREATE TABLE p (id int, x text, y text);
CREATE TABLE c (z int) INHERITS (p);
CREATE TABLE d () INHERITS (c);
