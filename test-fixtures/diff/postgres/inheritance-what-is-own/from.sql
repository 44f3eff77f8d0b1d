CREATE TABLE p (id int PRIMARY KEY, x text NOT NULL, CHECK (id > 0));
CREATE TABLE q (id int, y text);
CREATE TABLE own (id int, z int) INHERITS (p);
CREATE TABLE joins (z int) INHERITS (p);
CREATE TABLE leaves (z int) INHERITS (p);
