CREATE TABLE p (id int PRIMARY KEY, x text NOT NULL, CHECK (id > 0));
CREATE TABLE q (id int, y text);
CREATE TABLE own (z int) INHERITS (p);
CREATE TABLE joins (z int) INHERITS (p, q);
CREATE TABLE leaves (id int NOT NULL, x text NOT NULL, z int, CONSTRAINT p_id_check CHECK (id > 0));
